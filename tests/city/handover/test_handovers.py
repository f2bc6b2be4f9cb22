"""What a shift hands over: decided once, by two different people, and folded the same wherever it is read."""

from __future__ import annotations

from typing import Any

import pytest

from city.cases.case import CaseEvent
from city.cases.refusal import ObjectionError
from city.handover import deciding
from city.handover.deciding import MOST_NOTES, TEXT_LONGEST, Decided, Hand
from city.handover.handovers import KEPT, SUBJECT, Handovers
from city.handover.sheet import LISTS, MOST_CASES, THINGS, Sheet, sheet, thawed
from tests.city.small_city import HOUR, MINUTE, NOW, filed, small_city

HEAD, OTHER = Hand("li", "head", "c1"), Hand("wang", "officer", "c2")
NOTHING: dict[str, Any] = dict.fromkeys(THINGS)
EMPTY = Sheet(dict.fromkeys(LISTS, 0), {"open": [], "overdue": [], "unanswered": [], "muted": []}, NOTHING)


class Desk:
    """Takes what is decided, as the record would."""

    def __init__(self) -> None:
        self.handovers, self.entries = Handovers(), 0

    @property
    def shifts(self) -> Any:
        return self.handovers.of("1")

    def take(self, decided: Decided, actor: str, now: int = NOW, revision: int = 0) -> str | None:
        self.entries += 1
        at = revision or self.shifts.revision + 1
        event = CaseEvent(f"{self.entries}-0", f"{SUBJECT}1", at, decided.type, now, actor, decided.key)
        event.data.update(decided.data)
        return self.handovers.apply(event)

    def sign(self, now: int = NOW, hand: Hand = HEAD) -> int:
        self.take(deciding.sign(self.shifts, hand, EMPTY, now, 10), hand.id, now)
        return int(self.shifts.last.number)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def refused(code: str) -> Any:
    return pytest.raises(ObjectionError, match=code)


def test_one_signs_and_another_accepts_once(desk: Desk) -> None:
    number = desk.sign()
    with refused("handover_same"):
        deciding.accept(desk.shifts, HEAD, number)
    desk.take(deciding.accept(desk.shifts, OTHER, number), OTHER.id)
    assert (desk.shifts.waiting, desk.shifts.last.accepted_by) == (None, "wang")
    with refused("handover_accepted"):
        deciding.accept(desk.shifts, Hand("zhao", "head", "c"), number)


def test_of_two_who_sign_the_same_shift_both_have_one_key_and_the_later_is_told_who(desk: Desk) -> None:
    keys = {deciding.sign(desk.shifts, Hand(who, "head", who), EMPTY, NOW, 10).key for who in "ab"}
    assert keys == {"signed:1:0"}
    desk.sign()
    with refused("handover_signed .*li"):
        deciding.sign(desk.shifts, Hand("b", "head", "c"), EMPTY, NOW, 10)


def test_a_late_one_may_be_accepted_or_signed_anew_and_is_then_replaced(desk: Desk) -> None:
    number = desk.sign()
    assert not desk.shifts.last.late(NOW + 10 * MINUTE - 1, 10) and desk.shifts.last.late(
        NOW + 10 * MINUTE, 10
    )
    desk.take(deciding.late(desk.shifts.last), "clerk")
    assert deciding.accept(desk.shifts, OTHER, number).type == "accepted"
    again = desk.sign(NOW + HOUR)
    assert [each.number for each in desk.shifts.handovers] == [again, number] and desk.shifts.last.waits
    with refused("handover_replaced"):
        deciding.accept(desk.shifts, OTHER, number)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (TEXT_LONGEST + 1), "a\x00b", "a\u202eb"])
def test_a_note_is_short_plain_text(desk: Desk, text: str) -> None:
    with refused("handover_text"):
        deciding.note(desk.shifts, OTHER, text)


def test_notes_are_of_the_shift_that_runs_and_not_without_end(desk: Desk) -> None:
    for _ in range(MOST_NOTES):
        desk.take(deciding.note(desk.shifts, OTHER, "泵房 <b>停</b>\n看好"), OTHER.id)
    assert desk.shifts.notes[0].text == "泵房 <b>停</b> 看好"
    with refused("handover_full"):
        deciding.note(desk.shifts, OTHER, "one more")
    desk.sign()
    assert desk.shifts.notes == ()


@pytest.mark.parametrize("role", ["leader", "operator", "department"])
def test_who_is_not_on_duty_neither_notes_nor_signs_nor_accepts(desk: Desk, role: str) -> None:
    number, hand = desk.sign(), Hand("x", role, "c")
    for act in (
        lambda: deciding.note(desk.shifts, hand, "x"),
        lambda: deciding.accept(desk.shifts, hand, number),
        lambda: deciding.sign(desk.shifts, hand, EMPTY, NOW + HOUR, 10),
    ):
        with refused("handover_not"):
            act()


def test_an_event_counts_once_and_what_does_not_fit_changes_nothing(desk: Desk) -> None:
    desk.sign()
    before = desk.shifts
    assert "revision must be above 1" in str(
        desk.take(Decided("noted", "k", {"text": "x"}), "li", revision=1)
    )
    assert "data of accepted cannot be read" in str(desk.take(Decided("accepted", "k", {}), "li"))
    assert "type must be one of" in str(desk.take(Decided("filed", "k", {}), "li"))
    assert desk.handovers.apply(CaseEvent("9-9", "1", 9, "noted", NOW, "li", "k", {"text": "x"}))
    assert desk.shifts == before


def test_the_last_thirty_are_listed(desk: Desk) -> None:
    for turn in range(KEPT + 3):
        number = desk.sign(NOW + turn * HOUR)
        desk.take(deciding.accept(desk.shifts, OTHER, number), OTHER.id)
    assert len(desk.shifts.handovers) == KEPT and desk.shifts.numbered(1) is None


def test_every_number_has_the_list_behind_it_and_comes_back_as_it_was_frozen() -> None:
    live = small_city()
    told = [filed(f"c-{n}", "1-1", NOW - HOUR, due=NOW + n) for n in range(MOST_CASES + 2)]
    told += [filed("late", "1-2", NOW - HOUR, due=NOW - 1), filed("else", "2-1", NOW)]
    live.fold_events(told, NOW)
    now = sheet(live, "1", NOW, {"dark": [("k", "路口", "Corner")], "pushed": []}, ())
    assert (now.counts["open"], now.counts["overdue"]) == (MOST_CASES + 3, 1)
    assert (now.counts["dark"], now.counts["pushed"], now.counts["warned"]) == (1, 0, None)
    assert now.cases["open"][0] == "late" and "else" not in now.cases["open"]
    frozen = thawed(now.frozen(None))
    assert frozen.counts == now.counts and frozen.things["dark"] == [("k", "路口", "Corner")]
    assert frozen.cases["open"] == now.cases["open"][:MOST_CASES]


def test_a_shift_with_nothing_is_handed_over_too() -> None:
    now = sheet(small_city(), "1", NOW, {name: [] for name in THINGS}, ())
    assert set(now.counts.values()) == {0} and thawed(now.frozen(None)).counts == now.counts
