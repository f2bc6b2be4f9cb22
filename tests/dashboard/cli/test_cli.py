"""The commands a person types: help at once, errors in one line, and a demo that leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from benchmarks.ports import free_port
from dashboard.cli import COMMANDS, main
from tests.cameras.street import LOOPS
from tests.dashboard.running import Web
from tests.dashboard.small_files import write_small_city
from tests.patience import PATIENCE, until


def test_help_lists_every_command_and_web_hands_over_without_loading_what_a_server_needs() -> None:
    code = "import sys; from dashboard.cli import main; import dashboard.cli.web; "
    code += "main(['--help'], standalone_mode=False); "
    code += "print(sorted({'numpy', 'shapely', 'dash', 'redis', 'gevent'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert all(f"  {name} " in said for name in COMMANDS)
    assert said.rstrip().endswith("[]")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name: str) -> None:
    answer = CliRunner().invoke(main, [name, "--help"])
    assert (answer.exit_code, "Usage:" in answer.output) == (0, True)


def test_web_refuses_to_start_without_a_redis(tmp_path: Path) -> None:
    answer = CliRunner().invoke(main, ["web"], env=write_small_city(tmp_path))
    assert answer.exit_code == 1
    assert "redis.url must be set" in answer.output


def test_web_ends_with_one_line_when_its_city_is_broken(tmp_path: Path) -> None:
    web = Web(tmp_path, "redis://127.0.0.1:1")
    (tmp_path / "roster.csv").write_text("inspector,name,area\nann,Ann,9\n")
    web.begin()
    assert web.process is not None
    assert web.process.wait(PATIENCE) != 0
    assert "roster.csv" in web.log()
    assert "Traceback" not in web.log()


def test_web_says_in_one_line_that_its_port_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environ = write_small_city(tmp_path) | {"GRIDWALL_REDIS_URL": "redis://127.0.0.1:1"}
        answer = CliRunner().invoke(main, ["web", "--port", port], env=environ)
    assert answer.exit_code == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in answer.output
    assert len(answer.output.splitlines()) == 1


@pytest.mark.parametrize("folder", ["/proc/none", "file"])
def test_the_demo_says_in_one_line_that_its_folder_cannot_be_written(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / folder if folder == "file" else Path(folder)
    answer = CliRunner().invoke(main, ["demo", "--folder", str(place)])
    assert answer.exit_code == 1
    assert isinstance(answer.exception, SystemExit)
    assert "cannot be written" in answer.output.splitlines()[-1]


def test_check_says_what_is_wrong_and_how_many(tmp_path: Path) -> None:
    environ = write_small_city(tmp_path) | {"GRIDWALL_REDIS_URL": "redis://:secret@127.0.0.1:1"}
    answer = CliRunner().invoke(main, ["check"], env=environ)
    assert answer.exit_code == 1
    assert "7 areas, 5 people, 1 items" in answer.output
    assert "BAD Redis at redis://***@127.0.0.1:1 cannot be reached" in answer.output
    assert "secret" not in answer.output
    assert answer.output.rstrip().endswith("Not fit to run: 1 to put right.")


def test_check_refuses_an_unknown_setting() -> None:
    answer = CliRunner().invoke(main, ["check"], env={"GRIDWALL_NOISE": "1"})
    assert "GRIDWALL_NOISE is not a setting" in answer.output


ADDRESS = "The wall is at http://localhost:"


@pytest.fixture(scope="module")
def demo_folder(make_city_folder: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo finds its city, and its streets as far as other tests have made them."""
    folder, city = tmp_path_factory.mktemp("demo"), make_city_folder("city")
    LOOPS.mkdir(exist_ok=True)
    (city / "streets").symlink_to(LOOPS)
    (folder / "demo").symlink_to(city)
    return folder


@contextmanager
def demo_of(folder: Path, told: Path, *more: str) -> Iterator[psutil.Popen]:
    """A demo in a session of its own; what it says comes into `told`."""
    command = [sys.executable, "-u", "-m", "dashboard", "demo", "--folder", str(folder)]
    command += ["--port", str(free_port()), *more]
    with (
        told.open("wb") as said,
        psutil.Popen(command, stdout=said, stderr=said, start_new_session=True) as demo,
    ):
        try:
            yield demo
        finally:
            with contextlib.suppress(psutil.NoSuchProcess):
                demo.kill()


def part(demo: psutil.Popen, name: str) -> psutil.Process | None:
    """One of its processes, by the command it runs."""
    family = demo.children(recursive=True)
    return next((child for child in family if name in of_running(child)), None)


def of_running(process: psutil.Process) -> list[str]:
    try:
        words: list[str] = process.cmdline()
    except psutil.NoSuchProcess:
        return []
    return words


def test_the_demo_says_which_of_its_parts_ended_and_ends_with_it(demo_folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "said"
    with demo_of(demo_folder, told, "--no-desk") as demo:
        until(lambda: part(demo, "simulate"), "its phones", 2 * PATIENCE).kill()
        assert demo.wait(PATIENCE) != 0
    assert "simulate stopped (rc=-9), and everything with it; the log is" in told.read_text()


def leaves_nothing(demo: psutil.Popen, told: Path, how: signal.Signals) -> None:
    family = demo.children(recursive=True)
    if how == signal.SIGINT:
        os.killpg(demo.pid, how)  # as a terminal does
    else:
        demo.send_signal(how)
    code = demo.wait(2 * PATIENCE)
    until(lambda: not any(child.is_running() for child in family), "an end of all processes")
    assert code == (0 if how != signal.SIGKILL else -signal.SIGKILL)
    assert "Traceback" not in told.read_text()
    assert "stopped" not in told.read_text()


def test_ctrl_c_while_the_demos_parts_begin_leaves_nothing_behind(demo_folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "said"
    with demo_of(demo_folder, told) as demo:
        until(lambda: part(demo, "desk"), "the last of its parts", 2 * PATIENCE)
        leaves_nothing(demo, told, signal.SIGINT)


@pytest.mark.timeout(8 * PATIENCE, method="signal")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_demo_tells_its_address_and_leaves_nothing_behind(
    demo_folder: Path, tmp_path: Path, how: signal.Signals
) -> None:
    told = tmp_path / "said"
    with demo_of(demo_folder, told) as demo:
        until(lambda: ADDRESS in told.read_text() or demo.poll() is not None, ADDRESS, 4 * PATIENCE)
        assert ADDRESS in told.read_text()
        assert part(demo, "desk")
        leaves_nothing(demo, told, how)
