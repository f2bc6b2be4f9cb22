"""Streams to tables: each entry once, whatever was stopped where, and what is missing is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from redis import Redis

from city.time.days import DAY, MINUTE, Duty
from streams.history.columns import day_people
from streams.history.columns.column_table import ColumnTable, TableBusyError
from streams.history.columns.day_people import DayPeople
from streams.history.columns.positions_minute import Kept, day_name
from streams.history.columns.tables import FIXES, PRESENCE
from streams.history.events.database import database, migrate
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.streams.history.columns.kept import DAYS, begun, fix, people_store, record, recorder, rows


def test_a_fix_stands_in_the_table_as_it_was_told(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    at = begun(redis, 3)
    fix(redis, keys.positions, f"{at + 5000}-3", "ann", time=at + 4100, accuracy=7.2, speed=1.26, battery=81)
    fix(redis, keys.positions, at + 6000, "bob", "outside")
    record(recorder(tmp_path, redis, keys))
    columns = "town, time, delay, lat, lon, accuracy, speed, heading, battery, sos"
    assert rows(tmp_path, "fixes", columns) == [
        ("", at + 6000, 0, 23_000_000, 114_000_000, -1, -1, -1, -1, 0),
        ("1", at + 4100, 900, 22_050_000, 113_050_000, 8, 13, -1, 81, 0),
    ]


def test_people_have_another_number_each_day(tmp_path: Path) -> None:
    people = DayPeople(people_store(tmp_path))
    first, second = people.ordinals("2026-03-10", ["ann", "bob"]), people.ordinals("2026-03-11", ["ann"])
    assert len({first["ann"], first["bob"], second["ann"]}) == 3
    assert people.ordinals("2026-03-10", ["ann", "cai"])["ann"] == first["ann"]
    assert people.whose("2026-03-10", first.values()) == {first["ann"]: "ann", first["bob"]: "bob"}
    people.forget("ann")
    assert people.whose("2026-03-10", first.values()) == {first["bob"]: "bob"}
    assert people.ordinals("2026-03-10", ["ann"])["ann"] != first["ann"]
    people.forget_before("2026-03-11")
    assert people.of("2026-03-10", "bob") is None


def test_numbers_are_given_while_events_are_written_to_the_same_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database("", tmp_path)
    migrate(engine)
    draw = day_people._draw

    def drawn(taken: set[int]) -> int:
        with engine.begin() as other:
            other.execute(sa.text(f"INSERT INTO worlds (epoch, since) VALUES ('{len(taken)}', 0)"))
        return draw(taken)

    monkeypatch.setattr(day_people, "_draw", drawn)
    numbers = DayPeople(engine).ordinals("2026-03-10", ["ann", "bob"])
    assert DayPeople(engine).whose("2026-03-10", numbers.values()) == {numbers[who]: who for who in numbers}
    engine.dispose()


def test_without_tracks_no_fix_is_kept_and_grids_are_counted(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    at = begun(redis, 3)
    for second, who, place in [
        (1, "ann", "1-1"),
        (2, "ann", "1-2"),
        (3, "bob", "1-2"),
        (4, "bob", "outside"),
    ]:
        fix(redis, keys.positions, at + second * 1000, who, place)
    fix(redis, keys.positions, at + MINUTE, "ann", "1-1", accuracy=900)  # lies in no grid
    fix(redis, keys.positions, at + MINUTE + 1, "bob", "2-1")
    record(recorder(tmp_path, redis, keys, tracks=False))
    assert rows(tmp_path, "presence", "grid, time, people, visits", "time, grid") == [
        ("1-1", at, 0, 1),
        ("1-2", at, 2, 2),
        ("2-1", at + MINUTE, 1, 1),
    ]
    assert not (tmp_path / "columns" / "fixes").exists()


def test_off_duty_only_calls_and_tasks_are_kept(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    at = begun(redis, 2)
    nobody = Kept(Duty((), DAYS), 200.0, lambda: {"cai"})
    for second, who in enumerate(("ann", "bob", "cai")):
        fix(redis, keys.positions, at + second, who, sos=int(who == "bob"))
    record(recorder(tmp_path, redis, keys, kept=nobody))
    assert rows(tmp_path, "fixes", "time, sos") == [(at + 1, 1), (at + 2, 0)]


def test_a_late_fix_comes_to_its_day_and_one_that_is_too_late_to_none(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    at = begun(redis, 2)
    for second, late in enumerate((0, 2 * DAY, 7 * DAY, 8 * DAY)):
        fix(redis, keys.positions, at + second, "ann", time=at - late)
    record(recorder(tmp_path, redis, keys))
    assert rows(tmp_path, "fixes", "time") == [(at - 2 * DAY,), (at,)]
    days = [file.name for file in (tmp_path / "columns" / "fixes").glob("day=*")]
    assert sorted(days) == [f"day={day_name(DAYS.day(time))}" for time in (at - 2 * DAY, at)]


def test_the_minute_that_is_not_over_is_waited_for(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    before = begun(redis, 1)
    fix(redis, keys.positions, before, "ann")
    fix(redis, keys.positions, before + MINUTE + 1, "ann")
    work = record(recorder(tmp_path, redis, keys))
    if begun(redis, 1) == before:  # or the next minute began meanwhile
        assert work.told.fixes == 1


def test_two_streams_and_a_batch_go_into_one_commit(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    two = Keys(keys.prefix, (f"{keys.prefix}a:", f"{keys.prefix}b:"))
    at = begun(redis, 2)
    fix(redis, two.position_streams[0], at, "ann")
    packed = msgspec.msgpack.encode([["bob", at, 22.05, 113.25], ["cai", at, 22.05, 113.35]])
    redis.xadd(two.position_streams[1], {"fixes": packed}, id=f"{at}-7")
    record(recorder(tmp_path, redis, two))
    table = ColumnTable(recorder(tmp_path, redis, two).tables["fixes"].place, FIXES)
    assert [part.rows for part in table.parts()] == [3]
    assert [table.reached(key) for key in two.position_streams] == [at << 20, at << 20 | 7]


@pytest.fixture
def client(own_redis: EmbeddedRedis) -> Iterator[Redis]:
    client = own_redis.client()
    yield client
    client.close()


class Stopped(BaseException):
    """As if the process had been killed there."""


@pytest.mark.parametrize("stopped_at", ["put", "commit", "between"])
def test_what_is_stopped_between_two_tables_goes_on_where_each_is(
    tmp_path: Path, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch, stopped_at: str
) -> None:
    at = begun(redis, 4)
    for second in range(5):
        fix(redis, keys.positions, at + second * 40_000, "ann", battery=second)
    work, done = recorder(tmp_path, redis, keys), []
    append = ColumnTable.append

    def stop(table: ColumnTable, files: Any, reached: Any) -> None:
        if table.table is (PRESENCE if stopped_at == "put" else FIXES) and files:
            done.append(table)
            if stopped_at == "put":
                table._add(files[0], data_change=True)
            if stopped_at == "commit":
                append(table, files, reached)
            raise Stopped
        append(table, files, reached)

    with monkeypatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(ColumnTable, "append", stop)
        record(work)
    assert done
    record(recorder(tmp_path, redis, keys))
    assert [row[0] for row in rows(tmp_path, "fixes", "battery")] == [0, 1, 2, 3, 4]
    assert sum(row[0] for row in rows(tmp_path, "presence", "visits")) == 3  # minutes with a fix


def test_a_second_writer_writes_nothing(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    fix(redis, keys.positions, begun(redis, 2), "ann")
    one, other = recorder(tmp_path, redis, keys), recorder(tmp_path, redis, keys)
    record(one)
    with pytest.raises(TableBusyError):
        record(other)
    assert len(rows(tmp_path, "fixes")) == 1


def test_what_was_trimmed_before_it_was_read_is_a_gap(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    at = begun(redis, 9)
    first = fix(redis, keys.positions, at, "ann")
    record(recorder(tmp_path, redis, keys))
    fix(redis, keys.positions, at + 2 * MINUTE, "ann")
    third = fix(redis, keys.positions, at + 4 * MINUTE, "ann")
    redis.xtrim(keys.positions, minid=third, approximate=False)
    record(record(recorder(tmp_path, redis, keys)))
    record(recorder(tmp_path, redis, keys))  # and it is told once
    told = rows(tmp_path, "gaps", "stream, time, until, after_id, before_id")
    assert told == [("positions", at, at + 4 * MINUTE, first, third)]
    assert len(rows(tmp_path, "fixes")) == 2


def test_a_silent_stream_that_was_trimmed_is_no_gap_while_we_look(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    at = begun(redis, 9)
    fix(redis, keys.positions, at, "ann")
    work = record(recorder(tmp_path, redis, keys))
    redis.xtrim(keys.positions, maxlen=0, approximate=False)
    assert not record(work).told.gaps
    fix(redis, keys.positions, at + 3 * MINUTE, "ann")
    assert not record(work).told.gaps
    assert len(rows(tmp_path, "fixes")) == 2


def test_a_redis_that_came_back_empty_is_a_gap(
    tmp_path: Path, own_redis: EmbeddedRedis, client: Redis
) -> None:
    redis, keys = client, Keys()
    at = begun(redis, 9)
    first = fix(redis, keys.positions, at, "ann")
    work = record(recorder(tmp_path, redis, keys))
    own_redis.kill()
    own_redis.restart(empty=True)
    second = fix(redis, keys.positions, at + 3 * MINUTE, "ann")
    record(work)
    fix(redis, keys.positions, at + 4 * MINUTE, "ann")
    record(work)
    assert rows(tmp_path, "gaps", "after_id, before_id") == [(first, second)]
    assert len(rows(tmp_path, "fixes")) == 3


def test_a_redis_that_kept_all_is_none(tmp_path: Path, own_redis: EmbeddedRedis, client: Redis) -> None:
    redis, keys = client, Keys()
    at = begun(redis, 9)
    fix(redis, keys.positions, at, "ann")
    work = record(recorder(tmp_path, redis, keys))
    own_redis.kill()
    own_redis.restart()
    fix(redis, keys.positions, at + 3 * MINUTE, "ann")
    assert not record(work).told.gaps
    assert len(rows(tmp_path, "fixes")) == 2


def test_ids_of_the_future_are_read_once_and_a_stream_that_begins_anew_is_followed(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    ahead = begun(redis, -600)
    last = fix(redis, keys.positions, ahead, "ann", time=begun(redis, 1))
    work = record(recorder(tmp_path, redis, keys))
    assert work.told.fixes == 1
    redis.delete(keys.positions)
    new = fix(redis, keys.positions, begun(redis, 5), "ann")
    record(work)
    fix(redis, keys.positions, begun(redis, 2), "ann")
    record(work)
    assert work.told.fixes == 2  # what stood there when it was noticed is part of the gap
    assert rows(tmp_path, "gaps", "after_id, before_id, why") == [(last, new, "ahead")]
    assert redis.xinfo_stream(keys.positions)["length"] == 2
