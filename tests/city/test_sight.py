"""What an event tells of those who sit at desks elsewhere, and of people to those who are told no ids."""

from city.access.colleagues import Colleague
from city.sight import NAMELESS, SEATS, UNNAMED, Sight
from tests.city.small_city import AREAS, roster


def test_who_sits_at_a_desk_elsewhere_is_nameless_in_what_an_event_tells() -> None:
    colleagues = {"wang": Colleague("王", ("2",)), "li": Colleague("李", ("1",))}
    sight = Sight(AREAS, roster(), "1", colleagues)
    for name in SEATS:
        told = [sight.data({name: who}, {})[name] for who in ("wang", "li", "seat-3")]
        assert told == [NAMELESS, "li", "seat-3"]


def test_an_account_is_no_person_of_the_roster_who_has_the_same_id() -> None:
    elsewhere = {"ann": Colleague("安", ("2",))}
    sight = Sight(AREAS, roster(ann="1-1"), "1", elsewhere)
    assert [sight.actor(type, "ann", {}) for type in ("claimed", "accepted")] == [NAMELESS, "ann"]


def test_who_is_told_no_ids_is_told_whether_somebody_is_from_here() -> None:
    sight = Sight(AREAS, roster(ann="1-1", dan="2-1"), "1", {}, named=False)
    assert [sight.person(who) for who in ("ann", "dan")] == [None, None]
    assert [sight.actor("accepted", who, {}) for who in ("ann", "dan")] == [UNNAMED, NAMELESS]
    assert sight.data({"inspector": "ann", "note": "x"}, {}) == {"inspector": UNNAMED, "note": "x"}
