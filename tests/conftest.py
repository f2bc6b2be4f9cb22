"""What many tests stand on: the demo city, built once, and the recordings for trials where they are."""

from __future__ import annotations

import fcntl
import gc
import itertools
import os
import shutil
import subprocess
from collections.abc import Callable, Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings
from redis import Redis

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from dashboard.cli.demo_city import write_demo_city
from dashboard.settings.city_files import CityPaths, load_city
from dashboard.transport.page_files import stale_bundle
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis

# an environment set up before pytest-xdist was asked for runs the tests one after the other
pytest_plugins = (
    "tests.timings",
    "tests.second_try",
    "tests.time_limit",
    *(("tests.lanes",) if find_spec("xdist") else ()),
)

_prefixes = itertools.count(1)

# a busy machine is no defect of the code
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Whoever has just edited a module tries the bundle of it: pages are served from one."""
    if not hasattr(config, "workerinput") and stale_bundle():
        subprocess.run(["npm", "run", "--silent", "bundle"], cwd=Path(__file__).parents[1], check=False)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: nothing of it is looked through for garbage. Applications and
    cities are many objects: to look through them as often as usual takes a seventh of their tests' work."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> CityPaths:
    """The demo city's files, built once for all workers of a run. A test that changes them takes a copy."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (folder / "demo-city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return write_demo_city(folder / "demo-city")


@pytest.fixture(scope="session")
def demo_city(demo_files: CityPaths) -> tuple[Areas, Roster, Matters]:
    return load_city(demo_files)


@pytest.fixture(scope="session")
def make_city_folder(
    demo_files: CityPaths, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """`make_city_folder("stage")`: a folder of that name with the demo city's files, to do with as wished."""

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        return Path(shutil.copytree(demo_files.areas.parent, folder, dirs_exist_ok=True))

    return make


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
