"""The right cameras: by area, in turn, by hand, near a case; how many of them are well."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Stage
from tests.browser.duty import Duty
from tests.browser.panels import (
    CITY,
    all_live,
    corner,
    entered,
    hold,
    ids,
    listed,
    opened,
    reasons,
    shown,
    stand,
)
from tests.browser.screen import Screen
from tests.browser.street import LONG, TOWN, VILLAGE
from tests.browser.test_map import painted
from tests.patience import PATIENCE

# which camera in which panel, before and after the next turn
TURN = """() => {
  const told = () => Object.fromEntries(window.gridwall.cameras().map(({ camera, panel }) => [camera, panel]))
  const names = (panels) => Object.keys(panels).sort().join()
  const before = told()
  window.turned = null
  const watching = setInterval(() => {
    const after = told()
    if (names(after) === names(before)) return
    clearInterval(watching)
    window.turned = [before, after]
  }, 50)
}"""


def test_each_level_shows_its_own_cameras(stage: Stage, wall: Screen) -> None:
    for code, panels in ((CITY, 4), (TOWN, 4), (VILLAGE, 1)):
        entered(wall, code, panels)
        assert set(shown(wall)) <= set(ids(stage, wall, code))
        all_live(wall, panels)


def test_a_drill_brings_the_cameras_of_the_new_area(stage: Stage, wall: Screen) -> None:
    entered(wall, TOWN, 4)
    wall.page.locator(f"#tiles [data-area='{VILLAGE}']").click()
    painted(wall, VILLAGE)
    assert stand(wall, 1) == ids(stage, wall, VILLAGE)


def test_an_area_without_cameras_says_so_in_one_line(stage: Stage, wall: Screen) -> None:
    wall.enter("441900106009")
    wall.until(lambda: "No cameras" in (wall.page.text_content("#cameras") or ""), "the line")
    assert shown(wall) == []


def test_the_number_of_healthy_cameras_is_the_api_s(stage: Stage, wall: Screen) -> None:
    entered(wall, TOWN, 4)
    total = wall.page.locator("#cameras [data-part=total]")
    assert total.get_attribute("data-value") == str(len(ids(stage, wall, TOWN)))
    wall.until(
        lambda: wall.number("cameras_healthy") == listed(stage, wall, TOWN)["healthy"] == 7,
        "all seven are well",
    )


def test_a_click_on_the_number_lists_every_camera_by_its_whole_name(stage: Stage, wall: Screen) -> None:
    entered(wall, CITY, 4)
    wall.page.locator("[data-counter=cameras_healthy]").click()
    rows = wall.page.locator("#details table tr")
    wall.until(lambda: rows.count() == 13, "twelve cameras and the heading")
    told = wall.page.text_content("#details") or ""
    assert LONG in told
    assert "Standby" in told


def test_the_panels_turn_until_every_camera_was_there(stage: Stage, wall: Screen) -> None:
    opened(wall, f"/wall/{TOWN}", 4)
    seen: set[str] = set()

    def all_seen() -> bool:
        seen.update(corner(wall))
        return seen == set(ids(stage, wall, TOWN))

    wall.until(all_seen, "all seven had their turn")


def test_a_camera_that_stays_keeps_its_panel_and_its_player(stage: Stage, wall: Screen) -> None:
    opened(wall, f"/wall/{TOWN}", 4)
    wall.page.evaluate(TURN)
    before, after = wall.until(lambda: wall.page.evaluate("() => window.turned"), "the panels turn")
    stayed = set(before) & set(after)
    assert stayed, "seven cameras in four panels: at least one stays"
    assert {camera: after[camera] for camera in stayed} == {camera: before[camera] for camera in stayed}


def test_a_pinned_camera_stays_and_a_link_shows_it(stage: Stage, screen: Screen, wall: Screen) -> None:
    opened(screen, f"/wall/{TOWN}", 4)
    hold(screen, 2)
    pinned = corner(screen)[2]
    screen.page.keyboard.press("p")
    assert f"pin={pinned}" in screen.page.url
    before = set(corner(screen))
    screen.page.locator("#clock").click()
    screen.page.evaluate("() => document.activeElement.blur()")
    link = screen.page.url
    screen.page.goto(f"{stage.wall.address}/healthz")  # two walls of pictures cost twice as much
    wall.page.goto(link)
    wall.until(lambda: pinned in shown(wall), "the link shows it")
    wall.until(lambda: "pinned" in reasons(wall), "and says why")
    wall.until(lambda: len(shown(wall)) == 4 and set(shown(wall)) != before, "the others turn")
    assert pinned in shown(wall)


def test_a_pinned_camera_of_another_area_is_shown_too(stage: Stage, wall: Screen) -> None:
    elsewhere = next(id for id in ids(stage, wall, CITY) if id not in ids(stage, wall, TOWN))
    wall.page.goto(f"{stage.wall.address}/wall/{VILLAGE}?lang=en&pin={elsewhere}")
    wall.until(lambda: set(shown(wall)) == {elsewhere, *ids(stage, wall, VILLAGE)}, "both stand")


@pytest.mark.parametrize("named", ["pin=nobody-1", "camera=nobody-1"])
def test_a_link_to_a_camera_that_cannot_be_shown_says_so(stage: Stage, wall: Screen, named: str) -> None:
    wall.page.goto(f"{stage.wall.address}/wall/{VILLAGE}?lang=en&{named}")
    says = wall.page.locator("#cameras [data-part=says]")
    expect(says).to_contain_text("not yours to see: nobody-1", timeout=PATIENCE * 1000)
    assert corner(wall) == ids(stage, wall, VILLAGE)


def test_a_selected_case_brings_the_cameras_around_it_nearest_first(stage: Stage, wall: Screen) -> None:
    lat, lon = stage.street.at["street-02"]
    entered(wall, TOWN, 4)
    wall.case(stage.feed.filed("test-cameras-near", lat + 0.001, lon)).click()
    wall.until(lambda: shown(wall) == ["street-02"], "the camera near the case, alone")
    wall.until(lambda: reasons(wall) == ["111 m"], "and how far it is")
    wall.says("#cameras", "Near the case, 300 m")
    wall.page.keyboard.press("Escape")
    stand(wall, 4)


@pytest.fixture
def calling(stage: Stage) -> Iterator[str]:
    """Someone beside a camera who has just called for help."""
    person, duty = stage.feed.someone(), Duty(stage)
    lat, lon = stage.street.at["street-03"]
    stage.feed.put(person, lat, lon - 0.001, sos=True)
    yield duty.call_of(person)
    duty.close()


def test_a_call_for_help_brings_the_cameras_around_it_by_itself(
    stage: Stage, wall: Screen, calling: str
) -> None:
    wall.enter(TOWN)
    wall.until(lambda: shown(wall) == ["street-03"], "the camera beside the call")
    wall.until(lambda: [reason.endswith(" m") for reason in reasons(wall)] == [True], "and how far it is")
    duty = Duty(stage)
    duty.end_call(calling)
    duty.close()
    stand(wall, 4)


def test_a_refused_camera_leaves_the_number_and_says_why(stage: Stage, wall: Screen) -> None:
    entered(wall, VILLAGE, 1)
    wall.shows("cameras_healthy", 1)
    stage.street.fault("street-01", "missing")
    try:
        panel = wall.page.locator(".camera-panel")
        wall.until(lambda: panel.get_attribute("data-state") == "refused", "refused, not live")
        wall.until(lambda: wall.number("cameras_healthy") == 0, "the number follows")
        wall.until(lambda: listed(stage, wall, VILLAGE)["healthy"] == 0, "the list says the same")
        wall.says(".camera-panel", "no such stream")
        assert "street:" not in wall.page.content(), "neither user nor password is in the page"
    finally:
        stage.street.fault("street-01", "")
    wall.shows("cameras_healthy", 1)


def test_without_the_camera_process_there_is_one_line_and_no_picture(stage: Stage, wall: Screen) -> None:
    wall.expect("ERR_CONNECTION_REFUSED", "WebSocket connection")
    entered(wall, CITY, 4)
    stage.street.process.end()
    try:
        wall.until(lambda: shown(wall) == [], "no panel poses as live")
        wall.says("#cameras", "not running")
        wall.page.locator("[data-counter=cameras_healthy]").wait_for(state="hidden")
    finally:
        stage.street.process.start()
    stand(wall, 4)
