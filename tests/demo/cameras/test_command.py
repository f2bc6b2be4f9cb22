"""The demo's camera file and `gridwall cameras demo`, which serves what stands in it."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest

from benchmarks.ports import free_port
from cameras.pull import kinds
from cameras.pull.camera_file import read_camera_file
from city.areas.areas import Areas
from city.cameras.cameras import Camera
from city.matters import Matters
from city.people.roster import Roster
from demo.cameras import town
from demo.cameras.camera_file import FILE, listed, write_cameras
from demo.cameras.places import demo_cameras
from tests.cameras.street import LOOPS
from tests.patience import PATIENCE

City = tuple[Areas, Roster, Matters]
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("GRIDWALL_")}


@pytest.fixture(scope="module")
def folder(demo_city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    LOOPS.mkdir(exist_ok=True)
    (made / "streets").symlink_to(LOOPS)
    write_cameras(made, demo_city[0], 1, free_port(), free_port())
    return made


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "dashboard", "cameras", "demo", "--folder", str(folder)]
    environment = CLEAN | {"GRIDWALL_FILE": os.devnull, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("22 demo cameras: rtsp://127.0.0.1:")
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_the_file_reads_as_22_cameras_and_is_for_its_owner_alone(folder: Path) -> None:
    cameras = read_camera_file(folder / FILE)
    assert sorted(camera.id for camera in cameras) == [f"cam-{number:02d}" for number in range(1, 23)]
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert {camera.kind for camera in cameras} == {"rtsp", "mjpeg", "jpeg"}


def test_each_run_has_a_password_of_its_own(demo_city: City, tmp_path: Path) -> None:
    found = []
    for _ in range(2):
        write_cameras(tmp_path, demo_city[0], 1, 5000, 5001)
        found.append(town.plans(read_camera_file(tmp_path / FILE))[0].password)
    assert len(set(found)) == 2 and all(len(password) >= 16 for password in found)


def test_one_freezes_one_drops_out_one_is_h265_one_mjpeg_and_one_of_snapshots(folder: Path) -> None:
    plans = town.plans(read_camera_file(folder / FILE))
    assert sorted(habit.fault for plan in plans for habit in plan.habits) == ["drop", "freeze"]
    codecs = [plan.codec for plan in plans]
    assert {codec: codecs.count(codec) for codec in codecs} == {"h264": 19, "h265": 1, "mjpeg": 1, "jpeg": 1}
    assert len({plan.seed for plan in plans}) == 22


def test_a_password_of_special_signs_comes_back_out_of_the_addresses(demo_city: City) -> None:
    cameras = listed(demo_cameras(demo_city[0]), 5000, 5001, "a/b@c:d#%?")
    assert {plan.password for plan in town.plans(cameras)} == {"a/b@c:d#%?"}
    assert town.ports(cameras) == (5000, 5001)


@pytest.mark.parametrize(
    ("id", "codec"), [("cam-01", "h264"), ("cam-04", "h265"), ("cam-06", "jpeg"), ("cam-21", "jpeg")]
)
def test_each_kind_gives_pictures(folder: Path, serving: subprocess.Popen[str], id: str, codec: str) -> None:
    camera = next(each for each in read_camera_file(folder / FILE) if each.id == id)

    async def first(camera: Camera) -> str:
        pull = kinds.load()[camera.kind].pull
        assert pull is not None
        async with aclosing(pull(camera.sub or camera.source)) as units:
            media = (await anext(aiter(units))).media
        assert media is not None
        return media.codec

    assert asyncio.run(asyncio.wait_for(first(camera), PATIENCE)) == codec


def test_the_password_stands_in_no_process_list_and_no_environment(
    folder: Path, serving: subprocess.Popen[str]
) -> None:
    password = town.plans(read_camera_file(folder / FILE))[0].password
    for name in ("cmdline", "environ"):
        assert password.encode() not in Path(f"/proc/{serving.pid}/{name}").read_bytes()


def test_a_folder_without_a_camera_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "cameras", "demo", "--folder", str(tmp_path)]
    done = subprocess.run(command, env=CLEAN | {"GRIDWALL_FILE": os.devnull}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Error: {tmp_path / FILE}: a camera file wanted, got No such file or directory\n"
