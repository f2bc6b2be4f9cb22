"""A recording plays at its own pace, about now, and every refusal is counted by its reason."""

import time
from pathlib import Path

import pytest
from redis import Redis

from city.areas.locate import Locator
from city.people.position_fields import MEASURES
from city.rules import Rules
from city.time.days import Duty, LocalDays
from streams.record.keys import Keys
from streams.record.world import WorldError, claim_world, note_world, read_notes
from streams.replay.columns import Told
from streams.replay.recording import RecordedRow, read_recording
from streams.replay.replay import MAX, Play, Timing, replay, span_words
from streams.replay.sender import Sender
from streams.replay.tally import ReplayJudge, ReplayTally
from tests.streams.town import VILLAGE, small_city

AREAS, ROSTER, MATTERS = small_city()
LOCATOR = Locator(AREAS)
BEGIN = 1_577_836_800_000  # 2020-01-01T00:00:00Z
HERE = {"lat": "23.005", "lon": "113.905"}


def fixes(*seconds: float) -> list[RecordedRow]:
    return [
        RecordedRow(n, BEGIN + int(s * 1000), {"inspector": f"b{n}", **HERE}) for n, s in enumerate(seconds)
    ]


def played(
    redis: Redis, keys: Keys, rows: list[RecordedRow], play: Play, kind: str = "positions"
) -> ReplayTally:
    judge = ReplayJudge(kind, AREAS, LOCATOR, MATTERS)
    replay(rows, Sender(redis, keys, "replay"), keys, judge, play)
    return judge.tally


def sent(redis: Redis, stream: str) -> list[tuple[int, dict[bytes, bytes]]]:
    entries = redis.xrange(stream)
    return [(int(entry.split(b"-")[0]), fields) for entry, fields in entries if b"heartbeat" not in fields]


