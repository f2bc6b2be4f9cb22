"""`gridwall roster`: checks who works in the city against its areas."""

from __future__ import annotations

from pathlib import Path

import click

from city.areas.areas import AreaError, read_areas
from city.people.roster import COLUMNS, NEEDED, Person, check_roster
from dashboard.settings.city_files import CityFileError, read_csv, read_json

FILE = click.Path(path_type=Path, dir_okay=False)
MANY = 20


@click.group()
def roster() -> None:
    """Check the people of a city."""


@roster.command()
@click.argument("file", type=FILE)
@click.option("--areas", "areas_file", type=FILE, required=True, help="The city's areas, as GeoJSON.")
def check(file: Path, areas_file: Path) -> None:
    """Whether the wall would take FILE, a CSV: inspector, name, area · department, phone, mode, name_en."""
    try:
        areas = read_areas(read_json(areas_file), areas_file.name)
        found = list(check_roster(read_csv(file, COLUMNS, NEEDED, _note), areas, file.name))
    except (AreaError, CityFileError) as error:
        raise click.ClickException(str(error)) from None
    people = [one for one in found if isinstance(one, Person)]
    faults = [one for one in found if isinstance(one, str)]
    for fault in faults[:MANY]:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(
            f"{len(faults)} of {len(found)} rows are wrong; the wall would not take them"
        )
    posts = sum(area.posts for area in areas.order)
    homes = len({person.area for person in people})
    click.echo(f"{len(people):,} people at home in {homes:,} areas; {posts:,} posts planned")


def _note(sentence: str) -> None:
    click.echo(f"note: {sentence}")
