"""The camera process beside a real wall: five hundred cameras of another city, a death in the middle of a
picture, and what the wall says of it. Nothing but HTTP, Redis and a screen's socket."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.cameras.scene import worth
from tests.cameras.street import Street
from tests.cameras.viewing import CameraScreen
from tests.forks.processes import CameraProcess, Wall
from tests.patience import PATIENCE, until

PACES = {
    "streams.cameras.cameras.BEAT_SECONDS": 1.0,
    "streams.cameras.cameras.BEAT_KEPT": 4,
    "streams.cameras.camera_duty.LASTS_MS": 4000,
    "dashboard.live.sources.CAMERAS_EVERY": 0.5,
}
CITY = "441900"
AUSTIN = 512
USER, PASSWORD = "wächter", "ge/heim:42"
MINE = """
[[camera]]
id = "mine"
name = "自己的"
lat = 23.02
lon = 113.75
kind = "rtsp"
source = "{}"
"""


@dataclass
class House:
    redis: EmbeddedRedis
    wall: Wall
    process: CameraProcess

    def page(self, path: str) -> str:
        return self.wall.get(path, PATIENCE).decode("utf-8")

    def cameras(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.page(f"/api/areas/{CITY}/cameras"))
        return told

    def watch(self, *cameras: str) -> CameraScreen:
        screen = CameraScreen(self.process.port)
        screen.present(self.process.key, list(cameras))
        screen.show(*cameras)
        return screen


@pytest.fixture(scope="module")
def house(make_city_folder: Callable[[str], Path], trial_data: Path) -> Iterator[House]:
    """Austin's cameras moved onto the demo city, none of them there, and one that is."""
    folder = make_city_folder("house")
    with ExitStack() as stack:
        street = stack.enter_context(Street())
        street.add("mine", seed=1, user=USER, password=PASSWORD)
        write_cameras(folder, trial_data / "cameras_austin.csv", street.address("mine"))
        redis = stack.enter_context(EmbeddedRedis(folder / "redis"))
        claim_world(redis.client(), Keys(), "demo")
        process, wall = CameraProcess(folder, redis.url), Wall(folder, redis.url)
        for part in (process, wall):
            part.paces = PACES
            stack.callback(part.end)
            part.start()
        yield House(redis, wall, process)


def write_cameras(folder: Path, table: Path, mine: str) -> None:
    source = ["--source", f"rtsp://{quote(USER)}@127.0.0.1:9/{{Camera ID}}", "--kind", "rtsp", "--move"]
    settings = folder / "gridwall.toml"
    settings.write_text(f'[city]\nareas = "{folder / "areas.geojson"}"\n', "utf-8")
    told = [*source, "--settings", str(settings), "--out", str(folder / "cameras.toml"), str(table)]
    done = CliRunner().invoke(main, ["cameras", "import", *told])
    assert done.exit_code == 0, done.output
    login = f"{quote(USER)}:{quote(PASSWORD, safe='')}"
    address = f"rtsp://{login}@{mine.rpartition('@')[2]}"
    with (folder / "cameras.toml").open("a", encoding="utf-8") as file:
        file.write(MINE.format(address))


def test_five_hundred_imported_cameras_are_listed_each_with_its_state(house: House) -> None:
    until(lambda: house.cameras()["total"] == AUSTIN + 1, "all are listed")

    def known() -> Counter[str]:
        return Counter(row["state"] for row in house.cameras()["cameras"])

    until(lambda: known()["lost"] == AUSTIN, "all of Austin's are lost", 2 * PATIENCE)
    until(lambda: house.cameras()["healthy"] == 1, "and one is well")


def test_a_killed_camera_process_is_told_and_comes_back_by_itself(house: House) -> None:
    screen = house.watch("mine")
    screen.sees("live")
    house.process.end(signal.SIGKILL)
    assert screen.ended.wait(PATIENCE), "the page hears it"
    screen.close()
    until(lambda: house.cameras()["running"] is False, "the wall says so")
    assert house.cameras()["healthy"] is None
    house.process.start()
    until(lambda: house.cameras()["running"] is True, "the wall knows it again")
    again = house.watch("mine")
    again.sees("live")
    again.moves()
    again.close()


def test_no_secret_is_in_a_page_an_answer_or_the_log_of_the_wall(house: House) -> None:
    pages = [f"/wall/{CITY}", f"/wall/{CITY}?lang=en", f"/api/areas/{CITY}/cameras", "/metrics", "/readyz"]
    pages += [f"/api/areas/{CITY}/live", "/api/cameras?near=23.02,113.75&radius=5000"]
    with house.redis.client() as redis:
        kept = "\n".join(repr(worth(redis, key)) for key in redis.scan_iter())
    said = {path: house.page(path) for path in pages} | {"log": house.wall.log(), "redis": kept}
    assert "自己的" in said[f"/api/areas/{CITY}/cameras"]
    secrets = {USER, PASSWORD, quote(USER), quote(PASSWORD, safe=""), "rtsp://"}
    assert [(place, secret) for place, text in said.items() for secret in secrets if secret in text] == []
