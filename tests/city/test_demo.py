"""The demo city is as large as the one that started it, and the same for the same seed."""

from collections import Counter

from city.areas import Areas
from city.matters import Matters
from city.roster import Roster

City = tuple[Areas, Roster, Matters]


def test_the_demo_city_has_the_counts_of_the_real_one(demo_city: City) -> None:
    areas, roster, matters = demo_city
    assert Counter(area.level for area in areas.order) == {"city": 1, "town": 33, "village": 593, "grid": 3150}
    assert sum(area.posts for area in areas.order) == 8428
    assert len(roster) == 5928
    assert (len(matters.departments), len(matters.categories), len(matters.items)) == (8, 20, 83)
