"""What `gridwall check` says of the camera file and of the camera process."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from redis import Redis

from cameras.pull.camera_file import read_camera_file
from city.cameras.cameras import edition, public
from dashboard.cli.check_cameras import file_findings, process_findings
from dashboard.settings.settings import Settings, read_settings
from streams.cameras.cameras import CameraDesk
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS

CAMERA = '[[camera]]\nid = "c1"\nlat = 22.05\nlon = 113.05\nsource = "rtsp://admin:hunter2@10.0.0.5/"\n'


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    file = tmp_path / "cameras.toml"
    file.write_text(CAMERA)
    file.chmod(0o600)
    return read_settings(None, {"GRIDWALL_CAMERAS_FILE": str(file)})


def said(settings: Settings) -> list[tuple[str, str]]:
    return [(verdict.level, verdict.sentence) for verdict in file_findings(settings, AREAS)]


def test_no_camera_file_is_nothing_bad() -> None:
    assert said(Settings()) == [("ok", "no camera file: the camera corner stays empty")]


def test_a_sound_file_is_told_with_its_kinds(settings: Settings) -> None:
    assert said(settings) == [("ok", "the camera file cameras.toml has 1 cameras (1 rtsp)")]


def test_a_file_others_can_read_is_worth_a_thought(settings: Settings) -> None:
    path = Path(settings.cameras.file)
    path.chmod(0o644)
    assert said(settings)[1] == (
        "warn",
        f"cameras.toml holds passwords and others can read it: chmod 600 {path}",
    )


def test_cameras_that_lie_nowhere_are_worth_a_thought(settings: Settings) -> None:
    Path(settings.cameras.file).write_text(CAMERA.replace("22.05", "52.5"))
    assert said(settings)[1] == ("warn", "1 cameras lie in no area below the city: c1")


@pytest.mark.parametrize(
    "text", ["[[camera]]\nid = 5\n", "camera = ", CAMERA.replace("rtsp:", "gopher:"), "\0"]
)
def test_a_bad_file_is_bad_and_shows_no_password(settings: Settings, text: str) -> None:
    Path(settings.cameras.file).write_text(text)
    ((level, sentence),) = said(settings)
    assert (level, "hunter2" in sentence, "cameras.toml" in sentence) == ("bad", False, True)


def test_a_missing_file_is_bad(tmp_path: Path) -> None:
    missing = read_settings(None, {"GRIDWALL_CAMERAS_FILE": str(tmp_path / "none.toml")})
    assert said(missing)[0][0] == "bad"


def test_the_process_is_told_by_its_sign_of_life(
    settings: Settings, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    def process() -> list[tuple[str, str]]:
        return [(verdict.level, verdict.sentence) for verdict in process_findings(settings, redis, keys)]

    assert process() == [("warn", "the camera process gives no sign of life: `gridwall cameras` starts it")]
    found = read_camera_file(Path(settings.cameras.file))

    async def beat() -> None:
        desk = CameraDesk(redis_server.url, keys)
        desk.publish(public(found), edition(found))
        await desk.beat()
        await desk.redis.aclose()

    asyncio.run(beat())
    assert process() == [("ok", f"the camera process runs, with 1 cameras (edition {edition(found)})")]
    Path(settings.cameras.file).write_text(CAMERA.replace("c1", "c2"))
    assert process()[1][0] == "warn"
