"""`gridwall roster`: who works in the city: checked against its areas, and loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

import click

from city.areas.areas import AreaError, read_areas
from city.editions.plan import ROSTER
from city.people.roster import COLUMNS, NEEDED, Person, check_roster, read_roster
from dashboard.cli.editions import Editions, with_commands
from dashboard.settings.city_files import CityFileError, read_csv, read_json
from dashboard.settings.city_in_force import City
from streams.editions.edition_store import content_edition

FILE = click.Path(path_type=Path, dir_okay=False)
MANY = 20


@click.group()
def roster() -> None:
    """Check or load the people of a city."""


def _read(found: Editions, old: City, file: Path) -> tuple[str, Iterator[list[str]]]:
    """Raises RosterError, CityFileError."""
    people = read_roster(read_csv(file, COLUMNS, NEEDED, _note), old[0], file.name).people
    return content_edition(file.read_bytes()), changes(old[1].people, people)


def changes(before: Sequence[Person], after: Sequence[Person]) -> Iterator[list[str]]:
    """Of each kind of change a head and a line a person."""
    old, new = ({person.inspector: person for person in people} for people in (before, after))
    both = [(old[who], new[who]) for who in old if who in new]
    yield [f"now {len(old):,} people"]
    yield [f"then {len(new):,} people"]
    moved = [(was, now) for was, now in both if was.area != now.area]
    other = [(was, now) for was, now in both if was != replace(now, area=was.area)]
    for what, lines in (
        (
            "no more on the roster",
            [f"{old[who].name} ({who}), {old[who].area}" for who in old if who not in new],
        ),
        ("new", [f"{new[who].name} ({who}), {new[who].area}" for who in new if who not in old]),
        ("at home elsewhere", [f"{was.inspector}: {was.area} → {now.area}" for was, now in moved]),
        ("otherwise changed", [f"{was.inspector}: {_other(was, now)}" for was, now in other]),
    ):
        if lines:
            yield [f"{what}: {len(lines):,}", *lines]
    if old == new:
        yield ["nobody is anything else"]


def _named(person: Person) -> str:
    return f"{person.name} ({person.inspector}), {person.area}"


def _other(was: Person, now: Person) -> str:
    """Which members changed; never a phone number, which is nobody's to read here."""
    changed = [
        each.name
        for each in fields(Person)
        if each.name != "area" and getattr(was, each.name) != getattr(now, each.name)
    ]
    return ", ".join(changed)


with_commands(roster, ROSTER, _read)


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
