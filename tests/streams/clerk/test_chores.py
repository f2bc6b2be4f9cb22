"""The clerk's chores on cases: what time brings is written once, by whichever clerk there is."""

from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from city.cases.case import CaseEvent
from city.live import LiveCity
from streams.access.seats import Sitting, left, touch, write_seats
from streams.clerk.clerk import Clerk
from streams.messages.contract import decode_events
from streams.record.append import StaleFenceError, append_event
from streams.record.keys import Keys
from tests.city.small_city import MINUTE, NOW, SECOND, filed, small_city
from tests.streams.desk import Clock

SEAT = Sitting("seat-1", "1", "officer", ("席", "seat"), NOW)


class Post:
    """A clerk, its fold, and the time; `after` lets time pass and works until nothing is left to do."""

    def __init__(self, redis: Redis, keys: Keys, name: str = "one") -> None:
        self.redis, self.keys, self.now = redis, keys, NOW
        self.live: LiveCity = small_city()
        self.monotonic = Clock()
        self.clerk = Clerk(redis, keys, self.live, name, epoch="e", monotonic=self.monotonic)
        self._read = "0-0"
        self.after(0)

    def fold(self) -> None:
        entries: Any = self.redis.xrange(self.keys.cases, min=f"({self._read}")
        if entries:
            self._read = entries[-1][0].decode()
            self.clerk.heed(self.live.fold_events(decode_events(entries)[0], self.now))

    def after(self, ms: int, *seats: Sitting) -> None:
        self.now += ms
        self.monotonic.seconds += ms / 1000
        here = [Sitting(s.id, s.area, s.role, s.name, self.now) for s in seats]
        write_seats(self.redis, self.keys, "p", here)
        for _ in range(3):
            self.fold()
            self.clerk.work(self.now, {})

    def write(self, case: str, type: str, actor: str = "seat-1", **data: Any) -> None:
        known = self.live.cases.get(case)
        revision = known.revision if known else 0
        event = CaseEvent("", case, 0, type, self.now, actor, f"{case}:{type}:{revision}", data)
        append_event(self.redis, self.keys, event, revision)
        self.fold()

    def file(self, case: str, **data: Any) -> None:
        self.write(case, "filed", "clerk", **filed(case, time=self.now, **data).data)

    def send(self, case: str, dispatch: str = "d-1") -> None:
        told = {"dispatch": dispatch, "inspector": "ann", "answer_by": self.now + 10 * MINUTE}
        self.write(case, "dispatched", **told)

    def types(self) -> list[str]:
        return [event.type for event in decode_events(self.redis.xrange(self.keys.cases))[0]]

    def last(self) -> CaseEvent:
        return decode_events(self.redis.xrange(self.keys.cases))[0][-1]


@pytest.fixture
def post(redis: Redis, keys: Keys) -> Post:
    return Post(redis, keys)


def test_a_dispatch_nobody_answers_in_time_is_unanswered_once(post: Post) -> None:
    post.file("c-1")
    post.send("c-1")
    post.after(10 * MINUTE - 1, SEAT)
    assert post.types() == ["filed", "dispatched"]
    post.after(1, SEAT)
    post.after(MINUTE, SEAT)
    assert post.types() == ["filed", "dispatched", "unanswered"]
    assert (post.last().key, post.last().actor, post.last().data["dispatch"]) == (
        "unanswered:d-1",
        "clerk",
        "d-1",
    )
    assert post.redis.xlen(post.keys.dispatches) == 0  # nothing is sent again by itself


def test_an_accepted_dispatch_is_not_unanswered(post: Post) -> None:
    post.file("c-1")
    post.send("c-1")
    post.write("c-1", "accepted", "ann", dispatch="d-1")
    post.after(11 * MINUTE, SEAT)
    assert post.types() == ["filed", "dispatched", "accepted"]


def test_a_claimed_case_its_owner_leaves_alone_is_free_again(post: Post) -> None:
    post.file("c-1")
    post.write("c-1", "claimed")
    post.after(119 * SECOND, SEAT)
    assert post.types() == ["filed", "claimed"]
    post.after(SECOND, SEAT)
    assert (post.last().type, post.last().data, post.last().key) == (
        "released",
        {"reason": "idle"},
        "released:c-1:2",
    )


def test_a_key_pressed_at_it_keeps_a_case_its_owners(post: Post) -> None:
    post.file("c-1")
    post.write("c-1", "claimed")
    post.after(100 * SECOND, SEAT)
    touch(post.redis, post.keys, {"c-1": post.now})
    post.after(119 * SECOND, SEAT)
    assert post.types() == ["filed", "claimed"]
    post.after(SECOND, SEAT)
    assert post.types() == ["filed", "claimed", "released"]


