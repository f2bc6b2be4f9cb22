"""A password of Redis is shown nowhere: not by a wall at work, not by one that is refused, not by check."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.dashboard.running import Web
from tests.patience import PATIENCE, until
from tests.streams.servers import Server

ODD = "ca#na?ry[1]@2%3/4:5"
PIECES = ("ca#na", "na?ry", "ry[1]", "@2%3", "%3/4", "4:5", "canary")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("redis"), "--requirepass", ODD) as server:
        with connect(server.url, password=ODD) as admin:
            claim_world(admin, Keys(), "demo")
        yield server


def shows(text: str) -> list[str]:
    return [piece for piece in PIECES if piece in text]


def asked(web: Web) -> str:
    paths = ("/healthz", "/readyz", "/metrics", "/health")
    return "\n".join(str(web.get(path)) for path in paths) + web.log()


def test_a_password_from_the_environment_is_shown_nowhere(server: Server, tmp_path: Path) -> None:
    web = Web(tmp_path, server.url, GRIDWALL_REDIS_PASSWORD=ODD)
    web.start()
    try:
        until(lambda: web.get("/readyz")[1]["written"] is not None, "a write was proved")
        assert shows(asked(web)) == []
        with connect(server.url, password=ODD) as admin:
            admin.config_set("requirepass", f"{ODD}!")  # a rotation that forgot us
            admin.execute_command("CLIENT", "KILL", "TYPE", "normal")
        until(lambda: "refuses our name or password" in str(web.get("/readyz")[1]["troubles"]), "it is said")
        said = CliRunner().invoke(main, ["check"], env=web.environ).output
        assert "refuses our name or password" in said and shows(asked(web) + said) == []
    finally:
        with connect(server.url, password=f"{ODD}!") as admin:
            admin.config_set("requirepass", ODD)
        web.end()


def ended(web: Web) -> tuple[int, str]:
    """How a web process ends that cannot start, and what it wrote."""
    web.begin()
    assert web.process is not None
    return web.process.wait(PATIENCE), web.log()


def ran(web: Web, command: str) -> tuple[int, str]:
    """An error that a command did not expect would be told too, by Python."""
    answer = CliRunner().invoke(main, [command], env=web.environ)
    raised = answer.exception if not isinstance(answer.exception, SystemExit) else None
    return answer.exit_code, answer.output + "".join(traceback.format_exception(raised))


@pytest.mark.parametrize(
    ("command", "sign"),
    [("web", "#"), ("web", "["), ("check", "?"), ("check", "%0c"), ("mend", "]"), ("mend", "/")],
)
def test_an_address_with_such_a_password_is_one_line_with_its_mend(
    tmp_path: Path, command: str, sign: str
) -> None:
    web = Web(tmp_path, f"redis://wall:can{sign}ary-77@127.0.0.1:1/0")
    code, told = ended(web) if command == "web" else ran(web, command)
    lines = [line for line in told.splitlines() if "redis address" in line]
    assert code != 0 and len(lines) == 1
    assert "%25" in lines[0] and "redis.password_file" in lines[0]
    assert "ary-77" not in told and "//wall" not in told


def test_a_percent_that_was_meant_as_one_is_hinted_at(server: Server, tmp_path: Path) -> None:
    url = server.url.replace("redis://", "redis://:can%41ry-77@")
    web = Web(tmp_path, url)
    said = CliRunner().invoke(main, ["check"], env=web.environ).output
    assert "refuses our name or password; a % in a password must be written %25" in said
    assert "ry-77" not in said
