"""`gridwall matters`: checks what may be reported, and loads what may be from when on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from city.editions.plan import MATTERS
from city.matters import Item, Matters, MattersError, read_matters
from dashboard.cli.areas_difference import open_items
from dashboard.cli.editions import Editions, with_commands
from dashboard.settings.city_files import CityFileError, read_toml
from dashboard.settings.city_in_force import City
from streams.editions.edition_store import content_edition

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def matters() -> None:
    """Check or load what may be reported in a city."""


@matters.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Whether the wall would take FILE, a TOML file of departments, categories and items."""
    try:
        found = read_matters(read_toml(file), file.name)
    except (MattersError, CityFileError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(_counts(found))


def _read(found: Editions, old: City, file: Path) -> tuple[str, Iterator[list[str]]]:
    """Raises MattersError, CityFileError."""
    new = read_matters(read_toml(file), file.name)
    return content_edition(file.read_bytes()), changes(old[2], new, open_items(found.held, old[0]))


def changes(old: Matters, new: Matters, cases: Mapping[str, str] | None) -> Iterator[list[str]]:
    """Of each kind of change a head and a line each. `cases`: the item of each open case."""
    yield [f"now {_counts(old)}"]
    yield [f"then {_counts(new)}"]
    for what, before, after in (
        ("departments", old.departments, new.departments),
        ("categories", old.categories, new.categories),
        ("items", old.items, new.items),
    ):
        yield from _table(what, before, after)
    if cases is None:
        yield ["open cases: not known, no wall of these areas has stored a snapshot here"]
        return
    touched = [
        f"{case}: {item}" for case, item in cases.items() if item in old.items and item not in new.items
    ]
    yield [f"open cases whose item is no more: {len(touched):,} of {len(cases):,}", *touched]


def _table(what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[list[str]]:
    gone = [f"{code} {before[code].name}" for code in before if code not in after]
    new = [f"{code} {after[code].name}" for code in after if code not in before]
    other = [
        f"{code} {after[code].name}: {_told(before[code])} → {_told(after[code])}"
        for code in after
        if code in before and after[code] != before[code]
    ]
    for how, lines in (("no more", gone), ("new", new), ("changed", other)):
        if lines:
            yield [f"{what} {how}: {len(lines):,}", *lines]


def _told(one: Any) -> str:
    """What of it works on cases; of what has only a name, that."""
    if not isinstance(one, Item):
        return str(one.name)
    limit = f"{one.limit.amount} {one.limit.kind}"
    return ", ".join(filter(None, (one.name, one.department, limit, one.urgency, one.level)))


def _counts(found: Matters) -> str:
    counts = len(found.departments), len(found.categories), len(found.items)
    return "{:,} departments, {:,} categories, {:,} items".format(*counts)


with_commands(matters, MATTERS, _read)
