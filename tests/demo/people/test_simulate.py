"""The simulated city writes what the wall reads, evenly, and outlives its Redis."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from redis import Redis

from city.areas.locate import Locator
from demo.people.crowd import enlarged, gather
from demo.people.reporting import midnight
from demo.people.simulate import Plan, Simulation, history_since, play
from streams.messages.contract import Positions, decode_positions, decode_reports
from streams.record.keys import Keys
from streams.record.world import WorldError, claim_world, read_world
from streams.replay.sender import Entry, Sender, SenderError
from streams.server.embedded import EmbeddedRedis
from tests.patience import PATIENCE, until
from tests.streams.town import VILLAGE, small_city

ZONE = ZoneInfo("Asia/Shanghai")
NOON = midnight(1_790_000_000_000, ZONE) + 12 * 3_600_000
KEYS = Keys()
AREAS, ROSTER, MATTERS = small_city()


def simulation(plan: Plan | None = None, now: int = NOON) -> Simulation:
    return Simulation(AREAS, ROSTER.people, MATTERS, ZONE, KEYS, plan or Plan(), now)


def minutes(city: Simulation, count: float) -> list[tuple[int, Entry]]:
    ticks = range(NOON, NOON + int(count * 60_000), 1_000)
    return [(now, entry) for now in ticks for entry in city.step(now)]


def on_stream(entries: list[tuple[int, Entry]], stream: str) -> list[tuple[bytes, dict[bytes, bytes]]]:
    """Entries as a reader gets them."""
    return [
        (
            f"{now}-{n}".encode(),
            {k.encode(): v if isinstance(v, bytes) else v.encode() for k, v in told.items()},
        )
        for n, (now, (name, told)) in enumerate(entries)
        if name == stream
    ]


def positions(entries: list[tuple[int, Entry]]) -> Positions:
    return decode_positions(on_stream(entries, KEYS.positions))


@pytest.mark.parametrize("batch", [False, True])
def test_the_walls_decoders_refuse_nothing_of_it(batch: bool) -> None:
    entries = minutes(simulation(Plan(batch=batch, reports_an_hour=600.0)), 30)
    found = positions(entries)
    reports, rejects = decode_reports(on_stream(entries, KEYS.reports))
    assert found.rejects == rejects == []
    assert len(set(found.batch.inspector)) > 40
    assert len(reports) > 200


def test_a_batch_holds_the_same_fixes_as_plain_entries() -> None:
    plain, batch = (positions(minutes(simulation(Plan(batch=batch)), 5)).batch for batch in (False, True))
    assert plain.inspector == batch.inspector
    assert np.array_equal(plain.time, batch.time)
    assert np.array_equal(plain.lat, batch.lat)


def test_the_same_seed_makes_the_same_city_and_another_another() -> None:
    one, again, other = (minutes(simulation(Plan(seed=seed)), 2) for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_fixes_are_spread_over_time_not_sent_in_bursts() -> None:
    city = simulation(Plan(people=4_000))
    counts = [len(city.step(NOON + tick * 100)) for tick in range(1, 300)]
    assert np.percentile(counts, 99) < 2 * np.mean(counts)
    assert np.percentile(counts, 1) > 0.5 * np.mean(counts)


def test_a_person_sends_once_in_the_rate_asked_for() -> None:
    batch = positions(minutes(simulation(Plan(rate=5.0)), 10)).batch
    most = max(batch.inspector, key=batch.inspector.count)
    assert 100 < batch.inspector.count(most) < 130


def test_most_stay_in_their_own_grid_and_seldom_leave_the_city() -> None:
    batch = positions(minutes(simulation(), 60)).batch
    leaf = Locator(AREAS).leaf(batch.lat, batch.lon)
    listed = [ROSTER.get(inspector) for inspector in batch.inspector]
    home = np.array([AREAS.position[person.area] if person else -2 for person in listed])
    assert (leaf == home)[home >= 0].mean() > 0.85
    assert (leaf == -1).mean() < 0.10


def test_a_heartbeat_tells_every_five_seconds_that_the_gateway_lives() -> None:
    beats = [when for _, when in positions(minutes(simulation(), 2)).heartbeats]
    assert len(beats) == 24
    assert set(np.diff(beats).tolist()) == {5_000}


def test_somebody_calls_for_help_as_often_as_asked() -> None:
    calls = {sos.inspector for sos in positions(minutes(simulation(Plan(sos_every=120.0)), 20)).sos}
    assert 4 <= len(calls) <= 17
    assert positions(minutes(simulation(Plan(sos_every=0.0)), 20)).sos == []


def test_some_phones_are_on_no_roster() -> None:
    seen = set(positions(minutes(simulation(), 10)).batch.inspector)
    assert {inspector for inspector in seen if inspector not in ROSTER} <= {
        f"guest-{n:02}" for n in range(1, 13)
    }
    assert any(inspector not in ROSTER for inspector in seen)


def test_a_crowd_can_be_thinned_and_enlarged() -> None:
    few, many = enlarged(ROSTER.people, 7), enlarged(ROSTER.people, 100)
    assert len({inspector for inspector, _, _ in few}) == 7
    assert len({inspector for inspector, _, _ in many}) == 100
    assert {inspector for inspector, _, _ in few} <= {person.inspector for person in ROSTER.people}
    assert [inspector for inspector, _, _ in many].count("D0000.2") == 1


def test_somebody_at_home_in_a_village_walks_all_of_it() -> None:
    rows = [person.__class__("V1", "v", VILLAGE) for person in ROSTER.people[:1]]
    crowd = gather(AREAS, rows, None, 0)
    assert crowd.polygons[0].equals(AREAS[VILLAGE].polygon)


def test_the_back_story_shows_everybody_and_reports_since_yesterday() -> None:
    since = midnight(NOON, ZONE, 1)
    entries = [(NOON, entry) for part in simulation().back_story(NOON, since) for entry in part]
    found = positions(entries)
    reports, _ = decode_reports(on_stream(entries, KEYS.reports))
    assert {person.inspector for person in ROSTER.people} <= set(found.batch.inspector)
    assert found.rejects == []
    assert all(since <= (report.time or 0) < NOON for report in reports)
    assert 36 * 120 * 0.75 < len(reports) < 36 * 120 * 1.25


def test_what_was_told_before_is_not_told_again(redis: Redis, keys: Keys) -> None:
    to, now = Sender(redis, keys, "demo"), int(time.time() * 1000)
    assert history_since(to, keys, ZONE, None, now) == midnight(now, ZONE, 1)
    assert history_since(to, keys, ZONE, 2.0, now) == now - 7_200_000
    to.send([(keys.reports, {"report": "r1"})])
    assert history_since(to, keys, ZONE, None, now + 1_000) >= now - 1_000


def test_a_live_world_is_refused_in_a_sentence(redis: Redis, keys: Keys) -> None:
    claim_world(redis, keys, "live")
    with pytest.raises(WorldError, match="holds the live world"):
        Sender(redis, keys, "demo")


def test_it_goes_on_when_redis_comes_back_even_empty(own_redis: EmbeddedRedis) -> None:
    told: list[str] = []
    to = Sender(own_redis.client(), KEYS, "demo", url=own_redis.url, say=told.append)
    city = simulation(Plan(people=2_000, rate=1.0), int(time.time() * 1000))
    enough = threading.Event()

    def clock() -> float:
        if enough.is_set():
            raise StopIteration
        return time.time()

    with own_redis.client() as redis, ThreadPoolExecutor(1) as aside:
        work = aside.submit(play, city, to, clock=clock)
        until(lambda: redis.xlen(KEYS.positions), "it sends")
        own_redis.kill()
        until(lambda: told, "it says that Redis is away")
        own_redis.restart(empty=True)
        until(lambda: redis.xlen(KEYS.positions) > 1_000, "it goes on")
        enough.set()
        assert isinstance(work.exception(PATIENCE), StopIteration)
        assert redis.get(KEYS.world) == b"demo"
    assert "waiting for it" in told[0]
    assert told[-1] == "Redis is back"


def test_a_right_to_write_that_is_lost_is_waited_for_and_one_never_had_is_refused(
    own_redis: EmbeddedRedis,
) -> None:
    told: list[str] = []
    admin, entry = own_redis.client(), [(KEYS.positions, {"inspector": "ann"})]
    to = Sender(own_redis.client(), KEYS, "demo", url=own_redis.url, say=told.append)
    to.send(entry)
    admin.execute_command("ACL", "SETUSER", "default", "-xadd")
    with pytest.raises(SenderError, match="does not let this user"):
        Sender(own_redis.client(), KEYS, "demo", url=own_redis.url).send(entry)
    with ThreadPoolExecutor(1) as aside:
        work = aside.submit(to.send, entry)
        until(lambda: told, "it says that it may not write")
        assert "xadd" in told[0] and "waiting for it" in told[0]
        admin.execute_command("ACL", "SETUSER", "default", "+xadd")
        assert len(work.result(PATIENCE)) == 1
    assert admin.xlen(KEYS.positions) == 2
    assert told[1:] == ["Redis is back"]
    admin.close()


def test_what_is_made_up_never_becomes_the_real_citys_when_redis_is_emptied(redis: Redis, keys: Keys) -> None:
    to = Sender(redis, keys, "demo")
    redis.delete(keys.world, keys.epoch)
    to.send([(keys.positions, {"inspector": "ann"})])
    assert read_world(redis, keys) == "demo"
    redis.set(keys.world, "live")
    with pytest.raises(WorldError, match="holds the live world"):
        to.send([(keys.positions, {"inspector": "ann"})])
