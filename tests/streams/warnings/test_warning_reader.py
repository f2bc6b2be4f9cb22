"""Each process holds the warnings as the record has them, also after a restart or another Redis."""

import pytest
from redis import Redis

from city.warnings.warning import Message
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from streams.warnings.warning_entries import TakenBack, message_fields, taken_back_fields
from streams.warnings.warning_reader import COUNT, WarningReader, read_all
from tests.city.small_city import NOW
from tests.city.warnings.messages import ZONE, cap, cap_info, gbt


def send(redis: Redis, keys: Keys, *bodies: bytes) -> None:
    for body in bodies:
        redis.xadd(keys.warnings, message_fields(body, "host", NOW))  # type: ignore[arg-type]


def held(reader: WarningReader) -> list[str]:
    return [message.identifier for message in reader.warnings]


def test_it_begins_with_all_there_is_and_follows(redis: Redis, keys: Keys) -> None:
    send(redis, keys, cap("a"), gbt("b", encoding="GBK"))
    reader = WarningReader(redis, keys, ZONE)
    assert reader.poll(0) and held(reader) == ["a", "b"] and reader.caught_up
    assert not reader.poll(0)
    send(redis, keys, cap("a", infos=cap_info(severity="Minor")), cap("c"))
    assert reader.poll(0) and held(reader) == ["a", "b", "c"]
    first: Message = next(iter(reader.warnings))
    assert first.infos[0].grade == 3  # the first of a name counts


def test_a_process_that_starts_later_knows_the_same(redis: Redis, keys: Keys) -> None:
    for number in range(COUNT + 5):
        send(redis, keys, cap(f"w{number}"))
    taken = TakenBack("met@city.example", "w7", "sent by mistake", "host")
    redis.xadd(keys.warnings, taken_back_fields(taken, NOW))  # type: ignore[arg-type]
    late = read_all(redis, keys, ZONE)
    assert len(late.warnings) == COUNT + 5
    assert late.taken_back[taken.sender, taken.identifier] == taken
    assert "w7" not in {part.message.identifier for part in late.warnings.standing(NOW)}
    assert len(late.warnings.standing(NOW)) == COUNT + 4


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"hello": "x"}, "an entry must have message or taken_back, got hello"),
        ({"message": b"\xff\xff"}, "a warning must be well-formed XML"),
        ({"message": cap(kind="Alarm")}, "msgType must be one of Alert"),
        ({"taken_back": "x"}, "sender must be 1 to 200 characters, got nothing"),
    ],
)
def test_what_cannot_be_read_is_told_and_stops_nothing(
    redis: Redis, keys: Keys, fields: dict[str, bytes], sentence: str
) -> None:
    id = redis.xadd(keys.warnings, fields).decode()  # type: ignore[arg-type, union-attr]
    send(redis, keys, cap("a"))
    reader = read_all(redis, keys, ZONE)
    (refused,) = reader.rejects
    assert refused.reason.startswith(f"warnings {id}: {sentence}") and held(reader) == ["a"]


def test_a_redis_born_anew_has_none_and_then_what_comes(own_redis: EmbeddedRedis, keys: Keys) -> None:
    redis = own_redis.client()
    send(redis, keys, cap("a"))
    reader = read_all(redis, keys, ZONE)
    redis.flushall()
    send(redis, keys, cap("b"))
    redis.xadd(keys.warnings, {"hello": "x"}, id="99999999999999-0")
    while reader.poll(0):
        pass
    assert held(reader) == ["b"]


def test_a_lost_stream_is_noticed_without_news(redis: Redis, keys: Keys) -> None:
    send(redis, keys, cap("a"))
    reader = read_all(redis, keys, ZONE)
    redis.delete(keys.warnings)
    assert any(reader.poll(0) for _ in range(10)) and held(reader) == []


def test_what_is_cut_for_its_age_is_no_loss(redis: Redis, keys: Keys) -> None:
    send(redis, keys, cap("a"))
    reader = read_all(redis, keys, ZONE)
    redis.xtrim(keys.warnings, maxlen=0, approximate=False)
    assert not any(reader.poll(0) for _ in range(10)) and held(reader) == ["a"]
