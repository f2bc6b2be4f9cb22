"""Vector tiles: a file of the Protomaps basemap is served as it is, and any other is refused in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.api.tilesets import TilesetError, open_base_map, open_tileset
from tests.dashboard.api.vector_files import FIELDS, PLAIN, layers, road, vectors
from tests.dashboard.conftest import AppMaker

ROAD = road("highway", (0, 0), (2000, 300), (4096, 4096))
TYPE = "application/vnd.mapbox-vector-tile"


def test_a_file_says_its_schema_its_levels_and_whom_to_credit(tmp_path: Path) -> None:
    told = layers() | {"attribution": "<a href=x>© OpenStreetMap</a>"}
    opened = open_base_map(vectors(tmp_path / "a.pmtiles", told, ROAD, high=15), "wgs84")
    assert opened.described == "vector tiles (Protomaps basemap 4), levels 0 to 15"
    assert opened.tileset and opened.tileset.about.credit == "© OpenStreetMap"


def test_the_version_before_is_known_by_how_it_names_kinds(tmp_path: Path) -> None:
    old = layers(FIELDS | {"roads": {"pmap:kind": "String"}})
    about = open_tileset(vectors(tmp_path / "a.pmtiles", old, ROAD)).about
    assert (about.schema, about.size) == ("Protomaps basemap 3", 512)


@pytest.mark.parametrize(
    ("said", "metadata", "more"),
    [
        ("got the layers 'transportation', 'waterway'", layers({"waterway": {}, "transportation": {}}), {}),
        ("got the layers none that it names", {"vector_layers": [1, {"id": 2}, {}]}, {}),
        ("its roads have no field kind or pmap:kind", layers(FIELDS | {"roads": {"class": "String"}}), {}),
        ("packed as gzip wanted, but they are packed as BROTLI", layers(), {"packed": 3}),
        ("pictures wanted, or vector tiles (MVT), but its tiles are UNKNOWN", layers(), {"kind": 0}),
    ],
)
def test_a_file_that_pages_cannot_draw_is_refused_in_a_sentence(
    tmp_path: Path, said: str, metadata: dict[str, Any], more: dict[str, int]
) -> None:
    path = vectors(tmp_path / "other.pmtiles", metadata, ROAD, **more)
    with pytest.raises(TilesetError) as refusal:
        open_tileset(path)
    assert said in str(refusal.value)
    assert str(path) in str(refusal.value) and "\n" not in str(refusal.value)


def test_tiles_that_are_no_gzip_though_the_file_says_so_are_refused(tmp_path: Path) -> None:
    path = vectors(tmp_path / "a.pmtiles", layers(), ROAD, PLAIN)
    whole = path.read_bytes()
    path.write_bytes(whole[:98] + b"\2" + whole[99:])
    with pytest.raises(TilesetError, match="vector tiles packed as gzip wanted, got gzip that cannot"):
        open_tileset(path)


def test_streets_in_another_datum_are_refused_since_nothing_would_move_them(tmp_path: Path) -> None:
    path = vectors(tmp_path / "a.pmtiles", layers(), ROAD)
    with pytest.raises(
        TilesetError, match=r"vector tiles are in WGS-84: basemap\.datum must be wgs84, got bd09"
    ):
        open_base_map(path, "bd09")


def test_a_tile_goes_out_as_the_file_has_it_and_unpacked_to_who_takes_no_gzip(
    tmp_path: Path, make_app: AppMaker
) -> None:
    client = make_app(
        GRIDWALL_BASEMAP_FILE=str(vectors(tmp_path / "a.pmtiles", layers(), ROAD, high=3))
    ).test_client()
    packed = client.get("/tiles/0/0/0", headers={"Accept-Encoding": "gzip"})
    assert (packed.content_type, packed.headers["Content-Encoding"]) == (TYPE, "gzip")
    assert packed.headers["Vary"] == "Accept-Encoding" and "max-age" in packed.headers["Cache-Control"]
    plain = client.get("/tiles/0/0/0")
    assert (plain.data, plain.headers.get("Content-Encoding")) == (ROAD, None)
    nothing = client.get("/tiles/1/0/0")
    assert (nothing.status_code, nothing.data, nothing.content_type) == (200, b"", TYPE)


def test_tiles_that_were_never_packed_stay_so(tmp_path: Path, make_app: AppMaker) -> None:
    file = vectors(tmp_path / "a.pmtiles", layers(), ROAD, PLAIN)
    got = (
        make_app(GRIDWALL_BASEMAP_FILE=str(file))
        .test_client()
        .get("/tiles/0/0/0", headers={"Accept-Encoding": "gzip"})
    )
    assert (got.data, got.headers.get("Content-Encoding")) == (ROAD, None)


def test_a_page_learns_that_it_draws_the_tiles_itself(tmp_path: Path, make_app: AppMaker) -> None:
    file = vectors(tmp_path / "a.pmtiles", layers(), ROAD, high=14)
    page = make_app(GRIDWALL_BASEMAP_FILE=str(file)).test_client().get("/wall/0").get_data(as_text=True)
    assert '"vector":true' in page.replace(" ", "").replace("&#34;", '"').replace("&quot;", '"')