def test_unknown_values_of_a_recording_cost_no_position_and_are_counted(
    redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    path = tmp_path / "unknown.csv"
    path.write_text(
        "inspector,time,lat,lon,speed,battery,accuracy,heading,sos\n"
        "a,1577836800,23.005,113.905,-1,101 %,NULL,511,-1\n"
        "b,1577836801,23.005,113.905,,,,,2\n"
    )
    rows = read_recording("positions", path, Told(speed_unit="km/h"))
    tally = played(redis, keys, rows, Play(speed=MAX))
    assert (tally.played, tally.refused, tally.doubtful) == (2, {}, 1)
    assert list(tally.lines())[1:] == [
        "1 with an sos that is neither 0 nor 1: taken for no call",
        *(f"1 without {name}: out of range or unknown" for name in MEASURES),
    ]


def test_rows_keep_their_distance_and_the_earliest_is_now(redis: Redis, keys: Keys) -> None:
    now = time.time() * 1000
    played(redis, keys, fixes(0, 0.4, 0.8), Play())
    arrived = [when for when, _ in sent(redis, keys.positions)]
    told = [int(fields[b"time"]) for _, fields in sent(redis, keys.positions)]
    assert [at - told[0] for at in told] == pytest.approx([0, 400, 800], abs=2)
    assert now - 1 <= told[0] and all(a <= b + 5 for a, b in zip(told, arrived, strict=True)), (
        "none too early"
    )
    assert arrived == sorted(arrived)


def test_a_faster_replay_tells_times_that_are_still_about_now(redis: Redis, keys: Keys) -> None:
    begun = time.time() * 1000
    tally = played(redis, keys, fixes(0, 3_600, 7_200), Play(speed=7_200))
    told = [int(fields[b"time"]) for _, fields in sent(redis, keys.positions)]
    assert begun - 1 <= told[0] < told[1] < told[2] <= time.time() * 1000 + 5
    assert [at - told[0] for at in told] == pytest.approx([0, 500, 1000], abs=5)
    assert not tally.refused


def test_at_full_speed_the_last_row_is_now_and_nothing_waits(redis: Redis, keys: Keys) -> None:
    begin, begun = time.monotonic(), time.time() * 1000
    played(redis, keys, fixes(0, 86_400), Play(speed=MAX))
    told = [int(fields[b"time"]) for _, fields in sent(redis, keys.positions)]
    assert time.monotonic() - begin < 600, "no day long"
    assert told[1] - told[0] == 86_400_000
    assert begun - 1 <= told[1] <= time.time() * 1000


def test_kept_times_are_sent_as_recorded(redis: Redis, keys: Keys) -> None:
    played(redis, keys, fixes(0, 60), Play(speed=MAX, keep=True))
    assert [int(fields[b"time"]) for _, fields in sent(redis, keys.positions)] == [BEGIN, BEGIN + 60_000]


@pytest.mark.parametrize(("sort", "order"), [(False, [b"b0", b"b1", b"b2"]), (True, [b"b1", b"b2", b"b0"])])
def test_the_files_order_is_kept_unless_sorting_is_asked_for(
    redis: Redis, keys: Keys, sort: bool, order: list[bytes]
) -> None:
    played(redis, keys, fixes(0.3, 0, 0.1), Play(sort=sort))
    assert [fields[b"inspector"] for _, fields in sent(redis, keys.positions)] == order


def test_every_defect_is_played_and_counted_by_its_reason(redis: Redis, keys: Keys, tmp_path: Path) -> None:
    lines = [
        "inspector,time,lat,lon,speed",
        "b1,2020-01-01T00:00:00Z,23.005,113.905,3",
        "b1,2020-01-01T00:00:10Z,0,0,3",
        "b1,2020-01-01T00:00:20Z,113.9,23,3",
        "b 2,2020-01-01T00:00:30Z,23,113.9,3",
        "b1,soon,23,113.9,3",
        "b1,2020-01-01T00:00:40Z,30.1,-97.1,3",
        "b1,2020-01-01T00:00:50Z,,,3",
        ",,,,3",
        "b1,1970-01-01T00:00:09Z,23.005,113.905,3",
    ]
    (tmp_path / "rec.csv").write_text("\n".join(lines), "utf-8")
    tally = played(redis, keys, read_recording("positions", tmp_path / "rec.csv", Told()), Play(speed=MAX))
    assert redis.xlen(keys.positions) == tally.played == 9
    assert tally.outside == 1
    assert sum(tally.refused.values()) == 7
    assert len(list(tally.lines())) == 2 + len(tally.refused)
    assert tally.refused["lat and lon must be a place"] == 1
    assert tally.refused["lat must be between -90 and 90"] == 1


def test_reports_without_a_place_or_with_an_unknown_item_are_counted_not_lost(
    redis: Redis, keys: Keys
) -> None:
    made = [
        {"report": "r1", "item": "01", **HERE},
        {"report": "r2", "item": "Pothole repair", **HERE},
        {"report": "r3", "item": "01"},
        {"report": "r4", "item": "01", "lat": "39", "lon": "-77"},
        {"report": "r5", "item": "01", "area": VILLAGE},
        {"report": "r1", "item": "01", **HERE},
        {"report": "r1", "item": "01", "channel": "hotline", **HERE},
        {"report": "no id!", "item": "01"},
    ]
    tally = played(
        redis, keys, [RecordedRow(n, BEGIN, told) for n, told in enumerate(made)], Play(speed=MAX), "reports"
    )
    assert (tally.played, tally.to_locate, tally.to_sort, tally.again) == (8, 2, 1, 1)
    assert sum(tally.refused.values()) == 1


def test_later_rounds_carry_new_report_ids(redis: Redis, keys: Keys) -> None:
    rows = [RecordedRow(n, BEGIN, {"report": f"r{n}", "item": "01"}) for n in range(2)]
    count = 0

    def three_rounds(played: int) -> None:
        nonlocal count
        count += played
        if count >= 6:
            raise KeyboardInterrupt

    judge = ReplayJudge("reports", AREAS, LOCATOR, MATTERS)
    with pytest.raises(KeyboardInterrupt):
        replay(rows, Sender(redis, keys, "replay"), keys, judge, Play(speed=MAX, loop=True), three_rounds)
    ids = [fields[b"report"] for _, fields in sent(redis, keys.reports)]
    assert ids == [b"r0", b"r1", b"r0.2", b"r1.2", b"r0.3", b"r1.3"]
    assert judge.tally.again == 0


def test_a_gateway_beats_while_it_plays_so_that_gaps_look_alive(redis: Redis, keys: Keys) -> None:
    played(redis, keys, fixes(0, 0.2), Play())
    assert redis.xrange(keys.positions)[0][1] == {b"heartbeat": b"replay"}


def test_a_live_world_is_refused(redis: Redis, keys: Keys) -> None:
    claim_world(redis, keys, "live")
    with pytest.raises(WorldError, match="holds the live world"):
        played(redis, keys, fixes(0), Play())


def test_remarks_on_a_world_are_kept_and_taken_away(redis: Redis, keys: Keys) -> None:
    note_world(redis, keys, "positions", "已平移", "moved")
    note_world(redis, keys, "reports", "也已平移", "moved, too")
    assert read_notes(redis, keys) == [("已平移", "moved"), ("也已平移", "moved, too")]
    note_world(redis, keys, "positions", "", "")
    assert read_notes(redis, keys) == [("也已平移", "moved, too")]


FUTURE = 3_100_000_000_000


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("speed", [1.0, 50.0, MAX])
def test_one_row_of_the_far_future_is_refused_and_shifts_nobody(
    redis: Redis, keys: Keys, at: int, speed: float
) -> None:
    rows = fixes(0, 0.2)
    rows.insert(at, RecordedRow(9, FUTURE, {"inspector": "odd", **HERE}))
    begun = time.time() * 1000
    tally = played(redis, keys, rows, Play(speed=speed))
    told = {fields[b"inspector"]: int(fields[b"time"]) for _, fields in sent(redis, keys.positions)}
    assert abs(told[b"b0"] - begun) < 60_000 and 0 <= told[b"b1"] - told[b"b0"] <= 205
    assert told[b"odd"] == FUTURE
    assert tally.refused == {"time must be at most 2 min ahead of its arrival": 1} and tally.far == 1


def test_a_row_of_decades_ago_is_sent_as_recorded_and_makes_nobody_wait(redis: Redis, keys: Keys) -> None:
    rows = [RecordedRow(9, BEGIN - 500_000_000_000, {"inspector": "old", **HERE}), *fixes(0, 0.2)]
    tally = played(redis, keys, rows, Play(sort=True))
    assert sent(redis, keys.positions)[0][1][b"time"] == str(rows[0].time).encode()
    assert tally.far == 1 and "1 far off in time from the rest" in "\n".join(tally.lines())


def test_a_replay_says_what_it_waits_for_once_and_how_to_wait_less(redis: Redis, keys: Keys) -> None:
    said: list[str] = []
    judge = ReplayJudge("positions", AREAS, LOCATOR, MATTERS)
    rows = [*fixes(0), RecordedRow(7, BEGIN + 12_000_000, {"inspector": "b7", **HERE}), *fixes(0.1)]
    waiting = Sender(redis, keys, "replay", say=said.append)
    monotonic = iter([0, 0.2, 0.4])

    def enough(_: float) -> None:
        if next(monotonic, None) is None:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("streams.replay.replay.time.sleep", enough)
        replay(rows, waiting, keys, judge, Play(name="walk.csv"))
    assert said == [
        "waits 3 h 20 min for the next row of walk.csv: line 7 (b7); rows behind it are earlier: "
        "--sort plays by time"
    ]


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (12_000, "12 s"),
        (61_000, "1 min 1 s"),
        (12_000_000, "3 h 20 min"),
        (86_400_000 * 3, "3 d"),
        (0, "0 s"),
    ],
)
def test_a_wait_is_told_as_people_say_it(ms: int, words: str) -> None:
    assert span_words(ms) == words


