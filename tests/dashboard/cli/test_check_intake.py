"""What `gridwall check` says of the doors: who may send, for whom, and what the process's own user may do."""

from __future__ import annotations

from pathlib import Path

import pytest
from redis import Redis

from dashboard.cli.check_intake import intake_findings, sender_findings
from dashboard.settings.settings import read_settings
from streams.access.api_keys import ApiKeys
from streams.access.devices import Devices
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW, roster

POSITIONS = ["positions"]


def said(redis: Redis, keys: Keys) -> list[str]:
    return [f"{found.level} {found.sentence}" for found in sender_findings(redis, keys, roster(), NOW)]


def test_where_nothing_sends_nothing_is_said(redis: Redis, keys: Keys) -> None:
    ApiKeys(redis, keys).make("desk", ["0"], NOW)
    assert said(redis, keys) == []


def test_keys_and_devices_are_counted_and_whoever_left_is_named(redis: Redis, keys: Keys) -> None:
    Devices(redis, keys).put({"7": "ann", "8": "zoe", "9": "zoe"}, NOW)
    assert said(redis, keys)[0] == "warn 3 devices are listed, and no good key sends their positions"
    held = ApiKeys(redis, keys)
    for name in ("a", "b"):
        held.make(name, ["0"], NOW, actions=POSITIONS)
    held.revoke("b", NOW)
    assert said(redis, keys) == [
        "ok 1 keys may send positions, for 3 devices",
        "warn devices are refused whose inspector is not on the roster: zoe",
    ]


@pytest.mark.parametrize(("port", "level"), [("", "warn"), (":1", "bad")])
def test_its_own_user_is_judged(
    tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys, port: str, level: str
) -> None:
    """Here it is one that may do everything; at the other port there is no Redis."""
    url = f"redis://intake:s3cret@127.0.0.1{port}" if port else redis_server.url
    told = {"GRIDWALL_REDIS_INTAKE": url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    file = tmp_path / "gridwall.toml"
    file.write_text("")
    found = list(intake_findings(read_settings(file, told)))
    assert found[-1].level == level and not any("s3cret" in each.sentence for each in found)
    assert all("the intake's user" in each.sentence for each in found)
