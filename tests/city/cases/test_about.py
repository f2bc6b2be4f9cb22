"""Where a case without a point of its own is about."""

from city.areas.geometry import label_point
from city.cases.about import about
from tests.city.held import hold
from tests.city.small_city import PLACES, small_city


def test_only_what_names_its_area_alone_stands_in_the_middle_of_that() -> None:
    live = small_city()
    assert about(live.areas, hold(live, "hotline", area="1-1", lat=None, lon=None)) == label_point(
        live.areas["1-1"]
    )
    lat, lon = PLACES["1-1"]
    assert about(live.areas, hold(live, "told", lat=lat, lon=lon)) is None
    assert about(live.areas, hold(live, "lost", lat=None, lon=None, to_locate=True)) is None
