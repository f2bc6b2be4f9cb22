"""A wheel in an environment of its own: outside the repository, which is not on its path."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib import metadata
from pathlib import Path

from tests.package.notices import closure, project

ROOT = Path(__file__).parents[2]


# what other tests write meanwhile: a file that is there when it is listed may be gone when it is copied
WRITTEN = shutil.ignore_patterns(
    *(
        ".git",
        ".venv",
        "node_modules",
        "var",
        "dist",
        "build",
        "*.egg-info",
        "__pycache__",
        ".*_cache",
        ".hypothesis",
    )
)


def built(place: Path) -> Path:
    """The wheel, built from the source archive as `make dist` does it, with nothing fetched."""
    clone = shutil.copytree(ROOT, place / "clone", ignore=WRITTEN)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", place, clone]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(place.glob("gridwall-*.whl"))


def without_extras(place: Path, wheel: Path) -> Path:
    """The `bin` of an environment as `pip install` of the wheel makes it, its packages lent by this one."""
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    asked = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    site = Path(subprocess.check_output([python, "-c", asked], text=True).strip())
    here = Path(sysconfig.get_path("purelib"))
    for name in closure(project()["base"]):
        for entry in {file.parts[0] for file in metadata.files(name) or () if file.parts[0] != ".."}:
            if not (site / entry).exists():
                (site / entry).symlink_to(here / entry)
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, wheel], check=True)
    return place / "bin"
