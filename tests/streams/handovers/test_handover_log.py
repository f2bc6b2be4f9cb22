"""Handovers in a real record: written once whoever writes beside, sealed, and late once whoever is clerk."""

from __future__ import annotations

import threading

from redis import Redis

from city.handover import deciding
from city.handover.deciding import Hand
from city.handover.handovers import Note
from city.handover.sheet import CASES, LISTS, THINGS, Sheet
from streams.clerk.handover_chores import EVERY_MS, HandoverChores
from streams.handovers.handover_log import append_handover, open_handover
from streams.handovers.handover_reader import PROVED_EVERY, HandoverReader
from streams.record.append import Appended, Conflict
from streams.record.keys import Keys
from streams.record.seal import Seal
from tests.city.small_city import MINUTE, NOW, small_city

SHEET = Sheet(
    {**dict.fromkeys(LISTS, 0), "open": 1},
    {name: ["c-1"] if name == "open" else [] for name in CASES},
    dict.fromkeys(THINGS),
    [Note(NOW, "wang", "泵房")],
)


def followed(redis: Redis, keys: Keys, seal: Seal | None = None) -> HandoverReader:
    reader = HandoverReader(redis, keys, seal or Seal())
    reader.read_all()
    return reader


def sign(redis: Redis, keys: Keys, who: str, seal: Seal | None = None) -> Appended | Conflict:
    shifts = followed(redis, keys, seal).handovers.of("1")
    decided = deciding.sign(shifts, Hand(who, "head", who), SHEET, NOW, 10)
    return append_handover(redis, keys, shifts, decided, who, NOW, seal=seal or Seal())


def test_of_heads_who_sign_at_once_one_has_signed(redis: Redis, keys: Keys) -> None:
    shifts = followed(redis, keys).handovers.of("1")
    answers: list[Appended | Conflict] = []

    def one(who: str) -> None:
        decided = deciding.sign(shifts, Hand(who, "head", who), SHEET, NOW, 10)
        answers.append(append_handover(redis, keys, shifts, decided, who, NOW))

    threads = [threading.Thread(target=one, args=(who,)) for who in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = followed(redis, keys).handovers.of("1").last
    assert first is not None and redis.xlen(keys.handovers) == 1
    assert {each.digest for each in answers if isinstance(each, Appended)} == {first.by}


def test_what_was_frozen_is_opened_as_it_was_until_it_is_trimmed(redis: Redis, keys: Keys) -> None:
    sign(redis, keys, "li")
    signed = followed(redis, keys).handovers.of("1").last
    assert signed is not None and open_handover(redis, keys, signed.entry) == SHEET
    redis.xtrim(keys.handovers, maxlen=0, approximate=False)
    assert open_handover(redis, keys, signed.entry) is None


def test_an_entry_by_another_hand_is_refused_where_the_record_is_sealed(redis: Redis, keys: Keys) -> None:
    seal = Seal(lambda: b"secret" * 8)
    seal.set(redis, keys)
    sign(redis, keys, "li", seal)
    (_, fields), *_ = redis.xrange(keys.handovers)
    redis.xadd(keys.handovers, {**fields, b"revision": b"2", b"actor": b"zhang"})
    reader = followed(redis, keys, seal)
    assert reader.handovers.of("1").revision == 1 and len(reader.rejects) == 1
    assert "digest" in reader.rejects[0].reason


def test_nobody_in_time_is_late_once_whoever_is_clerk(redis: Redis, keys: Keys) -> None:
    sign(redis, keys, "li")
    live = small_city()
    clerks = [HandoverChores(redis, keys, live) for _ in range(2)]
    redis.set(keys.fence, 7)
    for at in (NOW + 10 * MINUTE - 1, NOW + 10 * MINUTE + EVERY_MS, NOW + 20 * MINUTE):
        for clerk in clerks:
            clerk.work(7, at)
        late = followed(redis, keys).handovers.of("1").last
        assert late is not None and (late.late_at is not None) == (at > NOW + 10 * MINUTE)
    assert redis.xlen(keys.handovers) == 2


def test_a_reader_begins_anew_when_the_record_lost_what_it_had_read(redis: Redis, keys: Keys) -> None:
    sign(redis, keys, "li")
    reader = followed(redis, keys)
    redis.delete(keys.handovers, keys.handover_revisions, keys.handover_seen("signed:1:0"))
    sign(redis, keys, "wang")
    for _ in range(PROVED_EVERY + 2):
        reader.poll()
    last = reader.handovers.of("1").last
    assert last is not None and (last.by, last.number) == ("wang", 1)
