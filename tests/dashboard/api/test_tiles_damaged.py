"""Base maps that are damaged in one place: one line each, the wall runs, and memory stays bounded."""

from __future__ import annotations

import gzip
import sqlite3
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.api.tilesets import TilesetError, open_tileset
from dashboard.api.tilesets.pmtiles_directory import read_directory
from dashboard.api.tilesets.tileset import LARGEST
from tests.dashboard.api.test_tiles import PNG
from tests.dashboard.conftest import AppMaker

HEAD = struct.Struct("<7sB11QBBBBBB25x")


def pmtiles(path: Path, root: bytes = b"", metadata: bytes = b"{}", tile: bytes = PNG, **told: int) -> Path:
    """One tile 0/0/0; `told` are bytes of the header by name."""
    root = root or gzip.compress(bytes([1, 0, 1, len(tile), 1]))
    meta = gzip.compress(metadata)
    starts = (127, len(root), 127 + len(root), len(meta), 0, 0, 127 + len(root) + len(meta), len(tile))
    kinds = {"packed": 2, "tiles": 1, "kind": 2, "low": 0, "high": 0} | told
    head = HEAD.pack(b"PMTiles", 3, *starts, 1, 1, 1, 1, *kinds.values())
    path.write_bytes(head + root + meta + tile)
    return path


def mbtiles(path: Path, *rows: tuple[object, int, int, object], credit: object = "x") -> Path:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name, value)")
        database.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        database.execute("INSERT INTO metadata VALUES ('attribution', ?)", (credit,))
        database.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    database.close()
    return path


def test_a_made_up_pmtiles_file_is_sound_before_it_is_damaged(tmp_path: Path) -> None:
    tiles = open_tileset(pmtiles(tmp_path / "a.pmtiles", metadata=b'{"attribution": "<b>Us</b>"}'))
    assert (tiles.tile(0, 0, 0), tiles.tile(1, 0, 0), tiles.about.credit) == (PNG, None, "Us")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("gzip that cannot be unpacked", {"root": b"\x1f\x8b\x08" + bytes(20)}),
        ("gzip that is cut short, or of more than", {"root": gzip.compress(bytes(64 << 20), 1)}),
        ("a directory of 16383 entries in 4 numbers", {"root": gzip.compress(b"\xff\x7f\0\1\1\1")}),
        ("a directory of 0 entries", {"root": gzip.compress(b"\0")}),
        ("of more than 63 bits", {"root": gzip.compress(b"\xff" * 30 + b"\1")}),
        ("a part of 2,097,151,999 bytes", {"root": gzip.compress(b"\1\0\1\xff\xff\xff\xe7\x07\1")}),
        ("directories more than 4 deep", {"root": gzip.compress(b"\1\0\0\x19\x01")}),
        ("its metadata must be an object", {"metadata": b'["a"]'}),
        ("the PMTiles file is damaged", {"metadata": b"["}),
        ("the PMTiles file is damaged: ", {"metadata": b"[" * 100_000}),
        ("9 is not a valid", {"packed": 9}),
        ("directories packed as BROTLI", {"packed": 3}),
        ("9 is not a valid", {"kind": 9}),
        ("packed as GZIP", {"tiles": 2}),
        ("levels from 0 to 30 wanted, got 0 to 255", {"high": 255}),
        ("tiles of 64 to 4096 pixels wanted, got a picture of 0", {"tile": PNG[:16] + bytes(40)}),
        ("its tiles are something else", {"tile": b"no picture"}),
    ],
)
def test_a_pmtiles_file_damaged_in_one_place_is_one_line(
    tmp_path: Path, said: str, told: dict[str, bytes | int]
) -> None:
    path = pmtiles(tmp_path / "a.pmtiles", **told)  # type: ignore[arg-type]
    if "deep" in said:  # a directory that leads to itself
        path.write_bytes(path.read_bytes()[:40] + struct.pack("<Q", 127) + path.read_bytes()[48:])
    with pytest.raises(TilesetError) as refusal:
        open_tileset(path)
    assert said in str(refusal.value) and "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("a picture wanted as tile_data, got nothing", (0, 0, 0, None)),
        ("a picture wanted as tile_data, got text", (0, 0, 0, "abc")),
        ("a picture wanted as tile_data, got a number", (0, 0, 0, 2_000_000_000)),
        ("levels from 0 to 30 wanted, got 'a' to 'a'", ("a", 0, 0, PNG)),
        ("levels from 0 to 30 wanted, got 77 to 77", (77, 0, 0, PNG)),
        ("got a picture of 0", (0, 0, 0, PNG[:16] + bytes(40))),
    ],
)
def test_an_mbtiles_file_with_an_odd_row_is_one_line(
    tmp_path: Path, said: str, row: tuple[object, int, int, object]
) -> None:
    with pytest.raises(TilesetError, match=said):
        open_tileset(mbtiles(tmp_path / "a.mbtiles", row))


