"""One clerk at a time, and no harm from two: filing, the lease, SOS."""

import threading
import time
from collections import Counter
from typing import Any

import pytest
from redis import Redis

from city.areas.locate import Locator
from city.cases.sos import call_case
from city.live import LiveCity
from streams.clerk import lease
from streams.clerk.clerk import Clerk
from streams.clerk.filing import FORGETTING
from streams.clerk.rejected import refused_counts
from streams.messages.contract import decode_events, report_fields
from streams.messages.fix import Sos
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS, small_city
from tests.patience import PATIENCE
from tests.streams.desk import Clock, filed, reasons, send
from tests.streams.entries import NOW


def test_a_report_becomes_one_filed_event_in_its_town(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    entry = send(redis, keys, "r-1", text="路上有坑")
    received = int(entry.partition(b"-")[0])
    assert clerk.work(received, {}) is False
    events, _ = decode_events(redis.xrange(keys.cases))
    event = events[0]
    case = f"1-{clerk.filing.live.days.stamp(received, '%Y%m%d')}-1"
    assert (event.case, event.revision, event.type, event.actor) == (case, 1, "filed", "clerk")
    assert (event.key, event.data["area"], event.data["text"]) == ("report//r-1", "1-1", "路上有坑")
    assert event.data["received"] == received


def test_a_report_whose_id_is_no_time_came_when_it_is_filed(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    redis.xadd(keys.reports, report_fields("r-1", NOW, "hole", lat=22.05, lon=113.05), id=f"{NOW * 1000}-0")
    clerk.work(NOW, {})
    event = decode_events(redis.xrange(keys.cases))[0][0]
    assert event.data["received"] == event.data["counted"] == NOW
    assert NOW < event.data["due"] < NOW + 30 * 86_400_000  # not in the year 58,000


def test_a_report_sent_again_is_filed_once(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    for report in ("r-1", "r-1", "r-2", "r-1"):
        send(redis, keys, report)
    clerk.work(NOW, {})
    send(redis, keys, "r-2")
    clerk.work(NOW, {})
    assert filed(redis, keys) == ["r-1", "r-2"]
    assert reasons(redis, keys) == []


def test_a_changed_report_is_kept_though_not_filed(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    send(redis, keys, "r-1")
    entry = send(redis, keys, "r-1", text="now it burns")
    clerk.work(NOW, {})
    assert filed(redis, keys) == ["r-1"]
    kept = redis.xrange(keys.rejected)[0][1]
    why = f"reports {entry.decode()}: report r-1 was already filed; changed re-send kept here"
    assert kept[b"reason"].decode() == why
    assert kept[b"raw"].endswith(b"text=now it burns")


def test_a_changed_report_is_noted_on_its_case_once(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    send(redis, keys, "r-1")
    for text in ("now it burns", "now it burns", "it is out"):
        send(redis, keys, "r-1", text=text)
    clerk.work(int(time.time() * 1000), {})
    events, _ = decode_events(redis.xrange(keys.cases))
    assert [(e.type, e.revision, e.data["text"]) for e in events[1:]] == [
        ("noted", 2, "now it burns"),
        ("noted", 3, "it is out"),
    ]
    assert len({event.case for event in events}) == 1


def test_a_note_for_a_case_that_was_forgotten_is_not_written(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    send(redis, keys, "r-1")
    clerk.work(int(time.time() * 1000), {})
    send(redis, keys, "r-1", text="now it burns")
    clerk.work(int(time.time() * 1000) + 2 * FORGETTING, {})
    assert (redis.xlen(keys.cases), len(reasons(redis, keys))) == (1, 1)


def test_an_unreadable_report_is_kept_with_its_reason_and_holds_nothing_up(
    redis: Redis, keys: Keys, clerk: Clerk
) -> None:
    send(redis, keys, "r-1")
    entry = redis.xadd(keys.reports, {"text": b"\xff nobody's"})
    send(redis, keys, "r-2")
    clerk.work(NOW, {})
    assert filed(redis, keys) == ["r-1", "r-2"]
    kept = redis.xrange(keys.rejected)[0][1]
    assert (kept[b"stream"], kept[b"entry"], kept[b"time"]) == (b"reports", entry, str(NOW).encode())
    assert refused_counts(redis, keys) == {"reports": 1}


class Stumbling(Locator):
    """A locator with a fault nobody has found yet."""

    def leaf(self, lat: Any, lon: Any) -> Any:
        if list(lat) == [22.06]:
            raise ValueError("no such place")
        return super().leaf(lat, lon)


def test_a_report_our_own_code_stumbles_over_holds_nothing_up(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    clerk.filing.live.locator = Stumbling(AREAS)
    send(redis, keys, "r-1")
    entry = send(redis, keys, "r-2", lat=22.06)
    send(redis, keys, "r-3")
    clerk.work(NOW, {})
    assert filed(redis, keys) == ["r-1", "r-3"]
    why = f"reports {entry.decode()}: report r-2 cannot be filed (ValueError: no such place)"
    assert reasons(redis, keys) == [why]


def test_only_the_holder_of_the_lease_works(redis: Redis, keys: Keys, clerk: Clerk, clock: Clock) -> None:
    other = Clerk(redis, keys, small_city(), "two", epoch="e", monotonic=clock)
    assert (clerk.renew(NOW), other.renew(NOW)) == (True, False)
    send(redis, keys, "r-1")
    other.work(NOW, {})
    assert filed(redis, keys) == []
    clerk.close()
    clock.seconds += 1
    other.work(NOW, {})
    assert (filed(redis, keys), other.on_duty, clerk.on_duty) == (["r-1"], True, False)


def test_who_leaves_gives_back_a_lease_whose_answer_was_still_on_its_way(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    assert clerk.renew(NOW)
    clerk.lease.fence = None  # as it is until the answer is read
    clerk.leave()
    assert not redis.exists(keys.lease)
    clock.seconds += 5
    assert not clerk.renew(NOW)
    assert not redis.exists(keys.lease)


def test_the_lease_of_a_dead_clerk_runs_out_and_the_next_takes_up_where_it_stood(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    send(redis, keys, "r-1")
    clerk.work(NOW, {})
    assert 0 < redis.pttl(keys.lease) <= lease.LASTS
    redis.delete(keys.lease)  # as its running out does
    send(redis, keys, "r-2")
    other = Clerk(redis, keys, small_city(), "two", epoch="e", monotonic=clock)
    other.work(NOW, {})
    assert filed(redis, keys) == ["r-1", "r-2"]
    assert (other.filing.filed, other.lease.fence) == (1, (clerk.lease.fence or 0) + 1)


def test_a_lease_that_seems_to_last_for_hours_is_void(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "LASTS", 5000)
    clerk.work(NOW, {})
    redis.pexpire(keys.lease, 8 * 3_600_000)  # as after Redis's clock was put back, its holder being dead
    other = Clerk(redis, keys, small_city(), "two", epoch="e", monotonic=clock)
    assert other.renew(NOW)


def test_a_clerk_that_was_replaced_stops(redis: Redis, keys: Keys, clerk: Clerk, clock: Clock) -> None:
    clerk.work(NOW, {})
    redis.delete(keys.lease)
    other = Clerk(redis, keys, small_city(), "two", epoch="e", monotonic=clock)
    other.renew(NOW)
    send(redis, keys, "r-1")
    clerk.work(NOW, {})
    assert (filed(redis, keys), clerk.on_duty) == ([], False)
    other.work(NOW, {})
    assert filed(redis, keys) == ["r-1"]


def test_two_clerks_at_once_file_everything_once(redis_server: EmbeddedRedis, keys: Keys) -> None:
    with redis_server.client() as redis, redis.pipeline(transaction=False) as pipe:
        for i in range(2000):
            pipe.xadd(keys.reports, report_fields(f"r-{i * 7 % 1500}", NOW, "hole", lat=22.05, lon=113.05))
        pipe.execute()

    def work(city: LiveCity) -> None:
        with redis_server.client() as mine:
            clerk = Clerk(mine, keys, city, "same", epoch="e")
            clerk.lease.name = "both"  # so that each gets the lease and the same fence
            give_up = time.monotonic() + PATIENCE
            while clerk.filing.cursor != last and time.monotonic() < give_up:
                clerk.work(NOW, {})

    with redis_server.client() as redis:
        last = redis.xrevrange(keys.reports, count=1)[0][0].decode()
        threads = [threading.Thread(target=work, args=(small_city(),)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Counter(filed(redis, keys)) == Counter({f"r-{i}": 1 for i in range(1500)})
        assert reasons(redis, keys) == []


def test_a_call_for_help_is_filed_once_by_whoever_is_clerk(
    redis: Redis, keys: Keys, clerk: Clerk, clock: Clock
) -> None:
    sos = Sos("ann", NOW, NOW, 22.05, 113.05, "1-0")
    other = Clerk(redis, keys, small_city(), "two", epoch="e", monotonic=clock)
    for each in (clerk, other):
        each.filing.live.fold_sos(sos.inspector, sos.time, sos.received, sos.lat, sos.lon)
    clerk.work(NOW, {})
    clerk.work(NOW, {})
    clerk.close()
    clock.seconds += 1
    other.work(NOW, {})
    events, _ = decode_events(redis.xrange(keys.cases))
    assert [(e.type, e.data["sos"], e.data["area"]) for e in events] == [("filed", True, "1-1")]
    assert events[0].case.startswith(call_case("ann", ""))
