"""Base maps: each kind is read, and what cannot be used is one clear line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dashboard.api.tilesets import TilesetError, open_tileset
from dashboard.api.tilesets.tileset import content_type
from tests.dashboard.conftest import AppMaker

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0"


def mbtiles(path: Path, tile: bytes = PNG) -> Path:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        database.execute("INSERT INTO metadata VALUES ('attribution', '<a href=x>Somebody</a>')")
        for row in range(2):
            database.execute("INSERT INTO tiles VALUES (1, 0, ?, ?)", (row, tile + bytes([row])))
    database.close()
    return path


def folder(path: Path) -> Path:
    (path / "2" / "1").mkdir(parents=True)
    (path / "2" / "1" / "3.png").write_bytes(PNG)
    return path


def test_mbtiles_count_rows_from_the_south(tmp_path: Path) -> None:
    tiles = open_tileset(mbtiles(tmp_path / "a.mbtiles"))
    assert tiles.tile(1, 0, 0) == PNG + b"\1"
    assert tiles.tile(1, 0, 1) == PNG + b"\0"
    assert tiles.tile(1, 1, 1) is None
    assert (tiles.about.min_zoom, tiles.about.max_zoom, tiles.about.size) == (1, 1, 256)
    assert tiles.about.credit == "Somebody"


def test_a_folder_is_read_by_its_names(tmp_path: Path) -> None:
    tiles = open_tileset(folder(tmp_path / "tiles"))
    assert tiles.tile(2, 1, 3) == PNG
    assert tiles.tile(2, 3, 1) is None


def test_recorded_pmtiles_and_mbtiles_are_pictures(trial_data: Path) -> None:
    for name, zoom, x, y, kind, size in (
        ("tiles_world_z3.pmtiles", 0, 0, 0, None, None),
        ("tiles_geography_class.mbtiles", 0, 0, 0, "image/png", 256),
    ):
        tiles = open_tileset(trial_data / name)
        tile = tiles.tile(zoom, x, y)
        assert tile and content_type(tile)
        assert kind in (None, content_type(tile))
        assert size in (None, tiles.about.size)


def test_512_pixel_tiles_are_told_apart(trial_data: Path) -> None:
    about = open_tileset(trial_data / "tiles_mt_whitney.pmtiles").about
    assert (about.min_zoom, about.max_zoom, about.size) == (8, 15, 512)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"x", "got .txt"),
        ("a.pmtiles", b"short", "a PMTiles file wanted, got 5 bytes"),
        ("a.pmtiles", b"x" * 200, "a PMTiles file wanted, got something else"),
        ("a.pmtiles", b"PMTiles\x02" + bytes(200), "PMTiles version 3 wanted, got 2"),
        ("a.pmtiles", b"PMTiles\x03" + b"\xff" * 200, "damaged"),
        ("a.pmtiles", b"PMTiles\x03" + bytes(200), "pictures wanted"),
        ("a.mbtiles", b"no database", "an MBTiles file wanted"),
        ("a.mbtiles", b"", "an MBTiles file wanted"),
    ],
)
def test_a_file_of_no_use_is_one_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TilesetError, match=said) as refusal:
        open_tileset(tmp_path / name)
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_vector_tiles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TilesetError, match="pictures wanted"):
        open_tileset(mbtiles(tmp_path / "v.mbtiles", b"\x1f\x8bvector"))


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TilesetError, match="not there"):
        open_tileset(tmp_path / "none.pmtiles")
    with pytest.raises(TilesetError, match="holds none"):
        open_tileset(tmp_path)


def test_tiles_are_served_with_their_kind(tmp_path: Path, make_app: AppMaker) -> None:
    client = make_app(GRIDWALL_BASEMAP_FILE=str(folder(tmp_path / "tiles"))).test_client()
    answer = client.get("/tiles/2/1/3")
    assert (answer.data, answer.content_type) == (PNG, "image/png")
    clear = client.get("/tiles/2/3/1")
    assert (clear.status_code, clear.content_type, len(clear.data) < 100) == (200, "image/png", True)
    for path in ("2/9/9", "99/0/0"):
        assert client.get(f"/tiles/{path}").status_code == 404


def test_the_wall_runs_with_a_broken_base_map_and_says_so(tmp_path: Path, make_app: AppMaker) -> None:
    (tmp_path / "x.pmtiles").write_bytes(b"x" * 200)
    client = make_app(GRIDWALL_BASEMAP_FILE=str(tmp_path / "x.pmtiles")).test_client()
    assert client.get("/wall/0").status_code == 200
    assert "a PMTiles file wanted" in client.get("/readyz").json["basemap"]
