"""`gridwall areas diff`: another edition beside the city that runs, its people and its open cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from redis import Redis

from city.areas.areas import read_areas
from city.snapshot import remember
from dashboard.cli import main
from streams.record.epoch import read_epoch
from streams.record.keys import Keys
from streams.record.snapshots import store
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import NOW, filed, small_city
from tests.dashboard.small_files import write_small_city


@pytest.fixture
def environ(tmp_path: Path, redis_server: EmbeddedRedis, keys: Keys) -> dict[str, str]:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    return write_small_city(tmp_path) | told


def without(environ: dict[str, str], code: str, folder: Path) -> str:
    """The same city without an area."""
    document = json.loads(Path(environ["GRIDWALL_CITY_AREAS"]).read_text(encoding="utf-8"))
    document["features"] = [each for each in document["features"] if each["properties"]["code"] != code]
    path = folder / "next.geojson"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def told(environ: dict[str, str], edition: str) -> str:
    result = CliRunner().invoke(main, ["areas", "diff", edition], env=environ)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_is_gone_whose_home_it_was_and_which_open_cases_it_had(
    environ: dict[str, str], redis: Redis, keys: Keys, tmp_path: Path
) -> None:
    areas = read_areas(json.loads(Path(environ["GRIDWALL_CITY_AREAS"]).read_text(encoding="utf-8")), "small")
    live = small_city(areas=areas)
    live.fold_events([filed("first"), filed("second", "2-1")], NOW)
    redis.set(keys.epoch, "e")
    state = remember(live)
    store(
        redis,
        keys,
        edition=live.areas.edition,
        epoch=str(read_epoch(redis, keys.epoch)),
        ids={},
        state=state,
        now=NOW,
    )
    lines = told(environ, without(environ, "1-1", tmp_path)).splitlines()
    assert any(line.startswith("no more: 1 area") for line in lines)
    assert any("1-1" in line and "its ground is in no area now" in line for line in lines)
    assert any(line.startswith("open cases that would be shown in another area: 1 of 2") for line in lines)
    assert any(line.strip().startswith("first: 1-1 → ") for line in lines)
    assert not any(line.strip().startswith("second") for line in lines)


def test_without_a_wall_that_ran_open_cases_are_not_called_none(environ: dict[str, str]) -> None:
    output = told(environ, environ["GRIDWALL_CITY_AREAS"])
    assert "no area is any other" in output and "open cases: not known" in output


def test_what_is_no_areas_file_is_refused_in_a_sentence(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "next.geojson").write_text("[]", encoding="utf-8")
    result = CliRunner().invoke(main, ["areas", "diff", str(tmp_path / "next.geojson")], env=environ)
    assert result.exit_code == 1 and "next.geojson" in result.output and "Traceback" not in result.output
