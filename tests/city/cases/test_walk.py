"""Random walks through the commands: whatever is accepted, the record tells the whole story."""

import random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from city.cases.case import OPEN, STATES, CaseEvent, plain
from city.cases.commands import COMMANDS
from city.cases.decide import Command, Decided, Refusal, decide
from city.counts.counters import COUNTERS, DEFINITIONS
from city.live import LiveCity
from city.queries.listing import rows_behind
from city.snapshot import remember, revive
from city.time.days import HOUR, MINUTE
from tests.city.duty import DUE, Desk, english
from tests.city.small_city import AREAS, NOW, PLACES, filed, small_city

ACTORS = [("wang", "officer"), ("li", "officer"), ("zhao", "head"), ("yu", "leader"), ("clerk", "clerk")]
ACTORS += [
    ("ann", "field"),
    ("bob", "field"),
    ("d", "department"),
    ("wall", "operator"),
    ("replay", "replay"),
]
CASES = ("a", "b", "c", "s", "lost", "old")
ODD: list[Any] = [None, "", 0, -1, True, 1.5, float("inf"), [], {}, "x" * 5000, "\u0000<script>", 10**30]
FORWARD = (
    "accept",
    "feed_back",
    "inspect",
    *("verify", "verify", "close", "close"),
    "ask",
    "unmerge",
    "reopen",
)  # else walks soon stand still
BEFORE_AFTER = {  # states a command may lead to, whatever it started from; others keep the state
    "dispatch": {"dispatched"},
    "advise": {"advised"},
    "decline": {"new"},
    "hand_back": {"new"},
    "arrive": {"handling"},
    "handle": {"handling"},
    "feed_back": {"fed_back"},
    "verify": {"verified", "dispatched"},
    "close": {"closed"},
    "approve": {"new", "void"},
    "merge": {"merged"},
    "unmerge": OPEN,
    "reopen": {"new"},
}


def desk() -> Desk:
    limit = {"limit": "1 urgent_hours", "due": DUE}
    return Desk(
        filed("a", "1-1", **limit),
        filed("b", "1-1", **limit),
        filed("c", "2-1", urgency="urgent", limit="2 work_days", due=DUE),
        filed("s", "1-2", sos=True, inspector="ann"),
        filed("lost", "0", lat=None, lon=None, to_locate=True, to_sort=True, item="dragon"),
        filed("old", "2", outcome="advised"),
    )


def some_data(walk: Desk, case: str, chance: random.Random) -> dict[str, Any]:
    """Mostly what could be meant, now and then nonsense."""
    stands = (
        walk[case].inspection if chance.random() < 0.8 and walk[case].inspection else walk[case].assignment
    )
    lat, lon = PLACES[chance.choice(["1-1", "2-2", "outside"])]
    data: dict[str, Any] = {
        "reason": chance.choice(["r", "idle", "shift_over"]),
        "dispatch": stands.id if stands else "none",
        "what": walk[case].asked.what if walk[case].asked and chance.random() < 0.7  # type: ignore[union-attr]
        else chance.choice(["return", "void", "extend", "defer"]),
        "hours": 3,
        "until": walk.now + 3 * HOUR,
        "ok": chance.random() < 0.6,
        "into": chance.choice(CASES),
        "item": chance.choice(["hole", "fire"]),
        "text": "t",
        "step": walk[case].rung + 1,
        "note": chance.choice(["", "n"]),
        "due": walk.now + HOUR,
        "answer_by": walk.now + HOUR,
        "photos": chance.choice([[], ["p"]]),
    }  # fmt: skip
    data |= chance.choice([{"inspector": "ann"}, {"inspector": "bob"}, {"department": "d"}])
    data |= chance.choice([{"area": "2-1"}, {"area": "1"}, {"lat": lat, "lon": lon}])
    if chance.random() < 0.1:
        data[chance.choice(sorted(data))] = chance.choice(ODD)
    return data


