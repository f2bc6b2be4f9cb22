"""Tables on an S3 server: the same rows, the same once, the same answers."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streams.history.columns.column_table import ColumnTable, TableBusyError
from streams.history.columns.compaction import Compaction
from streams.history.columns.place import Bucket
from streams.history.columns.rows import columns_of, made
from streams.history.columns.tables import FIXES
from streams.history.questions.reader import Reader
from tests.dashboard.s3_origin import KEY, REGION, SECRET
from tests.streams.history.questions.remembered import DAY, TEN, fix


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    module = [sys.executable, "-m", "tests.streams.history.columns.table_bucket"]
    with subprocess.Popen(module, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()


@pytest.fixture
def bucket(address: str, tmp_path: Path) -> Bucket:
    place, told = f"s3://city/{tmp_path.name}", {"region": REGION, "key": KEY, "secret": SECRET}
    return Bucket(place, tmp_path / "cache", endpoint=address, **told)


def write(table: ColumnTable, number: int) -> None:
    rows: list[Any] = [fix("东", 7, TEN + number * 1000, 22_000_000, 113_000_000)]
    table.append([made(FIXES, DAY, columns_of(FIXES, rows))], {"positions": number})


def test_a_table_in_a_bucket_is_written_brought_together_asked_and_dropped(
    tmp_path: Path, bucket: Bucket
) -> None:
    table = ColumnTable(bucket, FIXES)
    for number in range(3):
        write(table, number)
    assert ColumnTable(bucket, FIXES).reached("positions") == 2
    Compaction(tmp_path / "spill").hours(table, TEN * 2)
    assert [(part.rows, part.level) for part in table.parts()] == [(3, 1)]
    reader = Reader(bucket, tmp_path / "spill")
    found = reader.ask("town_tracks", town="东", first=TEN, last=TEN + 1000)
    assert found["time"].tolist() == [TEN, TEN + 1000]
    reader.close()
    table.tidy()
    table.drop_day(DAY)
    assert bucket.names("fixes", f"day={DAY}") == []
    assert not list((tmp_path / "cache").rglob("*.parquet"))


def test_two_writers_of_a_bucket_do_not_write_the_same_twice(bucket: Bucket) -> None:
    one, other = ColumnTable(bucket, FIXES), ColumnTable(bucket, FIXES)
    write(one, 1)
    with pytest.raises(TableBusyError):
        write(other, 1)
    assert len(ColumnTable(bucket, FIXES).parts()) == 1


def test_a_secret_is_in_nothing_that_is_shown(bucket: Bucket) -> None:
    assert SECRET not in repr(bucket)
    assert KEY not in repr(bucket)
