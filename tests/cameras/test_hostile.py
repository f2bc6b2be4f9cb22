"""Cameras and screens that mean harm: the process says what is wrong with each, keeps its measure, and a good
camera goes on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]
import pytest
from wsproto.utilities import LocalProtocolError

from benchmarks.cameras import CameraProcess
from streams.server.embedded import EmbeddedRedis
from tests.cameras import hostile
from tests.cameras.hostile import Hostile
from tests.cameras.street import Street
from tests.cameras.viewing import CameraScreen
from tests.patience import PATIENCE, until

MOST_MB = 400.0  # it takes a hundred without them
HARM: dict[str, tuple[str, Callable[[], Hostile], str]] = {
    "headers": ("rtsp", lambda: Hostile(hostile.headers_without_end, "DESCRIBE"), "garbage"),
    "lengths": ("rtsp", lambda: Hostile(hostile.lengths_of_nothing), "garbage"),
    "pieces": ("rtsp", lambda: Hostile(hostile.a_million_pieces), "too_big"),
    "piece": ("rtsp", lambda: Hostile(hostile.one_piece_without_end), "too_big"),
    "size": ("rtsp", lambda: Hostile(hostile.a_town_wide_picture), "garbage"),
    "picture": ("jpeg", lambda: Hostile(hostile.a_picture_too_large), "too_big"),
    "body": ("jpeg", lambda: Hostile(hostile.a_body_without_end), "too_big"),
}


@dataclass
class Place:
    process: CameraProcess
    key: bytes
    stack: ExitStack

    def open(self, *cameras: str) -> CameraScreen:
        screen = CameraScreen(self.process.port)
        self.stack.callback(screen.close)
        screen.present(self.key, list(cameras))
        screen.show(*cameras)
        return screen


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("hostile")
    with ExitStack() as stack:
        redis = stack.enter_context(EmbeddedRedis(folder / "redis", keep=False))
        street = stack.enter_context(Street())
        rows = [("good", "rtsp", street.add("good", seed=1)), ("other", "rtsp", street.add("other", seed=1))]
        for name, (kind, make, _) in HARM.items():
            server = make()
            stack.callback(server.close)
            rows.append((name, kind, f"{'rtsp' if kind == 'rtsp' else 'http'}://127.0.0.1:{server.port}/1"))
        table = '[[camera]]\nid = "{0}"\nname = "{0}"\nlat = 23\nlon = 113\nkind = "{1}"\nsource = "{2}"\n'
        (folder / "cameras.toml").write_text("\n".join(table.format(*row) for row in rows), "utf-8")
        process = CameraProcess(folder, redis.url)
        stack.callback(process.end)
        process.start()
        yield Place(process, process.key, stack)


def test_what_has_no_end_and_no_measure_is_told_and_disturbs_nobody(place: Place) -> None:
    screen = place.open("good", *HARM)
    screen.sees("live")
    for panel, (_, _, detail) in enumerate(HARM.values(), 2):
        screen.saw("lost", detail, panel)
    screen.moves()
    assert psutil.Process(place.process.pid).memory_info().rss / 1e6 < MOST_MB
    assert "gridwall_cameras_faults_total 0.0" in place.process.get("/cameras/metrics")[1]


def test_a_screen_that_changes_its_mind_without_end_disturbs_no_other(place: Place) -> None:
    calm, wild = place.open("good"), place.open("good", "other")
    calm.sees("live")
    for turn in range(600):
        names = ("good", "other")
        wild.show(*[names[(turn + panel) % 2] for panel in range(16)])
    calm.pictures[1].clear()
    calm.moves()
    until(lambda: len(calm.pictures[1]) > 30, "two seconds of pictures")


def test_what_is_no_message_never_reaches_further_than_its_own_screen(place: Place) -> None:
    calm = place.open("good")
    calm.sees("live")
    for text in ("[" * 50_000, '{"show": ' * 9_000, "9" * 100_000, '{"token": 1}', "{}", "\x00", "null"):
        rude = place.open("good")
        rude.sees("live")
        with contextlib.suppress(LocalProtocolError, OSError):  # closed before the last was sent
            for _ in range(25):
                rude.line.send(text)
        assert rude.ended.wait(PATIENCE), text[:20]
        assert rude.line.closed_with == 1008
        calm.moves()
