"""`gridwall cameras check`, and what `gridwall cameras` says before it starts."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cameras.media.units import Unit
from cameras.pull.kinds import Kind
from dashboard.cli import camera_check, main
from tests.cameras.encoded import FPS, clip
from tests.cameras.media.test_fmp4 import units_of
from tests.cameras.street import Street


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a", width=640, height=360, fps=15)
        street.add("hevc", codec="h265", width=640, height=360, fps=15)
        yield street


@pytest.fixture(autouse=True)
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_check, "SEEN_S", 1.0)


def camera_file(folder: Path, *cameras: tuple[str, str, str]) -> str:
    """(id, name, source); a sub-stream may follow the source after a blank"""
    lines = [
        f'[[camera]]\nid = "{id}"\nname = "{name}"\nlat = 23\nlon = 113\nkind = "rtsp"\nsource = "{url}"\n'
        for id, name, url in cameras
    ]
    lines = [line.replace(" rtsp:", '"\nsub = "rtsp:') for line in lines]
    (folder / "cameras.toml").write_text("\n".join(lines), encoding="utf-8")
    return str(folder / "cameras.toml")


def run(*words: str, **told: str) -> Result:
    return CliRunner().invoke(main, ["cameras", *words], env={"GRIDWALL_FILE": None, **told})


def rate(told: str) -> int:
    """Pictures a second: fewer when the camera's machine is busy."""
    return int(told.removesuffix("/s"))


def test_each_camera_gets_one_line_with_what_it_sends_or_why_it_does_not(
    street: Street, tmp_path: Path
) -> None:
    wrong = street.address("a").replace(":street@", ":s3cret-wrong@")
    file = camera_file(
        tmp_path,
        ("gate", "东门", street.address("a")),
        ("market", "Market", street.address("hevc")),
        ("yard", "Yard", wrong),
        ("gone", "Gone", "rtsp://viewer:s3cret-gone@127.0.0.1:1/a"),
    )
    answer = run("check", GRIDWALL_CAMERAS_FILE=file)
    lines = answer.output.splitlines()
    assert answer.exit_code == 1
    assert lines[0].split()[:-1] == ["gate", "东门", "ok", "h264", "640×360"]
    assert lines[1].split()[:-1] == ["market", "Market", "ok", "h265", "640×360"]
    assert 1 <= rate(lines[0].split()[-1]) <= 15 and 1 <= rate(lines[1].split()[-1]) <= 15
    assert lines[2].split("  ")[-1].strip() == "refuses the user name or password"
    assert "refused" in lines[2]
    assert "lost" in lines[3]
    assert lines[3].endswith("cannot be reached")
    assert lines[4] == "4 cameras, 2 not well."
    assert "s3cret" not in answer.output
    assert "street@" not in answer.output


def test_the_columns_stand_below_each_other_also_with_chinese_names(street: Street, tmp_path: Path) -> None:
    file = camera_file(
        tmp_path, ("a", "东莞大道与鸿福路口", street.address("a")), ("b", "Market", street.address("a"))
    )
    lines = run("check", GRIDWALL_CAMERAS_FILE=file).output.splitlines()
    first, second = (
        sum(2 if "一" <= c <= "鿿" else 1 for c in line[: line.index("  ok")]) for line in lines[:2]
    )
    assert first == second


def test_a_sub_stream_stands_in_its_cameras_line(street: Street, tmp_path: Path) -> None:
    main, sub = street.address("a"), street.address("a", "sub")
    wrong = sub.replace("/sub", "/nothing")
    file = camera_file(tmp_path, ("a", "A", f"{main} {sub}"), ("b", "B", f"{main} {wrong}"))
    lines = run("check", GRIDWALL_CAMERAS_FILE=file).output.splitlines()
    assert re.search(r"h264  640×360  +\d+/s  sub-stream h264 320×180 \d+/s$", lines[0])
    assert lines[1].split()[2] == "refused"
    assert lines[1].endswith("sub-stream has no such stream")
    assert lines[2] == "2 cameras, 1 not well."


