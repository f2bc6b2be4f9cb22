"""pyproject.toml asks for every package that is imported, and for none that nobody needs."""

from __future__ import annotations

import functools
import sys
import tomllib
from collections.abc import Mapping
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.settings.extras import EXTRAS
from tests.package.notices import ROOT
from tests.test_architecture import PRODUCT, imported, python

pytestmark = pytest.mark.xdist_group("sources")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRA = PROJECT["optional-dependencies"]
OURS = ("intake", "webhooks", "history", "postgresql", "cameras", "s3", "demo")  # of the product
NOT_IMPORTED = {
    "arro3-io": "is imported under the same name as arro3-core",
    "psycopg": "SQLAlchemy takes it by the name of its dialect",
    "hiredis": "redis-py takes it by itself",
    "plotly": "dash serves its plotly.js: pinned, for a page is tested with one",
    "simple-websocket": "flask-socketio takes it by itself",
    "tzdata": "zoneinfo reads it where the system has no zones",
}


@functools.cache
def providers() -> Mapping[str, list[str]]:
    """The distributions that bring a package."""
    return {name: sorted(found) for name, found in metadata.packages_distributions().items()}


def names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines} - {"gridwall"}


def distributions(*folders: str) -> dict[str, str]:
    """Of others, by one place each that imports them."""
    ours = {*PRODUCT, "tests", "benchmarks", *sys.stdlib_module_names}
    found = {name: source.path for source in python(*folders) for _, name in imported(source)}
    return {
        canonicalize_name(providers().get(name, [name])[0]): place
        for name, place in found.items()
        if name not in ours
    }


def test_every_package_that_the_product_imports_is_asked_for() -> None:
    asked = names(PROJECT["dependencies"]) | names([line for extra in OURS for line in EXTRA[extra]])
    assert {name: place for name, place in distributions(*PRODUCT).items() if name not in asked} == {}


def test_every_package_that_tests_and_benches_import_is_asked_for() -> None:
    asked = names(PROJECT["dependencies"]) | names([line for lines in EXTRA.values() for line in lines])
    found = distributions("tests", "benchmarks")
    del found["gi"]  # GStreamer's cameras, where Debian's package is installed
    assert {name: place for name, place in found.items() if name not in asked} == {}


def test_every_package_that_is_asked_for_is_imported_or_has_its_reason() -> None:
    asked = names(PROJECT["dependencies"]) | names([line for extra in OURS for line in EXTRA[extra]])
    assert asked - set(distributions(*PRODUCT)) == set(NOT_IMPORTED)


def test_what_is_said_of_an_extra_that_is_missing_is_what_pyproject_says() -> None:
    told = {canonicalize_name(providers()[module][0]): extra for module, extra in EXTRAS.items()}
    asked = {name: extra for extra in OURS for name in names(EXTRA[extra])}
    assert told == {name: extra for name, extra in asked.items() if name != "arro3-io"}


def test_everything_asked_for_is_pinned_as_the_tests_ran_with_it() -> None:
    tested = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").split())
    versions = {canonicalize_name(name): version for name, version in tested.items()}
    lines = [line for lines in (PROJECT["dependencies"], *EXTRA.values()) for line in lines]
    for requirement in map(Requirement, lines):
        if requirement.name != "gridwall":
            assert str(requirement.specifier) == f"=={versions[canonicalize_name(requirement.name)]}"
