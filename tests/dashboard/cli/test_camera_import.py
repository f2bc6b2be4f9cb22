"""`gridwall cameras import`: from a table to a camera file that only its owner may read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cameras.pull.camera_file import read_camera_file
from dashboard.cli.camera_import import import_cameras
from tests.dashboard.small_files import write_small_city

HEAD = "id,name,lat,lon\n"
SOURCE = "rtsp://10.0.0.{id}/main"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "7,路口,22.05,113.05\n8,x,north,113\n", "utf-8")
    return path


def run(*told: object, **environ: str) -> Result:
    return CliRunner().invoke(import_cameras, [str(part) for part in told], env=environ)


@pytest.mark.parametrize("name", ["c.toml", "c.geojson"])
def test_a_table_becomes_a_camera_file(table: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    said = run(table, "--out", out, "--source", SOURCE)
    assert (said.exit_code, "1 cameras taken, 1 rows refused" in said.output) == (0, True)
    assert "t.csv line 3 (8): lat must be a number of degrees, got the text 'north'" in said.output
    assert [(c.id, c.source) for c in read_camera_file(out)] == [("7", "rtsp://10.0.0.7/main")]
    assert out.stat().st_mode & 0o777 == 0o600


def test_geojson_is_taken_and_numbers_of_rows_are_said_in_the_file(tmp_path: Path) -> None:
    table, out = tmp_path / "c.geojson", tmp_path / "c.toml"
    point = '{"type": "Feature", "properties": null, "geometry": {"type": "Point", "coordinates": [113, 22]}}'
    table.write_text(f'\ufeff{{"type": "FeatureCollection", "features": [{point}, {point}]}}', "utf-8")
    said = run(table, "--out", out, "--source", SOURCE)
    assert (said.exit_code, "2 cameras taken, 0 rows refused" in said.output) == (0, True), said.output
    assert "no column held ids: each goes by the number of its row" in out.read_text("utf-8")
    assert [camera.source for camera in read_camera_file(out)] == [
        "rtsp://10.0.0.1/main",
        "rtsp://10.0.0.2/main",
    ]
    table.write_text("{")
    assert "c.geojson: GeoJSON wanted, got" in run(table, "--out", out, "--source", SOURCE).output


def test_a_file_that_is_there_is_replaced_only_by_force(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "c.toml"
    out.write_text("# mine")
    assert run(table, "--out", out, "--source", SOURCE).exit_code == 1
    assert out.read_text() == "# mine"
    assert run(table, "--out", out, "--source", SOURCE, "--force").exit_code == 0
    assert len(read_camera_file(out)) == 1


def test_a_password_comes_from_a_file_and_never_from_the_command_line(table: Path, tmp_path: Path) -> None:
    out, secret = tmp_path / "c.toml", tmp_path / "address"
    refused = run(table, "--out", out, "--source", "rtsp://admin:hunter2@10.0.0.{id}/")
    assert (refused.exit_code, "hunter2" in refused.output) == (1, False)
    secret.write_text("rtsp://admin:hunter2@10.0.0.{id}/\n")
    said = run(table, "--out", out, "--source", f"@{secret}")
    assert (said.exit_code, "hunter2" in said.output) == (0, False)
    assert read_camera_file(out)[0].source == "rtsp://admin:hunter2@10.0.0.7/"


def test_no_fit_row_writes_nothing_and_says_so(tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "c.toml"
    table.write_text(HEAD + "7,x,north,113\n")
    said = run(table, "--out", out, "--source", SOURCE)
    assert (said.exit_code, out.exists()) == (1, False)
    assert "no row was fit" in said.output


def test_moved_cameras_say_so_in_their_file(table: Path, tmp_path: Path) -> None:
    table.write_text(HEAD + "7,x,30.2,-97.8\n8,y,30.4,-97.6\n")
    out = tmp_path / "c.toml"
    said = run(table, "--out", out, "--source", SOURCE, "--move", **write_small_city(tmp_path))
    assert said.exit_code == 0, said.output
    assert "they do not stand here: moved onto this city, scale" in out.read_text("utf-8")
    assert all(113.0 <= camera.lon <= 113.4 for camera in read_camera_file(out))


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (["nothing.csv"], "nothing.csv: cannot be read: No such file"),
        (["--move"], "--move needs city.areas in the settings"),
        (["--column", "id"], "--column must be MEMBER=HEADER, got 'id'"),
        (["--source", ""], "no column for source"),
    ],
)
def test_a_wrong_command_is_answered_in_one_sentence(
    table: Path, tmp_path: Path, told: list[str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = [] if told[0].endswith(".csv") else [table]
    said = run(*first, "--source", SOURCE, *told, "--out", tmp_path / "c.toml")
    assert (said.exit_code, wanted in said.output) == (1, True), said.output
