"""A PostgreSQL of the tests' own, in a folder, reached by a socket; Debian's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.patience import PATIENCE

USER = "nobody"  # PostgreSQL refuses to run as root
WITHOUT = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=")


def programs() -> Path | None:
    """The folder of the newest that is installed, 15 or newer."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda at: int(at.parts[4]))
    return found[-1].parent if found and int(found[-1].parts[4]) >= 15 else None


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """The address of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="gw-pg-"))  # a socket's path may be no longer than 107 bytes
    user = USER if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [programs / program, *words],
            user=user,
            cwd="/",
            env={"LC_ALL": "C"},
            check=True,
            capture_output=True,
        )

    settings = " ".join(f"-c {each}" for each in (*WITHOUT, f"unix_socket_directories={folder}"))
    try:
        run("initdb", "-D", str(data), "-U", "gridwall", "-A", "trust", "-E", "UTF8", "--no-sync")
        start = ("-D", str(data), "-l", str(folder / "log"), "-w", "-t", str(int(PATIENCE)), "-o", settings)
        run("pg_ctl", "start", *start)
        try:
            yield f"postgresql://gridwall@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run("pg_ctl", "stop", "-D", str(data), "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
