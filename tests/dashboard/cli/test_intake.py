"""`gridwall intake` as a process: how it ends, that a kill loses and doubles nothing, mistakes in a line."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from redis import Redis

import streams.http
import streams.intake
from benchmarks.intake import IntakeProcess
from city.people.fixes import COLUMNS
from dashboard.cli import main
from streams.access.api_keys import POSITIONS, ApiKeys
from streams.access.devices import Devices
from streams.messages.positions import decode_positions
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import small_city
from tests.dashboard.small_files import write_small_city


@pytest.fixture
def environ(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> dict[str, str]:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    return write_small_city(tmp_path) | told


@pytest.fixture
def intake(tmp_path: Path, environ: dict[str, str]) -> Iterator[IntakeProcess]:
    told = IntakeProcess(tmp_path, **environ)
    yield told
    told.end(signal.SIGKILL)


def test_a_killed_process_loses_and_doubles_nothing(intake: IntakeProcess, redis: Redis, keys: Keys) -> None:
    Devices(redis, keys).put({"7": "ann"}, 1)
    key = ApiKeys(redis, keys).make("phones", ["0"], 1, actions=[POSITIONS], rate=1000)
    now = int(time.time())
    kept = f"/doors/osmand/{key}?id=7&lat=22.05&lon=113.05&timestamp={now}"
    intake.start()
    assert intake.get(kept) == 200
    intake.end(signal.SIGKILL)
    assert intake.get(kept) == 0
    intake.start()
    assert intake.get(kept) == 200
    assert intake.end(signal.SIGTERM) == 0
    assert key not in intake.log() and "Traceback" not in intake.log()
    found: Any = redis.xrange(keys.positions)
    once, again = [[entry] for entry in found if b"inspector" in entry[1]]
    city = small_city()
    city.fold_fixes(decode_positions(once).batch, now * 1000)
    people, shown = city.presence.people, set(COLUMNS) - {"received", "version"}
    before = {name: getattr(people, name).copy() for name in shown}
    city.fold_fixes(decode_positions(again).batch, now * 1000)
    assert people.time[people.row["ann"]] == now * 1000
    changed = [
        name for name in shown if not np.array_equal(before[name], getattr(people, name), equal_nan=True)
    ]
    assert changed == []  # the wall takes both for one


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"GRIDWALL_INTAKE_GATEWAY": "phones"}, "intake.gateway must be one of redis.gateways or empty"),
        ({"GRIDWALL_REDIS_URL": ""}, "redis.url or redis.intake must be set"),
        ({"GRIDWALL_CITY_ROSTER": ""}, "city.roster must be the path of a file"),
        ({"GRIDWALL_INTAKE_HOST": "0.0.0.0"}, "intake.host must be a loopback address without"),
        ({"GRIDWALL_REDIS_INTAKE_PASSWORD_FILE": "x"}, "wants the address of redis.intake, got none"),
    ],
)
def test_a_mistake_ends_it_with_one_line(environ: dict[str, str], told: dict[str, str], said: str) -> None:
    answer = CliRunner().invoke(main, ["intake"], env=environ | {"GRIDWALL_INTAKE_PORT": "0"} | told)
    assert answer.exit_code == 1 and said in answer.output and answer.output.count("\n") == 1


def test_without_its_extra_it_says_what_to_install(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("intake", "http"):  # packages know their parts too: back to what they were afterwards
        monkeypatch.setattr(streams, part, getattr(streams, part))
    for name in [name for name in sys.modules if name.startswith(("streams.intake", "streams.http"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiohttp", None)
    answer = CliRunner().invoke(main, ["intake"], env=environ)
    assert answer.exit_code == 1
    assert answer.output == "Error: aiohttp is not installed: pip install 'gridwall[intake]' brings it\n"


def test_its_own_user_is_told_by_an_address_of_its_own(tmp_path: Path) -> None:
    from dashboard.settings.addresses import intake_urls
    from dashboard.settings.settings import read_settings

    def urls(**told: str) -> tuple[str, str]:
        file = tmp_path / "gridwall.toml"
        file.write_text("")
        return intake_urls(read_settings(file, {f"GRIDWALL_REDIS_{name}": url for name, url in told.items()}))

    assert urls(URL="redis://a") == ("redis://a", "redis://a")
    assert urls(URL="redis://a", INTAKE="redis://b") == ("redis://b", "redis://b")
    assert urls(URL="redis://a", POSITIONS="redis://p") == ("redis://a", "redis://p")
    both = urls(POSITIONS="redis://p", INTAKE="redis://b", INTAKE_POSITIONS="redis://c")
    assert both == ("redis://b", "redis://c")
