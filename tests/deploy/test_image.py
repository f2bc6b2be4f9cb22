"""What the Dockerfile copies, runs and starts is there."""

from __future__ import annotations

import json
import re
import tomllib

from tests.deploy.compose import DEPLOY, ROOT, services

TEXT = (DEPLOY / "Dockerfile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_everything_copied_into_the_image_is_in_the_repository() -> None:
    for places in re.findall(r"^COPY (?!--from)(.+)$", TEXT, re.M):
        for place in places.split()[:-1]:
            assert (ROOT / place).exists(), place


def test_a_stage_takes_only_from_stages_before_it() -> None:
    known: set[str] = set()
    for line in TEXT.splitlines():
        if begun := re.match(r"FROM \S+(?: AS (\w+))?", line):
            known.add(begun[1] or "")
        assert set(re.findall(r"from=(\w+)", line)) <= known, line


def test_the_image_installs_extras_that_the_package_has_and_leaves_the_demo_out() -> None:
    asked = set(re.findall(r"\[([\w,]+)\]", TEXT)[0].split(","))
    assert asked == set(PROJECT["optional-dependencies"]) - {"demo", "dev", "scale"}


def test_the_browsers_libraries_are_copied_by_the_same_line_as_on_a_developers_machine() -> None:
    script = json.loads((ROOT / "package.json").read_text("utf-8"))["scripts"]["vendor"]
    wanted = re.findall(r"assets/vendor/\S+", script)
    assert wanted and "npm run vendor" in TEXT
    assert "npm run --silent vendor" in (ROOT / "Makefile").read_text("utf-8")


def test_the_image_of_the_compose_file_bears_the_packages_version() -> None:
    told = services((DEPLOY / "compose.yaml").read_text("utf-8"), {})
    images = {each["image"] for each in told.values() if "build" in each}
    assert images == {f"gridwall:{PROJECT['version']}"}
