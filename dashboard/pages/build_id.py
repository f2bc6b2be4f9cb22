"""Which build this is: the same for the same code and assets, so that a page knows when it is out of date."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("assets", "layouts", "dashboard")
KINDS = frozenset({".py", ".js", ".mjs", ".css", ".toml", ".json"})


@cache
def build_id(root: Path = ROOT, parts: tuple[str, ...] = PARTS) -> str:
    """12 hex digits of everything a page is made of, as it is when a process first asks."""
    digest = hashlib.sha256()
    for part in parts:
        for file in sorted((root / part).rglob("*")):
            if file.suffix in KINDS and file.is_file():
                digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
