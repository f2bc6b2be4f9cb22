"""The newest of the log of the wall: bounded, in order, past what cannot be read."""

import pytest
from redis import Redis

from city.screens.history import Logged
from streams.record.keys import Keys
from streams.screens import wall_log


def test_the_newest_are_read_the_oldest_of_them_first(
    redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall_log, "MOST", 3)
    for at in range(4):
        fields = {
            "time": at,
            "actor": "wang",
            "done": "held",
            "command": str(at),
            "data": "{}",
            "changes": "{}",
        }
        redis.xadd(keys.wall, fields)
    assert wall_log.newest(redis, keys) == [Logged(at, "wang", "held", {}) for at in (1, 2, 3)]


@pytest.mark.parametrize("broken", [{"time": "soon"}, {"data": "[1]"}, {"data": "{"}, {"actor": b"\xff"}])
def test_what_cannot_be_read_is_passed_over(redis: Redis, keys: Keys, broken: dict[str, bytes]) -> None:
    whole = {"time": "1", "actor": "wang", "done": "held", "data": '{"screen": "one"}'}
    redis.xadd(keys.wall, whole | broken)
    redis.xadd(keys.wall, {"other": "1"})
    redis.xadd(keys.wall, whole)
    assert wall_log.newest(redis, keys) == [Logged(1, "wang", "held", {"screen": "one"})]
