"""Photos in a folder of this machine, or of a disk that web processes share."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from dashboard.settings.private import close_folder


class Folder:
    """All raise OSError, but a photo that is not there is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, path: str, data: bytes) -> None:
        """On disk, whole, before it bears its name."""
        place = self._folder / path
        with suppress(OSError):  # what is wrong with it, writing says
            close_folder(self._folder)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=place.parent, prefix=".")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, place)
        except OSError:
            with suppress(OSError):
                os.unlink(name)
            raise

    def get(self, path: str) -> bytes | None:
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, path: str) -> bool:
        try:
            return (self._folder / path).stat().st_size > 0
        except FileNotFoundError:
            return False
