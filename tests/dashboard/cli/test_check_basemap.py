"""`gridwall check` says what the base map is, and what is left of another datum in metres."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from city.datum.tile_error import tile_error
from dashboard.api.tilesets.tileset import About
from dashboard.cli.check_basemap import base_map_findings, datum_findings
from dashboard.settings.settings import read_settings
from tests.city.small_city import AREAS
from tests.dashboard.api.vector_files import layers, road, vectors


def findings(monkeypatch: pytest.MonkeyPatch, **told: str) -> list[tuple[str, str]]:
    for name, value in told.items():
        monkeypatch.setenv(f"GRIDWALL_BASEMAP_{name.upper()}", value)
    return [(found.level, found.sentence) for found in base_map_findings(read_settings(None), AREAS)]


def test_a_vector_file_is_told_by_schema_and_levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(vectors(tmp_path / "city.pmtiles", layers(), road("highway", (0, 0), (9, 9)), high=15))
    (told,) = findings(monkeypatch, file=file)
    assert told == ("ok", f"the base map {file} has vector tiles (Protomaps basemap 4), levels 0 to 15")
    (told,) = findings(monkeypatch, datum="gcj02")
    assert told[0] == "bad" and "vector tiles are in WGS-84" in told[1]


def test_pictures_in_another_datum_are_told_in_metres(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://tiles.example/{z}/{x}/{y}"
    source, moved = findings(monkeypatch, url=url, datum="bd09")
    assert source == ("ok", f"the base map comes from {url}")
    assert moved[0] == "ok" and "is in BD-09: pages move its tiles, by 1," in moved[1]
    left = re.search(r"at most ([\d.]+) m on the finest tiles \(level 19\)", moved[1])
    assert left and float(left[1]) == pytest.approx(
        tile_error(AREAS.root.polygon.bounds, "bd09", 19), abs=0.05
    )


def test_of_tiles_that_nobody_moves_nothing_is_said() -> None:
    assert list(datum_findings("wgs84", About(0, 19), AREAS)) == []
