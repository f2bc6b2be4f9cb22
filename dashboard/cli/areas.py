"""`gridwall areas`: checks an areas file, and builds one from what a city has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from city.areas.area import AreaError
from city.areas.areas import Areas, read_areas
from city.areas.findings import warnings
from city.building.joining import COLUMNS, NEEDED
from city.editions.plan import AREAS
from city.headers import Known
from dashboard.cli.areas_building import AreaSources, whole_city
from dashboard.cli.areas_datum import DATUM, judge_file
from dashboard.cli.areas_difference import diff, difference, open_cases
from dashboard.cli.areas_positions import judge_positions
from dashboard.cli.editions import Editions, with_commands
from dashboard.settings.city_files import CityFileError, read_csv, read_json, write_json
from dashboard.settings.city_in_force import City

FILE = click.Path(path_type=Path, dir_okay=False)
MANY = 40


@click.group()
def areas() -> None:
    """Check, build, compare or load the areas of a city."""


areas.add_command(diff)


def _read(found: Editions, old: City, file: Path) -> tuple[str, Iterator[list[str]]]:
    """Raises AreaError, OtherCityError."""
    new = read_areas(read_json(file), file.name)
    return new.edition, difference(found.held, old[0], new, old[1].people, open_cases(found.held, old[0]))


with_commands(areas, AREAS, _read)


@areas.command()
@click.argument("file", type=FILE)
@click.option("--day", help="Also tell the areas that are not valid on this day, as 2017-07-01.")
@click.option("--outline", type=FILE, help="The city's boundary, whose datum is known: is FILE in WGS-84?")
@click.option("--outline-datum", type=DATUM, default="wgs84", show_default=True)
@click.option(
    "--positions",
    type=FILE,
    help="CSV lat, lon (WGS-84) with area, or with inspector and --roster: do they lie where they belong?",
)
@click.option("--roster", type=FILE, help="Where the inspectors of --positions belong.")
def check(file: Path, day: str | None, **told: Any) -> None:
    """Whether the wall would take FILE, and what is worth a look in it."""
    try:
        document = read_json(file)
        city = read_areas(document, file.name)
        judge_file(file, document, city, told["outline"], told["outline_datum"])
        if told["positions"]:
            click.echo(judge_positions(city, told["positions"], told["roster"]))
    except (AreaError, CityFileError) as error:
        raise refused(error) from None
    _tell(city, day)


@areas.command()
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="The GeoJSON file to write.")
@click.option("--datum", type=DATUM, help="What FILE's coordinates are in; wgs84 if nobody says.")
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
    "--name-property", default="", help="Which property of FILE holds names; found by itself if not told."
)
@click.option(
    "--alias", multiple=True, help="A shape's name that the codes list otherwise: SHAPE=LISTED. Repeatable."
)
@click.option("--cut", multiple=True, help="An ending to cut off from names, as 村民委员会. Repeatable.")
@click.option("--outline", type=FILE, help="The city's own boundary; otherwise its parts' together.")
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
        sources = AreaSources(file.name, read_json(file), told, _list(told["codes"]), _list(told["names"]))
        if told["outline"]:
            sources.outline = told["outline"].name, read_json(told["outline"])
        whole = whole_city(sources)
        city = read_areas(whole, out.name)
        write_json(out, whole)
    except (AreaError, CityFileError) as error:
        raise refused(error) from None
    _tell(city, None)


def refused(error: ValueError) -> click.ClickException:
    """Every fault on a line of its own, the last one as the command's error."""
    faults = getattr(error, "faults", (str(error),))
    for fault in faults[:MANY][:-1]:
        click.echo(fault, err=True)
    if len(faults) > MANY:
        click.echo(f"… and {len(faults) - MANY} more", err=True)
    return click.ClickException(faults[-1])


def _list(file: Path | None, known: Known = COLUMNS) -> tuple[str, list[dict[str, str]]] | None:
    if file is None:
        return None
    return file.name, read_csv(file, known, NEEDED, lambda sentence: click.echo(f"note: {sentence}"))


def _tell(city: Areas, day: str | None) -> None:
    counts = Counter(area.level for area in city.order)
    told = ", ".join(f"{counts[level]:,} {level}" for level in city.levels if counts[level])
    made = sum(area.synthetic for area in city.order)
    for warning in warnings(city, day):
        click.echo(f"note: {warning}")
    click.echo(f"{city.root.name} {city.root.code}: {told}; {made:,} made up; edition {city.edition}")
