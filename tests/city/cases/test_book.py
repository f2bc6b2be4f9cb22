"""Cases from events: each applied once, in the order of its case's revisions."""

import pytest

from city.cases.book import CaseBook
from city.cases.case import CaseError, CaseEvent
from city.rules import Rules
from tests.city.small_city import (
    AREAS,
    DAY,
    LOCATOR,
    MINUTE,
    NOW,
    PLACES,
    acknowledged,
    counter,
    filed,
    small_city,
)


@pytest.fixture
def book() -> CaseBook:
    return CaseBook(AREAS, LOCATOR, Rules())


def test_a_filed_event_makes_a_new_case_with_its_place(book: CaseBook) -> None:
    case = book.apply(filed("1-20260310-1", "1-2"))
    assert case and (case.state, case.open, case.revision) == ("new", True, 1)
    assert (case.area, case.place) == ("1-2", ("0", "1", "1-2"))


def test_what_was_advised_on_the_spot_is_finished(book: CaseBook) -> None:
    case = book.apply(filed("a", outcome="advised"))
    assert case and (case.state, case.open) == ("advised", False)


def test_the_same_event_twice_counts_once(book: CaseBook) -> None:
    assert book.apply(filed("a"))
    assert book.apply(filed("a")) is None
    assert len(book) == 1


def test_an_acknowledgement_names_who_and_when(book: CaseBook) -> None:
    book.apply(filed("a", sos=True))
    case = book.apply(acknowledged("a", NOW + MINUTE))
    assert case and (case.acknowledged_by, case.acknowledged_at, case.revision) == ("wang", NOW + MINUTE, 2)
    assert case.open and not case.waiting


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (acknowledged("nobody"), "revision 1 must come next, got 2"),
        (acknowledged("a", revision=3), "revision 2 must come next, got 3"),
        (
            CaseEvent("1-1", "a", 2, "painted", NOW, "wang", "k"),
            "its type must be one of acknowledged, claimed, .*, got 'painted'",
        ),
        (CaseEvent("1-1", "b", 1, "painted", NOW, "wang", "k"), "first event must be filed, got 'painted'"),
        (filed("c", lat="north"), "north"),
    ],
)
def test_an_event_that_does_not_fit_is_told_and_changes_nothing(
    book: CaseBook, event: CaseEvent, said: str
) -> None:
    book.apply(filed("a"))
    with pytest.raises(CaseError, match=said):
        book.apply(event)
    assert len(book) == 1


def test_an_event_that_does_not_fit_disturbs_no_other() -> None:
    city = small_city()
    changed = city.fold_events([acknowledged("nobody"), filed("a")], NOW)
    city.tick(NOW)
    assert [case.id for case in changed] == ["a"]
    assert "case nobody: revision 1 must come next" in city.unfit[0][1]
    assert counter(city, "open") == 1


def test_a_case_filed_under_another_edition_is_found_again_by_its_position(book: CaseBook) -> None:
    lat, lon = PLACES["2-1"]
    case = book.apply(filed("a", "gone", lat=lat, lon=lon))
    lost = book.apply(filed("b", "gone"))
    assert case and (case.area, case.to_locate) == ("2-1", False)
    assert lost and (lost.area, lost.to_locate) == ("0", True)


@pytest.mark.parametrize(
    ("claimed", "counts"),
    [
        (NOW - 7 * DAY, True),
        (NOW - 7 * DAY - 1, False),
        (NOW + 2 * MINUTE, True),
        (NOW + 2 * MINUTE + 1, False),
    ],
)
def test_a_time_that_cannot_be_is_kept_as_claimed_and_received_counts(
    book: CaseBook, claimed: int, counts: bool
) -> None:
    case = book.apply(filed("a", reported=claimed))
    assert case and (case.reported, case.filed) == (claimed, claimed if counts else NOW)


def test_cases_come_newest_first_and_the_wall_gets_every_sos() -> None:
    city = small_city()
    city.fold_events([filed("help", time=NOW - DAY, sos=True)], NOW)
    city.fold_events([filed(f"c{n}", time=NOW - n * MINUTE, outcome="advised") for n in range(20)], NOW)
    assert [case.id for case in city.area_cases("1-1", 3)] == ["c0", "c1", "c2"]
    assert [case.id for case in city.wall_cases("1-1")] == [*(f"c{n}" for n in range(12)), "help"]
    assert city.area_cases("2") == []