def test_all_well_exits_with_zero_and_ids_choose(street: Street, tmp_path: Path) -> None:
    file = camera_file(tmp_path, ("a", "A", street.address("a")), ("gone", "Gone", "rtsp://127.0.0.1:1/a"))
    answer = run("check", "a", GRIDWALL_CAMERAS_FILE=file)
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (0, "1 cameras, all well.")
    unknown = run("check", "nobody", GRIDWALL_CAMERAS_FILE=file)
    assert (unknown.exit_code, "no camera nobody" in unknown.output) == (1, True)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"GRIDWALL_CAMERAS_FILE": "FILE"}, "redis.url or redis.cameras must be set"),
        (
            {"GRIDWALL_CAMERAS_FILE": "/nowhere.toml", "GRIDWALL_REDIS_URL": "redis://h"},
            "a camera file wanted",
        ),
        ({"GRIDWALL_CAMERAS_FILE": "FILE", "GRIDWALL_REDIS_URL": "http://h"}, "must begin with one of"),
        ({"GRIDWALL_CAMERAS_FILE": "FILE", "GRIDWALL_CAMERAS_HOST": "0.0.0.0"}, "cameras.host"),
    ],
)
def test_the_process_says_in_one_line_what_it_lacks(
    tmp_path: Path, told: dict[str, str], sentence: str
) -> None:
    file = camera_file(tmp_path, ("a", "A", "rtsp://viewer:s3cret@127.0.0.1:1/a"))
    answer = run(**{name: value.replace("FILE", file) for name, value in told.items()})
    assert answer.exit_code == 1
    assert sentence in answer.output
    assert len(answer.output.splitlines()) == 1
    assert "s3cret" not in answer.output


def test_a_check_without_a_camera_file_says_what_to_set() -> None:
    answer = run("check")
    assert (answer.exit_code, "cameras.file must be set" in answer.output) == (1, True)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_without_a_camera_file_the_process_says_so_and_stays_beside_the_others(
    tmp_path: Path, how: signal.Signals
) -> None:
    told = {name: value for name, value in os.environ.items() if not name.startswith("GRIDWALL_")}
    command = (sys.executable, "-m", "dashboard", "cameras")
    with subprocess.Popen(command, cwd=tmp_path, env=told, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "cameras.file is not set" in process.stdout.readline()
        assert process.poll() is None
        process.send_signal(how)
        assert process.wait(20) == 0
        assert process.stdout.read() == ""


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    file = camera_file(tmp_path, ("a", "A", "rtsp://127.0.0.1:1/a"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = {"GRIDWALL_CAMERAS_FILE": file, "GRIDWALL_REDIS_URL": "redis://127.0.0.1:1"}
        answer = run("--port", port, **told)
    assert answer.exit_code == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in answer.output


def test_b_pictures_do_not_make_a_camera_faster_than_it_is() -> None:
    film = units_of(
        clip(frames=31, tune="film", preset="fast", bf="2", g="40", **{"x264-params": "slices=1:b-adapt=0"})
    )

    async def pull(_: str) -> AsyncGenerator[Unit]:
        yield replace(film[0], data=b"")
        for unit in film:
            yield unit

    seen = asyncio.run(camera_check.tried("rtsp://h/a", Kind(pull=pull)))
    assert (seen.detail, seen.fps) == ("", pytest.approx(FPS, rel=0.01))


def test_a_camera_whose_key_frame_is_awaited_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_check, "KEY_S", 0.2)

    async def pull(_: str) -> AsyncGenerator[Unit]:
        while True:
            yield Unit(0.0, 0.0, False, b"")
            await asyncio.sleep(0.02)

    assert asyncio.run(camera_check.tried("rtsp://h/a", Kind(pull=pull))).detail == "key_frame"
