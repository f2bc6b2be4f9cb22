"""Recorders in processes of their own, which a test kills: `REDIS FOLDER PREFIX`. For each line of standard
input, a moment and the how manieth of its kind, one is forked. It says its number, stops there, says so, and
waits to be killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streams.history.columns.column_table import ColumnTable
from streams.history.columns.compaction import Compaction
from streams.record.keys import Keys
from streams.server.connect import connect
from tests.streams.history.columns.kept import record, recorder


def main() -> None:
    url, folder, prefix = sys.argv[1:]
    for line in sys.stdin:
        moment, _, nth = line.strip().rpartition(" ")
        if not os.fork():
            try:
                _record(url, Path(folder), prefix, moment, int(nth))
            finally:  # whatever broke, the test must not wait for more
                print(f"{os.getpid()} ended", flush=True)
                os._exit(1)


def _record(url: str, folder: Path, prefix: str, moment: str, left: int) -> None:
    def say(what: str) -> None:
        print(f"{os.getpid()} {what}", flush=True)
        time.sleep(60)

    def stop(told: str) -> None:
        nonlocal left
        left -= told == moment
        if told == moment and not left:
            say(told)

    _stopping(ColumnTable, "append", lambda *_: stop("read"), lambda *_: stop("committed"))
    _stopping(ColumnTable, "_add", None, lambda *_: stop("written"))
    _stopping(ColumnTable, "replace", lambda *_: stop("compacting"), lambda *_: stop("compacted"))
    print(f"{os.getpid()} began", flush=True)
    work = record(recorder(folder, connect(url), Keys(prefix)))
    compaction = Compaction(folder / "spill")
    for table in work.tables.values():
        compaction.hours(table, 1 << 43)
        table.tidy()
    say("done")


def _stopping(
    owner: Any, name: str, before: Callable[..., None] | None, after: Callable[..., None] | None
) -> None:
    plain = getattr(owner, name)

    def stopped(*given: Any, **named: Any) -> Any:
        if before:
            before()
        found = plain(*given, **named)
        if after:
            after()
        return found

    setattr(owner, name, stopped)


if __name__ == "__main__":
    main()
