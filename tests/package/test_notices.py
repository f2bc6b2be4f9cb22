"""THIRD_PARTY_NOTICES.md says what is installed, and every licence in it was looked at."""

from __future__ import annotations

import re

import pytest

from tests.package.licences import BUNDLED, INSIDE, LOOKED_AT, MAPS
from tests.package.notices import PAGE, ROOT, bundled, licence, locked, notices, python_rows

pytestmark = pytest.mark.skipif(
    not (ROOT / "node_modules").is_dir(), reason="node_modules is not there: make setup"
)


def test_the_page_is_what_the_installed_packages_make_of_it() -> None:
    assert PAGE.read_text("utf-8") == notices(), "python -m tests.package.notices writes it anew"


def test_every_licence_of_an_installed_package_was_looked_at() -> None:
    told = {name: licence(name) for name, *_ in python_rows()}
    parts = {name: set(re.split(r" (?:AND|OR) ", each)) for name, each in told.items()}
    assert {name: each for name, each in parts.items() if not each <= LOOKED_AT} == {}


def test_every_library_bundled_into_a_vendored_file_has_its_notice() -> None:
    found = {name for file in MAPS for name in bundled(file)}
    assert found == set(BUNDLED)


def test_every_vendored_file_is_one_that_the_page_lists() -> None:
    there = {file.name for file in (ROOT / "assets" / "vendor").glob("*js")}
    assert there == set(MAPS)


@pytest.mark.parametrize(
    "package", ["socket.io-client", "engine.io-client", "hls.js", "plotly.js-basic-dist-min"]
)
def test_a_copyright_on_the_page_is_the_one_in_the_packages_licence(package: str) -> None:
    text = (ROOT / "node_modules" / package / "LICENSE").read_text("utf-8")
    told = re.findall(r"Copyright \(c\) .+", text)
    said = [re.sub(r" \(https?://\S+\)$", "", line.strip()) for line in told]
    assert said and all(line in BUNDLED[package].copyright for line in said)
    assert package in locked()


def test_no_page_asks_for_the_enterprise_grid() -> None:
    sources = [*ROOT.glob("layouts/**/*.py"), *ROOT.glob("dashboard/**/*.py"), *ROOT.glob("assets/**/*.mjs")]
    ours = [source for source in sources if not {"built", "vendor"} & set(source.parts)]
    assert ours and not any("enterprise" in source.read_text("utf-8").lower() for source in ours)


def test_an_inside_librarys_package_is_among_those_installed() -> None:
    names = {name.lower().replace("-", "_") for name, *_ in python_rows()}
    assert {each.package for each in INSIDE} <= names
