"""The clerk on screens: ends are logged once, rules put cases there once, and take them off again."""

from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from city.live import LiveCity
from city.screens.content import AREA, Content
from city.screens.plan import Plan
from city.screens.stack import MOST_OF_RULES, MOST_PUSHES, RULE
from streams.clerk.clerk import Clerk
from streams.clerk.screen_chores import GRACE_MS, ScreenChores
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from tests.city.small_city import MINUTE, NOW, filed, small_city
from tests.streams.screens.acting import TOWN, do, hang, logged, lose_newest

FIRE: dict[str, Any] = {"name": "火情", "area": "1", "screen": "s", "items": ("fire",), "seconds": 60}


class Hall:
    """A clerk's chores beside the commands of people, on one clock."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.redis, self.keys, self.live = redis, keys, small_city()
        self.store, self.now, self.count = PlanStore(redis, keys), NOW, 0
        self.chores = ScreenChores(redis, keys, self.live)
        hang(self.store, "s")

    def act(self, what: str, /, **data: Any) -> Any:
        self.count += 1
        return do(self.store, f"c-{self.count}", what, self.now, **data).data

    def file(self, *cases: str, item: str = "fire", area: str = "1-1") -> None:
        told = [filed(case, area, self.now, item=item, urgency="urgent") for case in cases]
        self.chores.heed(self.live.fold_events(told, self.now))

    def claim(self, case: str) -> None:
        held = self.live.case(case)
        assert held is not None
        event = CaseEvent("9-1", case, held.revision + 1, "claimed", self.now, "wang", f"k{case}", {})
        self.chores.heed(self.live.fold_events([event], self.now))

    def turn(self, ms: int = 1000) -> None:
        self.now += ms
        while self.chores.work(self.now):
            pass

    @property
    def plan(self) -> Plan:
        return self.store.read()[0]

    @property
    def shown(self) -> list[str]:
        """Cases that rules have on the screen, the oldest first."""
        live = self.plan.stack("s").live(self.now)
        return [push.content.id for push in live if push.rank == RULE]

    def log(self, done: str) -> list[dict[str, Any]]:
        return [data for what, data in logged(self.redis, self.keys) if what == done]


@pytest.fixture
def hall(redis: Redis, keys: Keys) -> Hall:
    return Hall(redis, keys)


def test_a_lease_that_ran_out_is_logged_once_and_forgotten(hall: Hall) -> None:
    push = hall.act("put", screen="s", content=TOWN, seconds=10)["push"]
    hall.turn(10_000)
    assert [each.id for each in hall.plan.stack("s").pushes] == [push]  # other clocks may be behind
    hall.turn(GRACE_MS)
    assert hall.plan.stack("s").pushes == ()
    hall.turn()
    assert hall.log("ended") == [{"screen": "s", "pushes": [push], "ran_out": True}]


def test_one_that_ran_out_below_a_newer_one_is_logged_too(hall: Hall) -> None:
    older = hall.act("put", screen="s", content=TOWN, seconds=10)["push"]
    hall.now += 11_000
    newer = hall.act("put", screen="s", content=TOWN)["push"]
    hall.act("turn", screen="s", by=1)
    hall.turn()
    assert [each["pushes"] for each in hall.log("ended")] == [[older]]
    assert [each.id for each in hall.plan.stack("s").pushes] == [newer]


def test_one_that_a_person_ended_is_not_logged_again(hall: Hall) -> None:
    push = hall.act("put", screen="s", content=TOWN, seconds=10)["push"]
    hall.act("end", screen="s", push=push)
    hall.turn(20_000)
    assert hall.log("ended") == [{"screen": "s", "pushes": [push]}]


def test_two_clerks_log_an_end_once(hall: Hall) -> None:
    hall.act("put", screen="s", content=TOWN, seconds=10)
    other = ScreenChores(hall.redis, hall.keys, hall.live)
    hall.chores.work(hall.now)
    other.work(hall.now)
    hall.now += 20_000
    for chores in (hall.chores, other, hall.chores):
        chores.work(hall.now)
        hall.now += 1000
    assert len(hall.log("ended")) == 1


def test_an_announcement_that_is_over_is_pruned_and_logged(hall: Hall) -> None:
    over = hall.act("announce", text="x", area="1", seconds=10)["announcement"]
    kept = hall.act("announce", text="y", area="1", seconds=60)["announcement"]
    hall.turn(12_000)
    hall.turn()
    assert set(hall.plan.announcements) == {kept}
    assert hall.log("announcement_ended") == [{"announcements": [over], "ran_out": True}]


def test_it_rests_until_the_next_end(hall: Hall) -> None:
    hall.act("put", screen="s", content=TOWN, seconds=60)
    hall.turn(1000)
    assert hall.chores.rest(hall.now) == 59 + GRACE_MS / 1000
    hall.act("end", screen="s")
    hall.turn(1000)
    assert hall.chores.rest(hall.now) > 10**6


def test_a_rule_puts_a_case_there_once_and_takes_it_off_after_it_is_claimed(hall: Hall) -> None:
    rule = hall.act("save_rule", **FIRE)["rule"]
    hall.file("c-1")
    hall.file("c-2", item="hole")
    hall.turn()
    assert hall.shown == ["c-1"]
    (put,) = hall.log("put")
    assert (put["rule"], put["id"], put["kind"]) == (rule, "c-1", "case")
    hall.turn(5 * MINUTE)
    hall.claim("c-1")
    hall.turn()
    assert hall.shown == ["c-1"]
    hall.turn(MINUTE)
    assert hall.shown == []
    hall.turn()
    assert [len(hall.log(done)) for done in ("put", "shortened", "ended")] == [1, 1, 1]


def test_what_a_person_ended_does_not_come_back_by_the_rule(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    hall.file("c-1")
    hall.turn()
    hall.act("end", screen="s")
    hall.chores.begin()
    hall.turn()
    ScreenChores(hall.redis, hall.keys, hall.live).work(hall.now)
    assert (hall.shown, len(hall.log("put"))) == ([], 1)


def test_a_new_clerk_finds_what_came_while_nobody_was_clerk(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    hall.file("c-1", "c-2")
    late = ScreenChores(hall.redis, hall.keys, hall.live)
    late.work(hall.now)
    assert sorted(hall.shown) == ["c-1", "c-2"]


def test_a_rule_that_is_saved_shows_what_is_still_unclaimed(hall: Hall) -> None:
    hall.file("c-1", "c-2")
    hall.claim("c-2")
    hall.turn(2 * MINUTE)
    hall.act("save_rule", **FIRE)
    hall.turn()
    assert hall.shown == ["c-1"]


@pytest.mark.parametrize("how", ["switched off", "removed", "moved", "edited", "taken down"])
def test_what_a_rule_put_there_goes_with_the_rule(hall: Hall, how: str) -> None:
    rule = hall.act("save_rule", **FIRE)["rule"]
    hall.file("c-1")
    hall.turn()
    if how == "switched off":
        hall.act("switch", rule=rule, on=False, revision=1)
    elif how == "removed":
        hall.act("remove", kind="rule", id=rule, revision=1)
    elif how == "moved":
        hall.act("hang", id="s", name="s", room="r", area="2", revision=1)
    elif how == "edited":
        hall.act("save_rule", **FIRE | {"id": rule, "revision": 1, "items": ("hole",)})
    else:
        hall.act("take_down", screen="s")
    hall.turn()
    assert hall.shown == []
    hall.turn()
    assert hall.plan.stack("s").live(hall.now) == ()


def test_a_case_that_ends_goes_at_once(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    hall.file("c-1")
    hall.turn()
    event = CaseEvent("9-9", "c-1", 2, "advised", hall.now, "wang", "k", {})
    hall.chores.heed(hall.live.fold_events([event], hall.now))
    case = hall.live.case("c-1")
    assert case is not None
    assert not case.open
    hall.turn()
    assert hall.shown == []


def test_a_flood_leaves_people_their_room(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    for i in range(MOST_OF_RULES + 4):
        hall.now += 1
        hall.file(f"c-{i}")
        hall.turn(1)
    assert hall.shown == [f"c-{i}" for i in range(4, MOST_OF_RULES + 4)]
    assert hall.log("put")[-1]["ended"] != []
    hall.act("put", screen="s", content=TOWN)


def test_of_many_cases_at_once_the_newest_come_and_no_other(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    for i in range(30):
        hall.now += 1
        hall.file(f"c-{i:02}")
    hall.turn()
    newest = [f"c-{i}" for i in range(30 - MOST_OF_RULES, 30)]
    assert (hall.shown, len(hall.log("put"))) == (newest, MOST_OF_RULES)
    hall.chores.begin()
    hall.turn()
    hall.turn()
    assert (hall.shown, len(hall.log("put"))) == (newest, MOST_OF_RULES)


def test_what_finds_no_room_comes_when_there_is_some(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    pushes = [hall.act("put", screen="s", content=TOWN)["push"] for _ in range(MOST_PUSHES)]
    hall.file("c-1")
    hall.turn()
    assert hall.shown == []
    hall.act("end", screen="s", push=pushes[0])
    hall.turn()
    assert hall.shown == ["c-1"]


def test_no_rule_takes_a_persons_push_off(hall: Hall) -> None:
    rule = hall.act("save_rule", **FIRE)["rule"]
    hall.file("c-1")
    hall.turn()
    (push,) = hall.plan.stack("s").pushes
    hall.act("extend", screen="s", push=push.id)
    mine = hall.act("put", screen="s", content=Content(AREA, "1"))["push"]
    hall.act("switch", rule=rule, on=False, revision=1)
    hall.turn()
    assert [each.id for each in hall.plan.stack("s").live(hall.now)] == [push.id, mine]


def test_what_the_record_lost_comes_again(hall: Hall) -> None:
    hall.act("save_rule", **FIRE)
    hall.turn()
    hall.file("c-1")
    hall.turn()
    (push,) = hall.plan.stack("s").pushes
    lose_newest(hall.redis, hall.keys)
    hall.redis.hdel(hall.keys.plan, "stack:s")
    hall.redis.delete(hall.keys.wall_seen(push.id))
    hall.turn()
    assert hall.shown == ["c-1"]


def test_a_plan_that_nobody_can_read_stops_no_other_chore(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    redis.set(keys.plan, "x")
    clerk.work(NOW, {})
    assert set(clerk.faults) == {"screens"}
    assert clerk.on_duty


def test_the_clerk_does_these_chores(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    store, live = PlanStore(redis, keys), clerk.filing.live
    hang(store, "s")
    do(store, "c-1", "save_rule", **FIRE)
    clerk.work(NOW, {})
    clerk.heed(live.fold_events([filed("c-1", item="fire", urgency="urgent")], NOW))
    clerk.work(NOW + 1000, {})
    assert isinstance(live, LiveCity)
    assert [push.content.id for push in store.read()[0].stack("s").live(NOW)] == ["c-1"]
    assert clerk.rest(NOW + 1000) <= clerk.lease.rest
