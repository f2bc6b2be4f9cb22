"""Many files become few, and hold what they held; days end, and what nobody refers to goes."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from city.time.days import DAY, HOUR, MINUTE
from streams.history.columns.column_table import ColumnTable
from streams.history.columns.compaction import Compaction
from streams.history.columns.day_people import DayPeople
from streams.history.columns.engine import connect, files
from streams.history.columns.housekeeping import Housekeeping
from streams.history.columns.place import Folder
from streams.history.columns.positions_minute import day_name
from streams.history.columns.rows import columns_of, made
from streams.history.columns.tables import FIXES, PRESENCE, Table
from tests.city.small_city import at
from tests.streams.history.columns.kept import DAYS, people_store, rows

BEGINS = at("2026-03-10 00:00")
ORDER = "town, person, time"


def table(folder: Path, spec: Table = FIXES) -> ColumnTable:
    return ColumnTable(Folder(folder / "columns"), spec)


def write(table: ColumnTable, begins: int, *, late: int = 0, minute: int = 0) -> None:
    """A minute of four people; `late`: of one of them, a fix of so many ms before."""
    told: list[tuple[Any, ...]] = [
        (town, person, begins + 10_000 * person, 0, person, 7, -1, -1, -1, -1, 0)
        for person, town in enumerate(("2", "1", "2", ""))
    ]
    if late:
        told.append(("1", 1, begins - late, late, 1, 7, -1, -1, -1, -1, 0))
    file = made(table.table, day_name(DAYS.day(begins)), columns_of(table.table, told))
    table.append([file], {"positions": minute})


def hours(folder: Path) -> list[tuple[str, int, int]]:
    """Level, local hour and rows of each live file."""
    parts = table(folder).parts()
    return sorted((part.day, part.level, DAYS.hour(part.first), part.rows) for part in parts)


def test_an_hour_becomes_a_file_sorted_and_whole(tmp_path: Path) -> None:
    work = table(tmp_path)
    for minute in range(0, 125, 5):
        write(work, BEGINS + minute * MINUTE, minute=minute)
    before = rows(tmp_path, "fixes", order=ORDER)
    assert Compaction(tmp_path / "spill").hours(work, BEGINS + 2 * HOUR) == 24
    assert [found[1:] for found in hours(tmp_path)] == [(0, 2, 4), (1, 0, 48), (1, 1, 48)]
    assert rows(tmp_path, "fixes", order=ORDER) == before
    paths = work.place.local("fixes", [part.path for part in work.parts() if part.level == 1])
    assert table(tmp_path).reached("positions") == 120
    with connect(tmp_path / "spill") as engine:
        for path in paths:
            found = engine.execute(f"SELECT {ORDER} FROM read_parquet({files([path])})").fetchall()
            assert found == sorted(found)


def test_a_late_fix_comes_to_its_hour_and_a_day_that_is_over_has_a_file_an_hour(tmp_path: Path) -> None:
    work, compaction = table(tmp_path), Compaction(tmp_path / "spill")
    for hour, minute in itertools.product(range(3), (0, 1)):
        write(work, BEGINS + hour * HOUR + minute * MINUTE, late=HOUR if hour == 2 else 0)
        compaction.hours(work, BEGINS + hour * HOUR)
    compaction.hours(work, BEGINS + 4 * HOUR)
    assert [found[1:] for found in hours(tmp_path)] == [(1, 0, 8), (1, 1, 2), (1, 1, 8), (1, 2, 8)]
    compaction.day(work, "2026-03-10")
    assert [found[1:] for found in hours(tmp_path)] == [(1, 0, 8), (1, 2, 8), (2, 1, 10)]
    assert compaction.day(work, "2026-03-10") == 0


def test_a_small_table_has_a_file_a_day(tmp_path: Path) -> None:
    work, compaction = table(tmp_path, PRESENCE), Compaction(tmp_path / "spill")
    for hour in range(3):
        for minute in range(2):
            told = [("1-1", BEGINS + hour * HOUR + minute * MINUTE, 1, 2)]
            work.append([made(PRESENCE, "2026-03-10", columns_of(PRESENCE, told))], {})
        compaction.hours(work, BEGINS + (hour + 1) * HOUR)
    assert [part.level for part in work.parts()] == [1, 1, 1]
    compaction.day(work, "2026-03-10")
    assert [(part.level, part.rows) for part in work.parts()] == [(2, 6)]


@pytest.mark.parametrize("where", ["written", "committed"])
def test_a_compaction_that_is_stopped_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    work = table(tmp_path)
    for minute in range(3):
        write(work, BEGINS + minute * MINUTE)
    before = rows(tmp_path, "fixes", order=ORDER)
    commit = ColumnTable._commit

    def stop(table: ColumnTable, actions: Any, transactions: Any) -> None:
        if where == "committed":
            commit(table, actions, transactions)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(ColumnTable, "_commit", stop)
        Compaction(tmp_path / "spill").hours(work, BEGINS + HOUR)
    assert rows(tmp_path, "fixes", order=ORDER) == before
    again = table(tmp_path)
    Compaction(tmp_path / "spill").hours(again, BEGINS + HOUR)
    assert len(again.parts()) == 1
    assert rows(tmp_path, "fixes", order=ORDER) == before


def test_a_day_that_is_not_kept_goes_with_its_people_and_its_files(tmp_path: Path) -> None:
    work, engine = table(tmp_path), people_store(tmp_path)
    for day in range(3):
        write(work, BEGINS + day * DAY, minute=day)
        DayPeople(engine).ordinals(day_name(DAYS.day(BEGINS) + day), ["ann"])
    house = Housekeeping({"fixes": work}, {"fixes": 2}, DAYS, engine, tmp_path / "spill")
    assert house.step(BEGINS + 2 * DAY + HOUR)
    while house.step(BEGINS + 2 * DAY + HOUR + 1):
        pass
    assert not house.step(BEGINS + 2 * DAY + HOUR + 2)
    assert work.days() == ["2026-03-11", "2026-03-12"]
    assert sorted(file.name for file in (tmp_path / "columns" / "fixes").glob("day=*")) == [
        "day=2026-03-11",
        "day=2026-03-12",
    ]
    people = DayPeople(engine)
    assert [people.of(day, "ann") is None for day in ("2026-03-10", "2026-03-11")] == [True, False]
    assert table(tmp_path).reached("positions") == 2


def test_what_is_packed_comes_back(tmp_path: Path) -> None:
    """Numbers at the edges of their columns, and words with every kind of character."""
    told = [("镇'\"", 2**31 - 1, 2**43, -(2**40), -(2**31), 2**31 - 1, -1, 2**15 - 1, 359, 127, 1)]
    work = table(tmp_path)
    work.append([made(FIXES, "2026-03-10", columns_of(FIXES, told))], {})
    assert rows(tmp_path, "fixes", ", ".join(FIXES.columns)) == told
    assert np.iinfo(FIXES.columns["speed"].numpy).max == 2**15 - 1
