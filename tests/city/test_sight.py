"""What an event tells of those who sit at desks elsewhere."""

from city.access.colleagues import Colleague
from city.sight import NAMELESS, SEATS, Sight
from tests.city.small_city import AREAS, roster


def test_who_sits_at_a_desk_elsewhere_is_nameless_in_what_an_event_tells() -> None:
    colleagues = {"wang": Colleague("王", ("2",)), "li": Colleague("李", ("1",))}
    sight = Sight(AREAS, roster(), "1", colleagues)
    for name in SEATS:
        told = [sight.data({name: who}, {})[name] for who in ("wang", "li", "seat-3")]
        assert told == [NAMELESS, "li", "seat-3"]
