"""What tests of commands share that look at a record: typed words, a small city and a prefix of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.cli.typing_words import Typed
from tests.dashboard.small_files import write_small_city


@pytest.fixture
def typed(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> Typed:
    """`typed("keys", "list")`."""
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    environ = write_small_city(tmp_path) | told
    return lambda *words: CliRunner().invoke(main, words, env=environ)
