"""Cameras, screens and counters: what changed, and what holds on when a day begins."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
from redis import Redis

from city.cameras.camera_states import CameraEvent
from city.time.days import DAY, HOUR, MINUTE
from streams.cameras.cameras import camera_fields
from streams.record.area_counts import AreaCounts
from streams.record.keys import Keys
from tests.streams.history.columns.kept import DAYS, begun, record, recorder, rows


def camera(redis: Redis, keys: Keys, at: int, id_: str, state: str, detail: str = "") -> None:
    fields = camera_fields(CameraEvent("", id_, state, at, detail))
    redis.xadd(keys.cameras, fields, id=str(at))  # type: ignore[arg-type]


def put(redis: Redis, keys: Keys, at: int, **changes: object) -> None:
    told = {"time": at, "actor": "li", "done": "put", "command": "c", "data": "{}"}
    named = {subject.replace("__", ":"): value for subject, value in changes.items()}
    redis.xadd(keys.wall, told | {"changes": msgspec.json.encode(named)}, id=str(at))  # type: ignore[arg-type]


def midday(redis: Redis, days_ago: int) -> int:
    now = begun(redis, 0)
    return now - DAYS.local(now) % DAY + DAY // 2 - days_ago * DAY


def test_a_camera_that_stays_as_it_was_is_told_again_when_a_day_begins(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    first, second = midday(redis, 3), midday(redis, 2)
    camera(redis, keys, first, "a", "live")
    camera(redis, keys, first + 1, "b", "lost", "timeout")
    camera(redis, keys, second, "b", "live")
    record(recorder(tmp_path, redis, keys))
    record(recorder(tmp_path, redis, keys))
    begins = second - DAY // 2
    assert rows(tmp_path, "cameras", "camera, time, state, detail, standing", "entry, camera") == [
        ("a", first, "live", "", 0),
        ("b", first + 1, "lost", "timeout", 0),
        ("a", begins, "live", "", 1),
        ("b", begins, "lost", "timeout", 1),
        ("b", second, "live", "", 0),
        *((which, begins + day * DAY, "live", "", 1) for day in (1, 2) for which in "ab"),
    ]


def test_what_screens_show_is_kept_by_subject_and_what_is_gone_is_not_told_again(
    tmp_path: Path, redis: Redis, keys: Keys
) -> None:
    first, second = midday(redis, 3), midday(redis, 2)
    put(redis, keys, first, stack__one={"pushes": [1]}, scene__x={"name": "镇"})
    put(redis, keys, first + HOUR, stack__one=None)
    redis.xadd(keys.wall, {"time": first, "changes": "[broken"}, id=str(first + HOUR + 1))
    put(redis, keys, second, stack__two={})
    record(recorder(tmp_path, redis, keys))
    assert rows(tmp_path, "shown", "subject, time, value, actor, standing", "entry, subject") == [
        ("scene:x", first, '{"name":"镇"}', "li", 0),
        ("stack:one", first, '{"pushes":[1]}', "li", 0),
        ("stack:one", first + HOUR, "null", "li", 0),
        ("scene:x", second - DAY // 2, '{"name":"镇"}', "li", 1),
        ("stack:two", second, "{}", "li", 0),
        ("scene:x", second + DAY // 2, '{"name":"镇"}', "li", 1),
        ("stack:two", second + DAY // 2, "{}", "li", 1),
        ("scene:x", second + 3 * DAY // 2, '{"name":"镇"}', "li", 1),
        ("stack:two", second + 3 * DAY // 2, "{}", "li", 1),
    ]


def test_counters_are_kept_where_they_changed(tmp_path: Path, redis: Redis, keys: Keys) -> None:
    now = midday(redis, 1)
    told: list[AreaCounts] = []

    def counted(minute: int, values: list[list[int]], codes: tuple[str, ...] = ("0", "1")) -> None:
        counts = AreaCounts(now + minute * MINUTE + 7, codes, ("open", "people"), np.array(values))
        told.append(counts)

    work = recorder(tmp_path, redis, keys, counts=lambda: told[-1] if told else None)
    record(work)
    counted(0, [[5, 2], [0, 1]])
    record(record(work))  # the same again is nothing new
    counted(1, [[5, 3], [0, 1]])
    record(work)
    again = recorder(tmp_path, redis, keys, counts=lambda: told[-1])
    counted(2, [[4, 3]], ("0",))
    record(record(again))
    counted(24 * 60, [[4, 3]], ("0",))
    record(again)
    assert rows(tmp_path, "counters", "time, area, counter, value, standing", "time, area, counter") == [
        (now, "0", "open", 5, 1),
        (now, "0", "people", 2, 1),
        (now, "1", "open", 0, 1),
        (now, "1", "people", 1, 1),
        (now + MINUTE, "0", "people", 3, 0),
        (now + 2 * MINUTE, "0", "open", 4, 0),
        (now + 2 * MINUTE, "1", "people", 0, 0),
        (now + DAY, "0", "open", 4, 1),
        (now + DAY, "0", "people", 3, 1),
    ]
