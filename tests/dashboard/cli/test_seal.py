"""`gridwall seal`: says whether the record is sealed, seals it once, and refuses with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from redis import Redis

from city.cases.case import CaseEvent
from dashboard.access.key_file import KeyFile, record_secret
from dashboard.cli import main
from streams.messages.contract import event_fields
from streams.record.append import append_event
from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.server.embedded import EmbeddedRedis

EVENT = CaseEvent("", "c-1", 1, "filed", 1_700_000_000_000, "clerk", "k-1", {})


class Cli:
    def __init__(self, server: EmbeddedRedis, keys: Keys, file: Path) -> None:
        told = {"REDIS_URL": server.url, "REDIS_PREFIX": keys.prefix, "WEB_KEYS_FILE": str(file)}
        self.env = {f"GRIDWALL_{name}": value for name, value in told.items()} | {"GRIDWALL_FILE": ""}

    def __call__(self, *words: str) -> str:
        return CliRunner().invoke(main, ["seal", *words], env=self.env).output.strip()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    KeyFile(tmp_path / "keys").settle({})
    return tmp_path / "keys"


@pytest.fixture
def cli(redis_server: EmbeddedRedis, keys: Keys, key_file: Path) -> Cli:
    return Cli(redis_server, keys, key_file)


def test_it_seals_once_from_the_last_event_on(cli: Cli, redis: Redis, keys: Keys, key_file: Path) -> None:
    assert cli().startswith("The record is not sealed: whoever may write `cases`")
    last = append_event(redis, keys, EVENT, 0, seal=Seal(record_secret(key_file))).entry  # type: ignore[union-attr]
    assert cli("--yes") == f"Sealed: events after {last} must carry our digest."
    assert cli("--yes") == cli() == f"The record is sealed: events after {last} must carry our digest."


def test_it_refuses_while_somebody_writes_without_the_key(cli: Cli, redis: Redis, keys: Keys) -> None:
    entry: bytes = redis.xadd(keys.cases, event_fields(EVENT))  # type: ignore[arg-type,assignment]
    said = cli("--yes")
    assert said.startswith(f"Error: the newest events must carry our digest, got {entry.decode()} without")
    assert not redis.exists(keys.seal)


def test_another_key_file_is_named(cli: Cli, redis_server: EmbeddedRedis, keys: Keys, tmp_path: Path) -> None:
    cli("--yes")
    KeyFile(tmp_path / "other").settle({})
    said = Cli(redis_server, keys, tmp_path / "other")()
    assert said == "The record is sealed with another key: web.keys_file is not the web processes' own."


def test_without_a_key_file_nothing_is_made(redis_server: EmbeddedRedis, keys: Keys, tmp_path: Path) -> None:
    said = Cli(redis_server, keys, tmp_path / "none")("--yes")
    assert said == "Error: web.keys_file must be the web processes' own, got none"
    assert not (tmp_path / "none").exists()