@pytest.mark.parametrize("unit", ["m/s", "km/h"])
def test_what_a_device_does_not_know_costs_no_row(
    redis: Redis, keys: Keys, tmp_path: Path, unit: str
) -> None:
    lines = [
        "inspector,time,lat,lon,speed,battery,accuracy,heading",
        "a,1577836800,23.005,113.905,-1,-1,-1,511",
    ]
    lines += ["a,1577836810,23.005,113.905,NULL,101,none,-", "a,1577836820,23.005,113.905,,,,"]
    (tmp_path / "rec.csv").write_text("\n".join(lines), "utf-8")
    rows = read_recording("positions", tmp_path / "rec.csv", Told(speed_unit=unit))
    tally = played(redis, keys, rows, Play(speed=MAX))
    assert (tally.played, tally.refused) == (3, {})
    assert tally.not_told == {"speed": 2, "battery": 2, "accuracy": 2, "heading": 2}


def test_positions_outside_duty_hours_are_counted_because_the_wall_shows_none(
    redis: Redis, keys: Keys
) -> None:
    night = (int(time.time() // 60) + 8 * 60 - 90) % 1440
    rules = Rules(duty=((night, night + 1),) if night < 1439 else ((0, 1),))
    judge = ReplayJudge("positions", AREAS, LOCATOR, MATTERS, Duty(rules.duty, LocalDays(rules.zone)))
    rows = [*fixes(0), RecordedRow(5, BEGIN, {"inspector": "h1", **HERE, "sos": "1"})]
    replay(rows, Sender(redis, keys, "replay"), keys, judge, Play(speed=MAX))
    assert judge.tally.off_duty == 1, "a call for help is shown at any hour"
    assert "1 outside duty hours" in "\n".join(judge.tally.lines())


def test_a_rows_time_never_waits_on_a_clock_that_was_never_set() -> None:
    timing = Timing(BEGIN, BEGIN + 1_000, 5_000)
    assert timing.row_due(RecordedRow(1, 9_000, {})) == timing.row_due(RecordedRow(1, None, {})) == 5_000
    assert timing.stamp(RecordedRow(1, 9_000, {})) == "9000"
    assert timing.stamp(RecordedRow(1, None, {"time": "soon"})) == "soon"
