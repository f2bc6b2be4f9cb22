"""What many tests stand on: the demo city, built once, and the recordings for trials where they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from city.areas import Areas, read_areas
from city.demo import demo_city as build_demo_city
from city.matters import Matters, read_matters
from city.roster import Roster, read_roster


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
