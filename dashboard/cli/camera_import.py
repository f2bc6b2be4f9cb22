"""`gridwall cameras import`: a CSV or GeoJSON of cameras into a camera file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import click
import shapely

from city.areas.areas import AreaError, read_areas
from dashboard.settings.city_files import CityFileError, read_json
from dashboard.settings.settings import SettingsError, read_settings
from dashboard.settings.spreadsheet import SpreadsheetError, read_text
from streams.cameras.camera_points import read_points
from streams.cameras.camera_table import Imported, Wanted, geojson, read_rows, read_table, toml
from streams.replay.columns import MappingError

SHOWN = 20  # refused rows told one by one
FILE = click.Path(path_type=Path, dir_okay=False)
PASSWORD = re.compile(r"//[^/?#\s]*:[^/?#\s]*@")


@click.command("import")
@click.argument("table", type=FILE)
@click.option("--out", type=FILE, required=True, help="The camera file to write: .toml, or .geojson.")
@click.option("--force", is_flag=True, help="Replace the file when it is there.")
@click.option(
    "--column", "columns", multiple=True, metavar="MEMBER=HEADER", help="Which column holds a member."
)
@click.option(
    "--source",
    default="",
    help="Address of each, such as 'rtsp://10.0.0.{id}/main', whatever a column called source holds; "
    "@FILE reads it from FILE, for passwords.",
)
@click.option("--sub", default="", help="Address of each one's sub-stream, in the same way.")
@click.option("--kind", default="", help="rtsp, mjpeg, jpeg, whep or hls: the kind of all.")
@click.option("--datum", type=click.Choice(["wgs84", "gcj02", "bd09"]), default="wgs84", show_default=True)
@click.option(
    "--move", is_flag=True, help="Move the cameras of another city onto this one; the file says so."
)
@click.option("--settings", "file", type=FILE, help="Settings file that names the city, for --move.")
def import_cameras(
    table: Path,
    out: Path,
    force: bool,
    columns: tuple[str, ...],
    source: str,
    sub: str,
    kind: str,
    datum: str,
    move: bool,
    file: Path | None,
) -> None:
    """Make a camera file from TABLE, a CSV or GeoJSON points.

    Bad rows are refused one by one; docs/cameras.md says more."""
    try:
        outline = _city_outline(file) if move else None
        wanted = Wanted(_pairs(columns), _template(source), _template(sub), kind, datum, outline)
        found = _read(table, wanted)
    except (MappingError, SpreadsheetError, SettingsError, CityFileError, AreaError) as error:
        raise click.ClickException(str(error)) from None
    head = remarks(table.name, found)
    write = geojson if out.suffix.lower() in (".geojson", ".json") else toml
    if found.cameras:
        _write(out, write(found.cameras, head), force)
    _tell(found, out, head)


def _read(table: Path, wanted: Wanted) -> Imported:
    told = read_text(table)
    if told.guessed:
        click.echo(f"note: {table.name} is no UTF-8: read as {told.encoding.upper()}, which is a guess")
    text = told.text
    if table.suffix.lower() not in (".geojson", ".json") and not text.lstrip().startswith("{"):
        return read_table(text, wanted, table.name)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingError(f"{table.name}: GeoJSON wanted, got {error}") from None
    return read_rows(read_points(document, table.name), wanted, table.name)


def remarks(name: str, found: Imported) -> list[str]:
    """What the file says of itself."""
    head = [f"{len(found.cameras)} cameras from {name}"]
    if found.numbered:
        head.append("no column held ids: each goes by the number of its row, so keep the rows in their order")
    if found.scale is not None:
        head.append(f"they do not stand here: moved onto this city, scale {found.scale:.2f}")
    return head


def _tell(found: Imported, out: Path, head: list[str]) -> None:
    for sentence in found.refused[:SHOWN]:
        click.echo(sentence, err=True)
    if len(found.refused) > SHOWN:
        click.echo(f"… and {len(found.refused) - SHOWN} more rows like these", err=True)
    for line in head[1:]:
        click.echo(line)
    click.echo(f"{len(found.cameras)} cameras taken, {len(found.refused)} rows refused")
    if not found.cameras:
        raise click.ClickException(f"no row was fit: {out} is not written")
    click.echo(f"written: {out}; name it as cameras.file in the settings")


def _template(told: str) -> str:
    """A password on a command line would stand in the process list and in the shell's history."""
    if told.startswith("@"):
        return read_text(Path(told[1:])).text.strip()
    if PASSWORD.search(told):
        raise MappingError(
            "options: the address holds a password; write it into a file, and give --source @FILE"
        )
    return told


def _pairs(columns: tuple[str, ...]) -> dict[str, str]:
    for pair in columns:
        if "=" not in pair:
            raise MappingError(f"options: --column must be MEMBER=HEADER, got {pair!r}")
    split = (pair.partition("=") for pair in columns)
    return {member.strip(): header for member, _, header in split}


def _city_outline(file: Path | None) -> shapely.Geometry:
    settings = read_settings(file)
    if not settings.city.areas:
        raise MappingError("options: --move needs city.areas in the settings, to know where to")
    areas = read_areas(read_json(settings.path(settings.city.areas)), settings.city.areas)
    return areas.root.polygon


def _write(path: Path, text: str, force: bool) -> None:
    """For its owner's eyes only: it may hold passwords."""
    if path.exists() and not force:
        raise click.ClickException(f"{path}: is there already; --force replaces it")
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(
            os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as out:
            out.write(text)
        whole.replace(path)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}") from None