def test_a_command_on_it_keeps_a_case_its_owners_and_anothers_does_not(post: Post) -> None:
    post.file("c-1")
    post.write("c-1", "claimed")
    post.after(60 * SECOND, SEAT)
    post.write("c-1", "noted", text="x")
    post.after(60 * SECOND, SEAT)
    post.write("c-1", "noted", "seat-2", text="x")
    post.after(59 * SECOND, SEAT)
    assert "released" not in post.types()
    post.after(SECOND, SEAT)
    assert post.last().type == "released"


def test_once_somebody_is_sent_the_owner_stays_until_the_shift_is_over(post: Post) -> None:
    post.file("c-1")
    post.send("c-1")
    post.write("c-1", "accepted", "ann", dispatch="d-1")
    for _ in range(3):
        post.after(10 * MINUTE, SEAT)
    assert post.types() == ["filed", "dispatched", "accepted"]
    write_seats(post.redis, post.keys, "p", [left(SEAT, post.now)])
    post.after(15 * MINUTE - 1)
    assert post.types() == ["filed", "dispatched", "accepted"]
    post.after(MINUTE)
    assert (post.last().type, post.last().data) == ("released", {"reason": "shift_over"})


def test_a_ladder_rings_step_by_step_where_somebody_is_on_shift(post: Post) -> None:
    post.after(0, SEAT)
    post.file("c-1")
    for seconds, rung in ((59, 0), (1, 1), (29, 1), (1, 2), (600, 2)):
        post.after(seconds * SECOND, SEAT)
        case = post.live.cases.get("c-1")
        assert case and case.rung == rung
    assert [t for t in post.types() if t == "rung"] == ["rung", "rung"]


def test_a_ladder_waits_until_somebody_is_on_shift(post: Post) -> None:
    post.file("c-1")
    post.after(10 * MINUTE)
    post.after(10 * SECOND, Sitting("seat-2", "2", "head", ("席", "seat"), 0))
    assert post.types() == ["filed"]
    post.after(10 * SECOND, Sitting("seat-3", "0", "officer", ("席", "seat"), 0))
    assert post.types() == ["filed", "rung"]


def test_a_case_that_is_let_go_rings_anew(post: Post) -> None:
    post.file("c-1")
    post.after(90 * SECOND, SEAT)
    post.write("c-1", "claimed")
    post.write("c-1", "released")
    post.after(60 * SECOND, SEAT)
    assert post.types() == ["filed", "rung", "claimed", "released", "rung"]


def test_a_deferred_case_goes_on_when_its_time_has_come(post: Post) -> None:
    post.file("c-1", limit="2 urgent_hours", due=NOW + 2 * 60 * MINUTE)
    post.send("c-1")
    post.write("c-1", "accepted", "ann", dispatch="d-1")
    until = post.now + 30 * MINUTE
    post.write("c-1", "asked", what="defer", reason="x", until=until)
    post.write("c-1", "approved", "seat-2", what="defer", until=until, left=60 * MINUTE)
    for _ in range(2):
        post.after(15 * MINUTE - 1, SEAT)
    assert post.last().type == "approved"
    post.after(2, SEAT)
    case = post.live.cases.get("c-1")
    assert case and (post.last().type, case.paused, case.due) == ("resumed", None, post.now + 60 * MINUTE)


def test_two_clerks_that_both_believe_so_do_each_chore_once(redis: Redis, keys: Keys) -> None:
    one, two = Post(redis, keys, "one"), Post(redis, keys, "two")
    one.file("c-1")
    one.send("c-1")
    one.file("c-2")
    one.write("c-2", "claimed")
    for post in (one, two):
        post.now += 11 * MINUTE
        post.fold()
        post.clerk.lease.fence = int(redis.get(keys.fence) or 0)  # a second clerk that does not know it yet
        post.clerk.duty.begin(NOW)
    for post in (one, two, one, two):
        post.clerk.duty.work(int(redis.get(keys.fence) or 0), post.now)
    for post in (one, two):
        post.after(SECOND)
    keys_seen = [event.key for event in decode_events(redis.xrange(keys.cases))[0]]
    assert len(keys_seen) == len(set(keys_seen))
    assert sorted(one.types())[-1] == "unanswered"
    assert one.types().count("unanswered") == one.types().count("released") == 1


def test_a_clerk_of_yesterday_does_no_chore_and_leaves_it_due(redis: Redis, keys: Keys, post: Post) -> None:
    post.file("c-1")
    post.send("c-1")
    before, later = int(redis.get(keys.fence) or 0), post.now + 11 * MINUTE
    redis.incr(keys.fence)
    with pytest.raises(StaleFenceError):
        post.clerk.duty.work(before, later)
    assert post.types() == ["filed", "dispatched"]
    post.clerk.duty.work(before + 1, later)
    assert post.types() == ["filed", "dispatched", "unanswered"]


def test_touches_that_count_no_more_are_swept_away(post: Post) -> None:
    post.file("c-1")
    post.write("c-1", "claimed")
    touch(post.redis, post.keys, {"c-1": post.now, "c-9": post.now})
    post.after(61 * SECOND, SEAT)
    assert post.redis.hkeys(post.keys.touched) == [b"c-1"]
