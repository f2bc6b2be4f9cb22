"""What this process and its children write is for their own user alone: the record holds people's days."""

from __future__ import annotations

import os
from pathlib import Path

OTHERS = 0o077


def keep_private() -> None:
    """From here on, in this process and whatever it becomes or starts."""
    os.umask(OTHERS)


def close_folder(folder: Path) -> None:
    """Make a folder of ours, or close one that an earlier version left open. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & OTHERS:
        folder.chmod(0o700)