def test_a_tile_larger_than_any_is_not_read_into_memory(tmp_path: Path) -> None:
    tiles = open_tileset(mbtiles(tmp_path / "a.mbtiles", (0, 0, 0, PNG), (1, 0, 0, bytes(LARGEST + 1))))
    with pytest.raises(TilesetError, match="too big"):
        tiles.tile(1, 0, 1)


def test_a_credit_of_another_kind_is_none(tmp_path: Path) -> None:
    assert open_tileset(mbtiles(tmp_path / "a.mbtiles", (0, 0, 0, PNG), credit=None)).about.credit == ""


@given(at=st.integers(0, 400), value=st.integers(0, 255))
@settings(max_examples=150, deadline=None)
def test_any_byte_may_be_wrong(tmp_path_factory: pytest.TempPathFactory, at: int, value: int) -> None:
    path = pmtiles(tmp_path_factory.getbasetemp() / "any.pmtiles")
    data = bytearray(path.read_bytes())
    data[at % len(data)] = value
    path.write_bytes(data)
    try:
        open_tileset(path).tile(0, 0, 0)
    except TilesetError as error:
        assert "\n" not in str(error)


def test_a_directory_is_read_as_its_specification_says() -> None:
    """Four entries: two tiles side by side, a run of three, and one that says where it lies."""
    found = read_directory(bytes([4, 5, 1, 1, 10, 1, 1, 3, 1, 20, 30, 40, 50, 101, 0, 0, 8]))
    entries = [found.find(tile) for tile in (4, 5, 6, 7, 9, 10, 17)]
    assert [e and (e.offset, e.length) for e in entries] == [
        None, (100, 20), (120, 30), (150, 40), (150, 40), None, (7, 50),
    ]  # fmt: skip


def test_one_bad_tile_is_said_once_and_the_others_go_on(
    tmp_path: Path, make_app: AppMaker, caplog: pytest.LogCaptureFixture
) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", (0, 0, 0, PNG), (1, 0, 0, None))
    client = make_app(GRIDWALL_BASEMAP_FILE=str(path)).test_client()
    assert [client.get("/tiles/1/0/1").status_code for _ in range(3)] == [500] * 3
    assert client.get("/tiles/0/0/0").data == PNG
    assert "3 tiles of the base map could not be read, last 1/0/1" in client.get("/readyz").json["basemap"]
    told = [record for record in caplog.records if "tiles of the base map" in record.message]
    assert len(told) == 1 and told[0].exc_info is None


def test_a_file_cut_short_while_it_is_served_costs_tiles_and_no_more(
    tmp_path: Path, make_app: AppMaker
) -> None:
    path = pmtiles(tmp_path / "a.pmtiles")
    client = make_app(GRIDWALL_BASEMAP_FILE=str(path)).test_client()
    path.write_bytes(path.read_bytes()[:130])
    assert client.get("/tiles/0/0/0").status_code == 500
    assert client.get("/wall/0").status_code == 200
