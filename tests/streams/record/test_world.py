"""A prefix has one world."""

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.record.world import WorldError, claim_world, note_world, read_notes, read_world


def test_the_first_claim_decides_and_the_epoch_stays(redis: Redis, keys: Keys) -> None:
    assert read_world(redis, keys) is None
    epoch = claim_world(redis, keys, "demo")
    assert claim_world(redis, keys, "demo") == epoch
    assert read_world(redis, keys) == "demo"
    assert len(epoch) == 16


def test_another_world_is_refused_in_words_and_changes_nothing(redis: Redis, keys: Keys) -> None:
    claim_world(redis, keys, "live")
    with pytest.raises(WorldError, match="holds the live world and refuses to be used as replay"):
        claim_world(redis, keys, "replay")
    assert read_world(redis, keys) == "live"


def test_only_known_worlds_are_claimed(redis: Redis, keys: Keys) -> None:
    with pytest.raises(WorldError, match="must be one of live, demo, replay, exercise, got trial"):
        claim_world(redis, keys, "trial")


def test_positions_split_by_town_keep_their_own_tags() -> None:
    keys = Keys("{city}:", ["{city:441900106}:", "{city:441900111}:"])
    assert keys.position_streams == ("{city:441900106}:positions", "{city:441900111}:positions")
    assert keys.label(keys.position_streams[0]) == "{city:441900106}:positions"
    assert keys.label(keys.reports) == "reports"


def test_a_remark_somebody_else_wrote_is_left_out(redis: Redis, keys: Keys) -> None:
    note_world(redis, keys, "a", "一", "one")
    for kind, value in (("b", "no json"), ("c", "5"), ("d", '["one"]'), ("e", "[" * 5000), ("f", b"\xff")):
        redis.hset(keys.world_notes, kind, value)
    assert read_notes(redis, keys) == [("一", "one")]
