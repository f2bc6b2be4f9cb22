"""Positions that were recorded, held against the areas they belong to: a city in another datum shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from city.areas.areas import Areas
from city.datum.places import of_places
from city.headers import HeaderError
from city.people.roster import COLUMNS, NEEDED, read_roster
from dashboard.cli.areas_datum import BUILD, refuse_other
from dashboard.settings.city_files import CityFileError, read_csv

POSITIONS = {
    "lat": ("latitude", "y", "纬度"),
    "lon": ("lng", "long", "longitude", "x", "经度"),
    "area": COLUMNS["area"],
    "inspector": COLUMNS["inspector"],
}


def judge_positions(areas: Areas, file: Path, roster_file: Path | None) -> str:
    """What they say, as a note. Raises AreaError, CityFileError."""
    homes = _homes(areas, roster_file)
    rows = read_csv(file, POSITIONS, ("lat", "lon"))
    if not homes and not any("area" in row for row in rows):
        raise CityFileError(f"{file.name}: a column area wanted, or inspector and --roster, got neither")
    places = [place for row in rows if (place := _place(areas, row, homes)) is not None]
    found = np.array(places, dtype=np.float64).reshape(-1, 3)
    judgement = of_places(areas, found[:, :2], found[:, 2].astype(np.int64))
    refuse_other(judgement, "wgs84", file.name, BUILD)
    return f"note: {file.name}: {judgement.sentence}"


def _homes(areas: Areas, file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        people = read_roster(read_csv(file, COLUMNS, NEEDED), areas, file.name).people
    except (HeaderError, ValueError) as error:
        raise CityFileError(str(error)) from None
    return {person.inspector: person.area for person in people}


def _place(areas: Areas, row: dict[str, str], homes: dict[str, str]) -> tuple[float, float, int] | None:
    """lon, lat and the area's position; the root says nothing, and what cannot be read is left out."""
    position = areas.position.get(row.get("area") or homes.get(row.get("inspector", ""), ""), 0)
    try:
        lat, lon = float(row.get("lat", "")), float(row.get("lon", ""))
    except ValueError:
        return None
    return (lon, lat, position) if position and abs(lat) <= 90 and abs(lon) <= 180 else None
