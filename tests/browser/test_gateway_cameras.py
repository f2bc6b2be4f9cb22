"""A gateway's cameras on the wall itself: camera file, camera process, web process and page are real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocket

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.browser.conftest import come_in
from tests.browser.pages import SIZE
from tests.browser.peer import peer
from tests.browser.screen import Screen
from tests.browser.whep_gateway import WhepGateway
from tests.cameras.hls_origin import Origin
from tests.cameras.served import Served, basic
from tests.forks.processes import CameraProcess, Wall

TOWN = "441900106"
LOGIN = "viewer:whep-secret"
CAMERA = """[[camera]]
id = "{id}"
name = "{id}"
lat = {lat}
lon = {lon}
kind = "{kind}"
source = "{source}"
sub = "{sub}"
"""


@dataclass
class Site:
    wall: Wall
    cameras: CameraProcess
    gateway: WhepGateway
    wires: list[str] = field(default_factory=list)

    def hear(self, wire: WebSocket) -> None:
        """Everything a page is told by anybody."""
        wire.on("framereceived", lambda told: self.wires.append(str(told)))


@pytest.fixture(scope="module")
def site(
    make_city_folder: Callable[[str], Path],
    demo_city: tuple[Areas, Roster, Matters],
    browser: Browser,
) -> Iterator[Site]:
    folder = make_city_folder("gateways")
    point = demo_city[0][TOWN].polygon.representative_point()
    with ExitStack() as stack:
        gateway = stack.enter_context(peer(browser, basic("viewer", "whep-secret")))
        origin = Origin()
        stack.callback(origin.close)
        served = Served(origin.app).start()
        stack.callback(served.close)
        told = {"lat": point.y, "lon": point.x, "sub": ""}
        sources = [
            {
                "id": "by-whep",
                "kind": "whep",
                "source": gateway.address(LOGIN, "main"),
                "sub": gateway.address(LOGIN),
            },
            {"id": "locked", "kind": "whep", "source": gateway.address("viewer:other-secret")},
            {
                "id": "by-hls",
                "kind": "hls",
                "source": f"http://viewer:hls-secret@{served.host}/live/cam/index.m3u8",
            },
        ]
        (folder / "cameras.toml").write_text("\n".join(CAMERA.format(**told | each) for each in sources))
        redis = stack.enter_context(EmbeddedRedis(folder / "redis"))
        claim_world(redis.client(), Keys(), "demo")
        cameras = CameraProcess(folder, redis.url)
        stack.callback(cameras.end)
        cameras.start()
        wall = Wall(folder, redis.url, GRIDWALL_CAMERAS_URL=f"ws://127.0.0.1:{cameras.port}")
        stack.callback(wall.end)
        wall.start()
        yield Site(wall, cameras, gateway)


@pytest.fixture(scope="module")
def page(site: Site, browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=SIZE, locale="en-US") as context:
        come_in(context, site.wall)
        page = context.new_page()
        page.on("websocket", site.hear)
        yield page


@pytest.fixture
def town(site: Site, page: Page) -> Iterator[Screen]:
    screen = Screen(page, site.wall.address, f"ws://127.0.0.1:{site.cameras.port}")
    page.goto(f"{site.wall.address}/wall/{TOWN}?lang=en")
    yield screen
    page.goto(f"{site.wall.address}/healthz")  # nothing is pulled for a page that nobody looks at
    screen.leave()
    screen.verify()


def state(screen: Screen, camera: str) -> str | None:
    panel = screen.page.locator(f"#cameras [data-camera='{camera}']")
    return panel.first.get_attribute("data-state") if panel.count() else None


def picture(screen: Screen, camera: str) -> dict[str, Any]:
    told: dict[str, Any] = screen.page.evaluate(
        "(id) => window.gridwall.cameras().find(({ camera }) => camera === id) ?? { painted: 0 }", camera
    )
    return told


def shows(screen: Screen, camera: str, wanted: str) -> None:
    screen.until(lambda: state(screen, camera) == wanted, f"{camera} is {wanted}")


def test_both_kinds_are_live_on_the_wall_and_a_wrong_password_is_refused_in_words(
    site: Site, town: Screen
) -> None:
    for camera, wanted in {"by-whep": "live", "by-hls": "live", "locked": "refused"}.items():
        shows(town, camera, wanted)
    town.until(lambda: picture(town, "by-whep")["painted"] > 20, "WHEP goes on being painted")
    # the receiver guesses the sender's clock from messages that travel: a few ms below nothing can be
    assert -1000 < picture(town, "by-whep")["latency"] < 60_000
    assert picture(town, "by-hls")["latency"] > 1000, "a segment is whole before it is handed out"
    words = town.page.locator("#cameras [data-camera=locked]").first.text_content() or ""
    assert "password" in words


def test_a_camera_that_is_enlarged_shows_its_main_stream(site: Site, town: Screen) -> None:
    shows(town, "by-whep", "live")
    site.gateway.streams.clear()
    before = picture(town, "by-whep")["painted"]
    town.page.locator("[data-camera='by-whep']").first.click()
    town.until(lambda: site.gateway.streams == ["main"], "the gateway is asked for the main stream")
    town.until(lambda: picture(town, "by-whep")["painted"] > before + 20, "it goes on")
    assert picture(town, "by-whep")["state"] == "live"
    town.page.keyboard.press("Escape")
    town.until(lambda: site.gateway.streams == ["main", "cam"], "small again, it is the sub-stream")


def test_a_gateway_that_dies_is_lost_on_the_wall_and_live_again_by_itself(site: Site, town: Screen) -> None:
    shows(town, "by-whep", "live")
    site.gateway.die()
    shows(town, "by-whep", "lost")
    site.gateway.revive()
    shows(town, "by-whep", "live")


def test_a_camera_process_that_is_started_anew_is_found_by_the_page(site: Site, town: Screen) -> None:
    shows(town, "by-whep", "live")
    before = len(site.gateway.offers)
    town.expect("WebSocket")
    site.cameras.end()
    site.cameras.start()
    town.until(lambda: len(site.gateway.offers) > before, "the page offers again")
    for camera in ("by-whep", "by-hls"):
        shows(town, camera, "live")


def test_no_password_and_no_address_of_a_gateway_leaves_the_camera_process(site: Site, town: Screen) -> None:
    for camera in ("by-whep", "by-hls"):
        shows(town, camera, "live")
    page = town.page.request.get(f"{site.wall.address}/api/areas/{TOWN}/cameras").text()
    metrics = site.cameras.get("/cameras/metrics")[1]
    everything = "".join([*site.wires, town.page.content(), page, metrics, site.cameras.log()])
    assert "EXTM3U" in everything and "a=ice-ufrag" in everything
    hosts = (site.gateway.server.host, "/cam/whep", "/live/cam")
    assert [word for word in ("-secret", *hosts) if word in everything] == []
    assert not any(
        log in Path(site.cameras.folder / "web.log").read_text() for log in ("secret", "/cam/whep")
    )
