"""The demo city's files: kept in a folder, built when they are missing or another version's."""

from __future__ import annotations

import hashlib
import json
import os
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from demo.city.city import ROOT, data, demo_city
from demo.city.plan import plan_rows

MADE_BY = {
    "demo.city": ("city.py", "names.py", "plan.py"),
    "city.areas": ("plane.py",),
    "city.building": ("scatter.py", "subdivide.py", "tiling.py"),
}
DATA = ("towns.csv", "outline.csv", "names.toml", "items.toml", "calendar.toml")


class DemoCityError(ValueError):
    """One line: which file, and why it cannot be written."""


class DemoCityFiles(NamedTuple):
    areas: Path
    roster: Path
    matters: Path
    calendar: Path
    shifts: Path


def write_demo_city(folder: Path, seed: int = 1) -> DemoCityFiles:
    """What stands in a folder is whole or not there: the stamp comes last. Raises DemoCityError."""
    names = ("areas.geojson", "roster.csv", "items.toml", "calendar.toml", "shifts.csv")
    files = DemoCityFiles(*(folder / name for name in names))
    stamp, wanted = folder / "stamp", _stamp(seed)
    whole = all(file.is_file() for file in files) and stamp.is_file()
    if whole and stamp.read_text(encoding="utf-8") == wanted:
        return files
    demo = demo_city(seed)
    folder.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    _write(files.areas, json.dumps(demo.areas_document, ensure_ascii=False, separators=(",", ":")))
    _write(files.roster, _table(demo.roster_rows))
    _write(files.shifts, _table(plan_rows(demo.roster_rows, ROOT)))
    _write(files.matters, data("items.toml"))
    _write(files.calendar, data("calendar.toml"))
    _write(stamp, wanted)
    return files


def _table(rows: list[dict[str, str]]) -> str:
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]  # no demo value needs quoting
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    """Replaces the file in one step, so that nobody reads half of it."""
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        whole.write_text(text, encoding="utf-8", newline="\n")
        whole.replace(path)
    except OSError as error:
        raise DemoCityError(f"{path}: cannot be written: {error.strerror}") from None


def _stamp(seed: int) -> str:
    """Another one whenever the same seed may make another city: a changed program, data or library."""
    digest = hashlib.sha256(f"{np.__version__} {shapely.__version__}".encode())
    for package, names in MADE_BY.items():
        for name in names:
            digest.update(resources.files(package).joinpath(name).read_bytes())
    for name in DATA:
        digest.update(data(name).encode())
    return f"seed {seed} of {digest.hexdigest()[:16]}"
