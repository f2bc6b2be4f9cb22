"""What many tests stand on: the demo city, built once, and the recordings for trials where they are."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from redis import Redis

from city.areas.areas import Areas, read_areas
from city.matters import Matters, read_matters
from city.people.roster import Roster, read_roster
from demo.city.city import demo_city as build_demo_city
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis

_prefixes = itertools.count(1)

# a busy machine is no defect of the code
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def demo_city() -> tuple[Areas, Roster, Matters]:
    demo = build_demo_city(seed=1)
    areas = read_areas(demo.areas_document, "demo")
    return areas, read_roster(demo.roster_rows, areas, "demo"), read_matters(demo.matters_document, "demo")


@pytest.fixture(scope="session")
def trial_data() -> Path:
    """The folder of real recordings, which is not part of the project."""
    default = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("GRIDWALL_TRIAL_DATA") or default)
    if not folder.is_dir():
        pytest.skip(f"no recordings in {folder}; set GRIDWALL_TRIAL_DATA")
    return folder


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    """A real Redis for all tests. Never killed or emptied: a test that must do so starts one of its own."""
    with EmbeddedRedis(tmp_path_factory.mktemp("redis"), keep=False) as server:
        yield server


@pytest.fixture
def redis(redis_server: EmbeddedRedis) -> Iterator[Redis]:
    client = redis_server.client()
    yield client
    client.close()


@pytest.fixture
def keys() -> Keys:
    """A prefix nobody has used."""
    return Keys(f"{{test{next(_prefixes)}}}:")


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """A Redis of this test's own, with its data on disk."""
    with EmbeddedRedis(tmp_path / "redis") as server:
        yield server