def one_step(walk: Desk, chance: random.Random) -> None:
    walk.now += chance.choice([0, 1000, 1000, 1000, MINUTE, MINUTE, 11 * MINUTE, HOUR])
    case = chance.choice(CASES)
    fits = [do for do, rule in COMMANDS.items() if walk[case].state in rule.states]
    fits += [do for do in FORWARD if do in fits] * 4
    fits += ["approve"] * 20 * bool(walk[case].asked) + ["resume"] * 20 * bool(walk[case].paused)
    looks = walk[case].inspection
    fits += ["feed_back"] * 20 * bool(looks) + ["inspect"] * 20 * (
        walk[case].state == "fed_back" and not looks
    )
    do = chance.choice(fits if chance.random() < 0.9 else list(COMMANDS))
    able = [one for one in ACTORS if one[1] in COMMANDS[do].roles]
    able += [one for one in able if one[0] in (walk[case].owner, looks and looks.inspector)] * 4
    actor, role = chance.choice(able if chance.random() < 0.9 else ACTORS)
    command = Command(do, case, actor, role, some_data(walk, case, chance), chance.choice(["0", "0", "1"]))
    before = walk[case]
    answer = decide(before, command, walk.city.book, walk.city.cases, walk.now)
    if isinstance(answer, Refusal):
        assert answer.code and english(answer)
        return
    told = msgspec.json.decode(msgspec.json.encode(answer.data))  # as the record gives it back
    walk.write(actor, case, Decided(answer.type, told, answer.dispatch))
    after = walk[case]
    assert before.state in COMMANDS[do].states and answer.type in COMMANDS[do].events
    assert after.state == before.state or after.state in BEFORE_AFTER.get(do, set())


def walked(chance: random.Random, steps: int) -> Desk:
    walk = desk()
    for _ in range(steps):
        one_step(walk, chance)
    return walk


def folded(events: list[CaseEvent], city: LiveCity | None = None) -> LiveCity:
    city = city or small_city()
    city.fold_events(events, NOW)
    return city


def seen(city: LiveCity, now: int) -> Any:
    city.tick(now)
    cases = {case.id: plain(case) for case in city.cases}
    histories = {case: city.cases.history(case) for case in cases}
    case_index = [[one.id for one in city.cases.duplicates(case)] for case in CASES]
    return cases, histories, case_index, city.workload.count, sorted(city.handling), city.counters.tolist()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 120))
def test_a_case_is_what_its_events_make_of_it(seed: int, steps: int) -> None:
    walk = walked(random.Random(seed), steps)
    assert seen(folded(walk.record), walk.now) == seen(walk.city, walk.now)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 120), st.floats(0, 1))
def test_doubled_entries_and_a_snapshot_with_a_tail_end_in_the_same_city(
    seed: int, steps: int, cut: float
) -> None:
    chance = random.Random(seed)
    walk = walked(chance, steps)
    at = int(cut * len(walk.record))
    stored = msgspec.msgpack.encode(remember(folded(walk.record[:at])))
    revived = small_city()
    revive(revived, msgspec.msgpack.decode(stored))
    again = [event for event in walk.record[max(0, at - 5) :] for _ in range(chance.choice([1, 2]))]
    assert seen(folded(again, revived), walk.now) == seen(walk.city, walk.now)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 120))
def test_numbers_lists_and_roll_ups_agree_at_every_level(seed: int, steps: int) -> None:
    walk = walked(random.Random(seed), steps)
    city = walk.city
    city.tick(walk.now)
    for column, name in enumerate(COUNTERS):
        if DEFINITIONS[name].unit != "cases":
            continue
        listed = {
            area.code: {row.id for row in rows_behind(city, name, area.code, 99)} for area in AREAS.order
        }
        for position, area in enumerate(AREAS.order):
            below = set().union(*(listed[child.code] for child in AREAS.children(area.code)))
            assert city.counters[position, column] == len(listed[area.code]) and below <= listed[area.code]
    late = [case.id for case in city.cases if case.open and case.due is not None and case.due < walk.now]
    assert sorted(late) == sorted(row.id for row in rows_behind(city, "overdue", "0", 99))


def test_the_walks_reach_every_command_and_every_state() -> None:
    """Else the properties above would say little."""
    types, states = set(), set()
    for seed in range(60):
        walk = walked(random.Random(seed), 120)
        types |= {event.type for event in walk.record}
        city = small_city()
        states |= {city.fold_events([event], NOW)[0].state for event in walk.record}
    assert types == {"filed"} | {event for rule in COMMANDS.values() for event in rule.events}
    assert states == set(STATES)


def test_nonsense_in_a_command_is_refused_or_harmless_and_never_a_crash() -> None:
    chance = random.Random(1)
    walk = walked(chance, 60)
    for do in COMMANDS:
        for case in CASES:
            fits = some_data(walk, case, chance)
            for name in fits:
                for odd in ODD:
                    who, role = next(one for one in ACTORS if one[1] in COMMANDS[do].roles)
                    command = Command(do, case, who, role, fits | {name: odd}, "0")
                    decided = decide(walk[case], command, walk.city.book, walk.city.cases, walk.now)
                    msgspec.json.encode(decided)
