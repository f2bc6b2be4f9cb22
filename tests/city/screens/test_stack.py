"""Which push is seen, whatever came in whichever order."""

from hypothesis import given
from hypothesis import strategies as st

from city.screens.content import AREA, Content
from city.screens.plan import Plan
from city.screens.stack import PERSON, RULE, Push, Stack
from tests.city.screens.room import Room

MOMENTS = st.integers(0, 40)


@st.composite
def pushes(draw: st.DrawFn) -> list[Push]:
    found = draw(st.lists(st.tuples(MOMENTS, MOMENTS, st.sampled_from([PERSON, RULE])), max_size=8))
    content = Content(AREA, "1")
    return [Push(f"p{i}", content, "w", at, at + lasts, rank) for i, (at, lasts, rank) in enumerate(found)]


@given(pushes(), MOMENTS)
def test_what_is_seen_runs_and_nothing_that_runs_outranks_it(held: list[Push], now: int) -> None:
    top = Stack(tuple(held)).top(now)
    running = [push for push in held if push.until > now]
    if top is None:
        assert running == []
        return
    assert top in running
    persons = [push for push in running if push.rank == PERSON]
    assert top.rank == (PERSON if persons else RULE)
    assert all(top.at >= push.at for push in persons or running)


@given(pushes(), MOMENTS, st.randoms())
def test_what_is_seen_hangs_on_no_order_of_coming(held: list[Push], now: int, chance: object) -> None:
    shuffled = list(held)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Stack(tuple(shuffled)).top(now) == Stack(tuple(held)).top(now)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(10, 60)), min_size=1, max_size=12))
def test_a_persons_newest_running_push_is_always_the_one_seen(steps: list[tuple[int, int]]) -> None:
    room, put = Room(), []
    for pause, seconds in steps:
        room.now += pause * 1000
        put.append((room.put(seconds=seconds), room.now + seconds * 1000))
        running = [id for id, until in put if until > room.now]
        assert room.top() == running[-1]
    room.now = max(until for _, until in put)
    assert room.top() is None


def test_a_rank_of_another_version_is_below_a_persons() -> None:
    odd = Push("odd", Content(AREA, "1"), "x", 9, 100, "of another version")
    person = Push("person", Content(AREA, "1"), "w", 1, 100)
    assert Stack((odd, person)).top(50) == person


def test_a_plan_without_a_subject_is_as_before_it_came() -> None:
    room = Room()
    subjects = set(room.plan.subjects())
    room.plan.apply({"stack:one": Stack(held=True), "level:": None})
    assert set(room.plan.subjects()) == subjects | {"stack:one"}
    room.plan.apply({"stack:one": None})
    assert set(room.plan.subjects()) == subjects
    assert Plan().stack("one") == Stack()
