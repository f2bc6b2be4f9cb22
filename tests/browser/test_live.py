"""Positions and reports reach the painted page."""

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

pytestmark = pytest.mark.no_pictures

CITY, TOWN = "441900", "441900106"


def test_a_fix_moves_the_person_on_the_map(stage: Stage, wall: Screen) -> None:
    person = stage.feed.someone()
    lat, lon = stage.feed.middle(stage.feed.home[person])
    wall.enter(CITY)
    first = wall.sees(person, stage.feed.put(person, lat, lon))
    second = wall.sees(person, stage.feed.put(person, lat + 0.001, lon))
    assert abs(second["lat"] - first["lat"] - 0.001) < 2e-6


def test_a_late_fix_moves_nobody_back(stage: Stage, wall: Screen) -> None:
    person, witness = stage.feed.someone(), stage.feed.someone()
    lat, lon = stage.feed.middle(stage.feed.home[person])
    wall.enter(TOWN)
    told = stage.feed.put(person, lat, lon)
    stage.feed.redis.xadd(
        stage.feed.keys.positions,
        {"inspector": person, "lat": str(lat + 0.01), "lon": str(lon), "time": str(told - 5000)},
    )
    wall.sees(witness, stage.feed.put(witness, lat, lon))
    assert abs(wall.sees(person, told)["lat"] - lat) < 2e-6


def test_the_paint_event_tells_what_it_painted(stage: Stage, wall: Screen) -> None:
    wall.enter(TOWN)
    told = wall.page.evaluate(
        "() => new Promise((done) => "
        "addEventListener('gridwall:paint', (painted) => done(painted.detail), { once: true }))"
    )
    assert told["inspectors"] >= len(stage.feed.walkers)
    assert told["newest"] <= told["at"] + 1000


def test_the_page_shows_the_numbers_the_api_answers(stage: Stage, wall: Screen) -> None:
    wall.enter(TOWN)

    def agree() -> bool:
        live = wall.page.request.get(f"{stage.wall.address}/api/areas/{TOWN}/live").json()["counters"]
        shown = {name: wall.number(name) for name in ("on_duty", "people", "grids", "reported")}
        return shown == {name: live[name] for name in shown}

    wall.until(agree, "page and API agree")


def test_a_report_is_counted_and_told_on_every_level(stage: Stage, wall: Screen, screen: Screen) -> None:
    pages = [wall.enter(CITY), screen.open(f"/wall/{TOWN}")]
    for page in pages:
        page.until(lambda page=page: page.number("reported") is not None, "a number")
    before = [page.number("reported") or 0 for page in pages]
    cases = [stage.feed.filed(f"test-live-{n}", *stage.feed.middle(TOWN)) for n in range(2)]
    for page, count in zip(pages, before, strict=True):
        assert all(page.case(case).get_attribute("data-state") == "new" for case in cases)
        page.shows("reported", count + len(cases))
