"""The demo city's files, for the commands that bring a city of their own."""

from __future__ import annotations

from pathlib import Path

from dashboard.settings.city_files import CityFileError, CityPaths
from demo.city import city_files


def write_demo_city(folder: Path, seed: int = 1) -> CityPaths:
    """Raises CityFileError."""
    try:
        files = city_files.write_demo_city(folder, seed)
    except city_files.DemoCityError as error:
        raise CityFileError(str(error)) from None
    return CityPaths(files.areas, files.roster, files.matters)


def demo_calendar(paths: CityPaths) -> Path:
    """Where the demo city's working calendar stands."""
    return paths.areas.with_name("calendar.toml")


def demo_shifts(paths: CityPaths) -> Path:
    """Where the plan of its shifts and of who is on call stands."""
    return paths.areas.with_name("shifts.csv")
