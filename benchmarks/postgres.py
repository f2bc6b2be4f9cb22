"""A PostgreSQL of the bench's own, in a folder, reached by a socket; Debian's programs, its own settings but
for what a load does not need."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = ("shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB", "max_wal_size=8GB")
WITHOUT = ("fsync=off", "synchronous_commit=off", "listen_addresses=", "jit=off")


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda at: int(at.parts[4]))
    return found[-1].parent if found else None


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """What psycopg connects to."""
    folder = Path(tempfile.mkdtemp(prefix="gridwall-bench-pg-"))
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(program: str, *words: str) -> None:
        told = [str(programs / program), *words]
        subprocess.run(told, user=user, cwd="/", env={"LC_ALL": "C"}, check=True, capture_output=True)

    settings = " ".join(f"-c {each}" for each in (*SETTINGS, *WITHOUT, f"unix_socket_directories={folder}"))
    try:
        run("initdb", "-D", str(data), "-U", "gridwall", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "start", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", settings)
        try:
            yield f"host={folder} user=gridwall dbname=postgres"
        finally:
            run("pg_ctl", "stop", "-D", str(data), "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
