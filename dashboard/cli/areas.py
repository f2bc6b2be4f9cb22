"""`gridwall areas`: checks an areas file, and builds one from what a city has."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from city.areas import AreaError, Areas, read_areas
from city.build import Plan, by_parent, fill_levels
from city.findings import warnings
from city.joining import Coded, Naming, enclosing, feature, join_shapes, moved, outline, read_codes, to_wgs84
from dashboard.city_files import CityFileError, read_csv, read_json, write_json

FILE = click.Path(path_type=Path, dir_okay=False)
DATUM = click.Choice(["wgs84", "gcj02", "bd09"])


@click.group()
def areas() -> None:
    """Check or build the areas of a city."""


@areas.command()
@click.argument("file", type=FILE)
@click.option("--day", help="Also tell the areas that are not valid on this day, as 2017-07-01.")
def check(file: Path, day: str | None) -> None:
    """Whether the wall would take FILE, and what is worth a look in it."""
    try:
        _tell(read_areas(read_json(file), file.name), day)
    except (AreaError, CityFileError) as error:
        raise click.ClickException(str(error)) from None


@areas.command()
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="The GeoJSON file to write.")
@click.option(
    "--datum", type=DATUM, default="wgs84", show_default=True, help="What FILE's coordinates are in."
)
@click.option(
    "--levels", default="city,town,village,grid", show_default=True, help="Top to bottom, unless FILE tells."
)
@click.option(
    "--root",
    default="",
    help="For shapes without codes: the city's code, name and English name: CODE,NAME,NAME_EN.",
)
@click.option("--codes", type=FILE, help="CSV code,name of the shapes in FILE, which are joined by name.")
@click.option(
    "--names", type=FILE, help="CSV code,name of the areas below them: the next level is made from it."
)
@click.option(
    "--alias", multiple=True, help="A shape's name that the codes list otherwise: SHAPE=LISTED. Repeatable."
)
@click.option("--cut", multiple=True, help="An ending to cut off from names, as 村民委员会. Repeatable.")
@click.option(
    "--outline", "outline_file", type=FILE, help="The city's own boundary; otherwise its parts' together."
)
@click.option(
    "--outline-datum", type=DATUM, default="wgs84", show_default=True, help="What the outline is in."
)
@click.option("--leaves", type=click.IntRange(1), help="How many areas the lowest level gets in all.")
@click.option(
    "--parts",
    type=click.IntRange(1, 99),
    default=5,
    show_default=True,
    help="Otherwise: into how many an area is split.",
)
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same shapes.")
def build(file: Path, out: Path, **told: Any) -> None:
    """Make the levels FILE lacks, and write a whole city.

    FILE is an areas file whose lower levels are missing, or (with --codes and --root) shapes that carry
    names only. Made areas are marked synthetic."""
    try:
        document = _document(file, told)
        read_areas(document, file.name)  # what is wrong already need not be multiplied
        plan = Plan(_listed(document, told), told["parts"], told["leaves"], told["seed"])
        whole = fill_levels(document, plan, file.name)
        city = read_areas(whole, out.name)
        write_json(out, whole)
        _tell(city, None)
    except (AreaError, CityFileError) as error:
        raise click.ClickException(str(error)) from None


def _document(file: Path, told: dict[str, Any]) -> dict[str, Any]:
    found = read_json(file)
    document = to_wgs84(found, told["datum"], file.name)
    levels = [level.strip() for level in told["levels"].split(",")]
    if told["codes"] is None:
        return {**document, "levels": found.get("levels") or levels}
    code, name, name_en = [*str(told["root"]).split(","), "", "", ""][:3]
    if not code or not name:
        raise click.UsageError("--codes needs --root CODE,NAME,NAME_EN for the city itself")
    naming = _naming(told)
    codes = read_codes(read_csv(told["codes"]), naming, told["codes"].name)
    parts = join_shapes(document, codes, naming, levels[1], code, file.name)
    if told["outline_file"]:
        shape = outline(read_json(told["outline_file"]), told["outline_file"].name)
        boundary = moved(shape, told["outline_datum"], told["outline_file"].name)
    else:
        boundary = enclosing(parts, file.name)
    root = feature(Coded(code, name, name_en or None), levels[0], None, boundary)
    return {"type": "FeatureCollection", "levels": levels, "features": [root, *parts]}


def _naming(told: dict[str, Any]) -> Naming:
    pairs = dict(alias.partition("=")[::2] for alias in told["alias"])
    if not all(pairs.values()):
        raise click.UsageError("--alias must be SHAPE=LISTED, as 松山湖管委会=松山湖")
    return Naming(pairs, told["cut"])


def _listed(document: dict[str, Any], told: dict[str, Any]) -> dict[str, list[Coded]]:
    if told["names"] is None:
        return {}
    codes = read_codes(read_csv(told["names"]), _naming(told), told["names"].name)
    return by_parent(codes, [shape["properties"].get("code") or "" for shape in document["features"]])


def _tell(city: Areas, day: str | None) -> None:
    counts = Counter(area.level for area in city.order)
    told = ", ".join(f"{counts[level]:,} {level}" for level in city.levels if counts[level])
    made = sum(area.synthetic for area in city.order)
    for warning in warnings(city, day):
        click.echo(f"note: {warning}")
    click.echo(f"{city.root.name} {city.root.code}: {told}; {made:,} made up; edition {city.edition}")
