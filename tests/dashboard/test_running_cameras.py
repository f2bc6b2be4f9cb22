"""A real wall and a real Redis: what the camera process tells reaches every screen, and its silence too."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from city.cameras.cameras import edition, public, read_cameras
from dashboard.access.key_file import KeyFile
from streams.access.camera_tokens import TokenError, verify
from streams.cameras.cameras import CameraDesk
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from streams.server.ending import end
from tests.dashboard.office import now as clock
from tests.dashboard.running import LiveScreen, Web
from tests.patience import PATIENCE, until

KEYS = Keys()
SECRET = "hunter2"
PLACES = {"a": 113.05, "b": 113.15, "c": 113.25}
CAMERAS = read_cameras(
    {
        "camera": [
            {"id": id_, "lat": 22.05, "lon": lon, "source": f"rtsp://admin:{SECRET}@10.0.0.5/{id_}"}
            for id_, lon in PLACES.items()
        ]
    },
    "cameras.toml",
)


class Process:
    """The camera process's side of Redis, in a thread with a loop of its own."""

    def __init__(self, url: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()
        self.desk = self._do(self._open(url))

    async def _open(self, url: str) -> CameraDesk:
        desk = CameraDesk(url, KEYS)
        desk.publish(public(CAMERAS), edition(CAMERAS))
        self.task = asyncio.create_task(desk.run())
        return desk

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def tell(self, camera: str, state: str, detail: str = "") -> None:
        self.loop.call_soon_threadsafe(self.desk.tell, camera, state, detail, clock())

    def kill(self) -> None:
        """Nothing more is heard of it; it says no goodbye."""
        if self.loop.is_closed():
            return
        self._do(end([self.task]))
        self._do(self.desk.redis.aclose())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE)
        self.loop.close()


@pytest.fixture
def redis(own_redis: EmbeddedRedis) -> Iterator[Redis]:
    with own_redis.client() as client:
        claim_world(client, KEYS, "live")
        yield client


@pytest.fixture
def process(own_redis: EmbeddedRedis, redis: Redis) -> Iterator[Process]:
    process = Process(own_redis.url)
    yield process
    process.kill()


@pytest.fixture
def web(own_redis: EmbeddedRedis, redis: Redis, tmp_path: Path) -> Iterator[Web]:
    web = Web(
        tmp_path, own_redis.url, GRIDWALL_WEB_VIEWER_AREA="1", GRIDWALL_CAMERAS_URL="ws://localhost:8060"
    )
    web.start()
    yield web
    web.end()


@pytest.fixture
def screen(web: Web) -> Iterator[LiveScreen]:
    screen = LiveScreen(web)
    assert screen.ask("join", {"area": "1"})["ok"]
    yield screen
    screen.close()


def cameras(screen: LiveScreen) -> dict[str, Any]:
    return {id_: told[0] for id_, told in screen.page.state["cameras"].items()}


def test_states_reach_a_screen_and_so_does_the_processs_death(
    process: Process, screen: LiveScreen, redis: Redis
) -> None:
    screen.until(lambda: screen.page.state["camera_list"], "the list")
    process.tell("a", "live")
    process.tell("b", "refused", "wrong_password")
    process.tell("c", "live")
    screen.until(lambda: cameras(screen) == {"a": "live", "b": "refused"}, "the states")
    process.kill()
    redis.pexpire(KEYS.camera_beat, 1000)  # its last sign of life fades, as it does by itself after 15 s
    screen.until(lambda: screen.page.state["camera_list"] is None, "the process is missed")


def test_a_wall_that_starts_later_knows_how_each_camera_is(process: Process, web: Web) -> None:
    process.tell("a", "frozen")
    until(lambda: web.get("/readyz")[1]["cameras"]["running"], "the list")
    web.end()
    web.start()
    until(lambda: web.get("/readyz")[1]["cameras"]["running"], "the list again")

    def states() -> list[tuple[str, str]]:
        return [(row["id"], row["state"]) for row in web.get("/api/areas/1/cameras")[1]["cameras"]]

    until(lambda: states() == [("a", "frozen"), ("b", "connecting")], "how each of them is")


def test_a_redis_that_is_emptied_is_told_and_read_anew(
    process: Process, screen: LiveScreen, redis: Redis
) -> None:
    process.tell("a", "live")
    screen.until(lambda: screen.page.state.get("cameras", {}).get("a", [""])[0] == "live", "the state")
    redis.flushall()
    claim_world(redis, KEYS, "live")
    process.tell("b", "lost", "stalled")
    screen.until(lambda: cameras(screen) == {"a": "live", "b": "lost"}, "both states anew")
    screen.until(lambda: screen.page.state["camera_list"], "the list anew")


def test_pictures_go_on_while_redis_is_away(
    process: Process, screen: LiveScreen, own_redis: EmbeddedRedis, web: Web
) -> None:
    screen.until(lambda: screen.page.state["camera_list"], "the list")
    wanted = {"screen": "s1", "cameras": ["a"]}
    assert screen.ask("cameras", wanted)["ok"]
    own_redis.kill()
    try:
        until(lambda: web.get("/readyz")[1]["truth"]["trouble"], "the wall says that Redis is away")
        assert screen.ask("cameras", wanted)["ok"], "the pass is renewed"
        assert web.get("/readyz")[1]["cameras"]["running"]
    finally:
        own_redis.restart()


def test_a_screen_gets_a_pass_for_what_it_may_see(
    process: Process, screen: LiveScreen, redis: Redis, web: Web
) -> None:
    screen.until(lambda: screen.page.state["camera_list"], "the list")
    told = screen.ask("cameras", {"screen": "s1", "cameras": ["a", "b"], "origin": "http://evil.example"})
    assert (told["ok"], told["url"], told["lasts"]) == (True, "ws://localhost:8060", 60_000)
    found = verify(KeyFile(web.keys).settle({}).cameras or b"", told["token"], clock())
    assert (found.screen, found.cameras) == ("s1", ("a", "b"))
    assert found.origin == f"http://127.0.0.1:{web.port}"
    with pytest.raises(TokenError):
        verify(bytes(32), told["token"], clock())


def test_no_pass_is_given_for_more(process: Process, screen: LiveScreen) -> None:
    screen.until(lambda: screen.page.state["camera_list"], "the list")
    for told, reason in (
        ({"screen": "s1", "cameras": ["a", "c"]}, "there is no camera c here"),
        ({"screen": "s1", "cameras": ["nothing"]}, "there is no camera nothing here"),
        ({"screen": "s1", "cameras": "a"}, "cameras must be a list of at most 16 ids"),
        ({"screen": "s1", "cameras": ["a b"]}, "a camera's id must be 1 to 64 letters, digits or . _ : -"),
        ({"screen": "s 1", "cameras": ["a"]}, "screen must be 1 to 64 letters, digits or . _ : -"),
        (None, "screen must be 1 to 64 letters, digits or . _ : -"),
    ):
        assert screen.ask("cameras", told) == {"ok": False, "reason": reason}


def test_nothing_the_wall_answers_or_logs_holds_a_source(
    process: Process, screen: LiveScreen, web: Web
) -> None:
    screen.until(lambda: screen.page.state["camera_list"], "the list")
    paths = (
        "/api/areas/1/cameras",
        "/api/cameras?near=22.05,113.05&radius=50000",
        "/readyz",
        "/metrics",
        "/wall/1",
    )
    for path in paths:
        status, body = web.get(path)
        assert (status, SECRET in str(body), "rtsp://" in str(body)) == (200, False, False), path
    assert SECRET not in web.log()
