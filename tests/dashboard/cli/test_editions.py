"""`gridwall areas|roster|matters load`, `rollback` and `editions`: which city holds when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis import Redis

from dashboard.cli import main
from dashboard.settings.city_files import CityFileError, CityPaths
from dashboard.settings.city_in_force import CityInForce
from streams.access.api_keys import ApiKeys
from streams.access.audit import AuditLog
from streams.editions.edition_store import EditionStore
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.small_files import merged, write_small_city

LATER = "2099-01-01"
AFTER = 4_070_908_800_000 + 1  # ms, that day in UTC
Run = Callable[..., Result]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    return write_small_city(tmp_path)


@pytest.fixture
def run(tmp_path: Path, files: dict[str, str], redis_server: EmbeddedRedis, keys: Keys) -> Run:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    environ = files | told | {"GRIDWALL_CITY_EDITIONS": str(tmp_path / "copies")}
    return lambda *words: CliRunner().invoke(main, words, env=environ)


@pytest.fixture
def force(tmp_path: Path, files: dict[str, str], redis: Redis, keys: Keys) -> CityInForce:
    paths = (files[f"GRIDWALL_CITY_{kind}"] for kind in ("AREAS", "ROSTER", "MATTERS"))
    return CityInForce(CityPaths(*map(Path, paths)), tmp_path / "copies", EditionStore(redis, keys))


def test_another_edition_of_the_areas_holds_from_its_day_on(
    run: Run, force: CityInForce, files: dict[str, str], tmp_path: Path
) -> None:
    loaded = run("areas", "load", merged(files, tmp_path), "--from", LATER, "--yes")
    assert loaded.exit_code == 0, loaded.output
    assert "no more: 2 areas" in loaded.output and "people whose home is gone: 2 of 5" in loaded.output
    now, then = force.at(AFTER - 100_000_000), force.at(AFTER)
    assert "1-1" in now.city[0] and "1-9" not in now.city[0] and not now.city[0].gone
    areas, roster, _ = then.city
    # whatever still names the old grid means the new one
    assert areas["1-1"].code == areas["1-2"].code == "1-9" == areas.stands_for("1-1")
    assert {who: person.area for who in ("ann", "bob") if (person := roster.get(who))} == {
        "ann": "1-9",
        "bob": "1-9",
    }


def test_whose_area_is_gone_is_told_and_whether_they_get_more(
    run: Run, redis: Redis, keys: Keys, files: dict[str, str], tmp_path: Path
) -> None:
    ApiKeys(redis, keys).make("hotline", ["1-1"], 1)
    told = run("areas", "diff", merged(files, tmp_path)).output
    assert "key hotline: 1-1 → 1-9, which is larger (2.0 times its ground)" in told
    ApiKeys(redis, keys).revoke("hotline", 2)
    assert "hotline" not in run("areas", "diff", merged(files, tmp_path)).output


def test_what_is_only_looked_at_changes_nothing(
    run: Run, force: CityInForce, files: dict[str, str], tmp_path: Path
) -> None:
    asked = run("areas", "load", merged(files, tmp_path), "--from", "now")
    assert asked.exit_code == 1 and "no more: 2 areas" in asked.output and "say --yes" in asked.output
    assert force.at(AFTER).plan.editions == ()


def test_what_is_to_come_is_taken_back_and_what_holds_gives_way_to_the_one_before(
    run: Run, force: CityInForce, redis: Redis, keys: Keys, files: dict[str, str], tmp_path: Path
) -> None:
    edition = merged(files, tmp_path)
    run("areas", "load", edition, "--from", LATER, "--yes")
    assert "will not hold" in run("areas", "rollback", "--yes").output
    assert "1-9" not in force.at(AFTER).city[0]

    assert run("areas", "load", edition, "--from", "now", "--yes").exit_code == 0
    assert "1-9" in force.at(AFTER).city[0]
    back = run("areas", "rollback", "--yes")
    assert back.exit_code == 0, back.output
    areas = force.at(AFTER).city[0]
    assert "1-1" in areas and areas["1-1"].code == "1-1"
    # what the edition in between had lies in what there is
    assert areas.stands_for("1-9") == "1"
    told = run("areas", "editions").output.splitlines()
    assert [line.split()[1] for line in told] == ["before", "before", "holds"]
    acts = [each.act for _, each in AuditLog(redis, keys).newest(9)]
    assert acts == ["edition_taken_back", "edition_loaded", "edition_taken_back", "edition_loaded"]
    # and on to the other again
    assert run("areas", "rollback", "--yes").exit_code == 0
    assert force.at(AFTER).city[0].stands_for("1-1") == "1-9"


def test_without_another_edition_there_is_nothing_to_go_back_to(run: Run) -> None:
    refused = run("roster", "rollback", "--yes")
    assert refused.exit_code == 1 and "there is no earlier edition of the roster" in refused.output
    assert "of the settings holds" in run("roster", "editions").output


@pytest.mark.parametrize(
    ("when", "said"),
    [("2027", "--from must be a day as"), ("2001-01-01", "--from must not be over")],
)
def test_a_moment_that_cannot_be_is_refused(
    run: Run, files: dict[str, str], tmp_path: Path, when: str, said: str
) -> None:
    refused = run("areas", "load", merged(files, tmp_path), "--from", when, "--yes")
    assert refused.exit_code == 1 and said in refused.output


def test_an_edition_that_would_hold_before_one_that_is_planned_is_refused(
    run: Run, files: dict[str, str], tmp_path: Path
) -> None:
    run("areas", "load", merged(files, tmp_path), "--from", LATER, "--yes")
    refused = run("areas", "load", merged(files, tmp_path), "--from", "2098-01-01", "--yes")
    assert refused.exit_code == 1 and "already holds from a later moment" in refused.output


def test_a_roster_tells_who_comes_and_goes_and_must_fit_every_edition_of_the_areas_it_meets(
    run: Run, force: CityInForce, files: dict[str, str], tmp_path: Path
) -> None:
    run("areas", "load", merged(files, tmp_path), "--from", LATER, "--yes")
    roster = tmp_path / "next.csv"
    roster.write_text("inspector,name,area\nann,Ann,1-2\nfay,Fay,2-1\n", "utf-8")
    loaded = run("roster", "load", str(roster), "--from", "now", "--yes", "--all")
    assert loaded.exit_code == 0, loaded.output
    for line in (
        "no more on the roster: 4",
        "new: 1",
        "at home elsewhere: 1",
        "ann: 1-1 → 1-2",
        "ann: phone",
    ):
        assert line in loaded.output
    assert "139-ann" not in loaded.output
    person = force.at(AFTER).city[1].get("ann")
    assert person and person.area == "1-9"

    roster.write_text("inspector,name,area\nann,Ann,1-9\n", "utf-8")
    assert "area must be a code" in run("roster", "load", str(roster), "--from", "now", "--yes").output
    assert run("roster", "load", str(roster), "--from", LATER, "--yes").exit_code == 0
    # without its areas that roster is none
    refused = run("areas", "rollback", "--yes")
    assert refused.exit_code == 1 and "area must be a code of the city's areas, got '1-9'" in refused.output


def test_matters_tell_which_items_change(
    run: Run, force: CityInForce, files: dict[str, str], tmp_path: Path
) -> None:
    before = Path(files["GRIDWALL_CITY_MATTERS"]).read_text("utf-8")
    matters = tmp_path / "next.toml"
    matters.write_text(before.replace("2 work_days", "4 work_days"), "utf-8")
    loaded = run("matters", "load", str(matters), "--from", "now", "--yes")
    assert "hole 坑: 坑, d, 2 work_days, normal, town → 坑, d, 4 work_days, normal, town" in loaded.output
    assert force.at(AFTER).city[2].items["hole"].limit.amount == 4
    assert "1 departments" in run("matters", "check", str(matters)).output


def test_without_redis_a_start_has_the_city_it_had_before(
    run: Run, force: CityInForce, files: dict[str, str], tmp_path: Path
) -> None:
    run("areas", "load", merged(files, tmp_path), "--from", LATER, "--yes")
    force.at(AFTER)
    away = CityInForce(force.files, tmp_path / "copies", EditionStore(Redis(port=1), Keys()))
    assert "1-9" in away.at(AFTER).city[0]


def test_an_edition_that_cannot_be_read_gives_way_to_what_held_before_it_and_is_told(
    run: Run, force: CityInForce, redis: Redis, keys: Keys, files: dict[str, str], tmp_path: Path
) -> None:
    run("areas", "load", merged(files, tmp_path), "--from", LATER, "--yes")
    redis.hset(keys.edition_files, f"areas:{force.at(AFTER).editions['areas']}", b"?")
    for copy in (tmp_path / "copies").glob("areas-*"):
        copy.unlink()
    found = force.at(AFTER)
    assert found.city[0]["1-1"].code == "1-1" and "cannot be unpacked" in found.trouble
    assert found.editions != found.plan.editions_at(AFTER)
    with pytest.raises(CityFileError, match="cannot be unpacked"):
        force.at(AFTER, heir=True)
    redis.delete(keys.edition_files)
    assert "must be in" in force.at(AFTER).trouble
    redis.delete(keys.editions_last)
    redis.lpush(keys.editions_last, "x")
    assert "editions:last cannot be read: WRONGTYPE" in force.at(AFTER).trouble
