"""Streets are inside their area, lead somewhere, and lead back."""

import numpy as np
import shapely

from demo.people.streets import METRES, lay_streets

GRID = shapely.box(113.90, 23.00, 113.91, 23.01)
BENT = shapely.Polygon([(0, 0), (3, 0), (3, 1), (1, 1), (1, 3), (0, 3)])
BENT = shapely.affinity.affine_transform(BENT, [0.005, 0, 0, 0.005, 113.9, 23.0])
SLIVER = shapely.box(113.95, 23.0, 113.95001, 23.01)


def test_every_crossing_and_every_street_lies_inside_its_area() -> None:
    streets = lay_streets([GRID, BENT])
    for area, polygon in enumerate((GRID, BENT)):
        nodes = np.arange(*streets.first[area : area + 2])
        assert len(nodes) > 20
        for node in nodes.tolist():
            ends = streets.links[node, : streets.degree[node]]
            for end in ends.tolist():
                here, there = streets.lon[[node, end]], streets.lat[[node, end]]
                assert polygon.covers(shapely.LineString(np.column_stack([here, there])))


def test_streets_lead_both_ways_and_never_into_another_area() -> None:
    streets = lay_streets([GRID, BENT])
    pairs = {
        (node, int(end))
        for node in range(len(streets.lat))
        for end in streets.links[node, : streets.degree[node]]
    }
    assert pairs == {(end, node) for node, end in pairs}
    border = int(streets.first[1])
    assert all((node < border) == (end < border) for node, end in pairs)


def test_crossings_keep_off_the_border_so_that_noise_stays_inside() -> None:
    streets = lay_streets([GRID])
    points = shapely.points(streets.lon, streets.lat)
    assert shapely.distance(points, GRID.exterior).min() * METRES > 14


def test_an_area_too_thin_for_streets_gets_one_crossing_that_leads_to_itself() -> None:
    streets = lay_streets([GRID, SLIVER])
    (alone,) = np.arange(*streets.first[1:3])
    assert streets.degree[alone] == 1
    assert streets.links[alone, 0] == alone
    assert SLIVER.covers(shapely.Point(streets.lon[alone], streets.lat[alone]))
