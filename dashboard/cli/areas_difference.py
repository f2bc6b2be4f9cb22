"""`gridwall areas diff`: what another edition would change in the city that runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from city.areas.area import Area, AreaError
from city.areas.areas import Areas, read_areas
from city.areas.gone import Heir, successor
from city.cases.case import Case, from_plain
from city.editions.difference import Difference, OtherCityError, compare
from city.editions.touched import Filed, rehomed, shown_elsewhere
from city.people.roster import Person
from dashboard.cli.holders_touched import holders_touched
from dashboard.cli.record import Record, record, record_options
from dashboard.settings.city_files import read_json
from streams.record.epoch import read_epoch
from streams.record.snapshots import load

MANY = 10  # lines of one kind unless all are asked for


@click.command()
@click.argument("edition", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--all", "whole", is_flag=True, help=f"Every line, instead of the first {MANY} of each kind.")
@record_options
def diff(edition: Path, whole: bool, file: Path | None, url: str | None) -> None:
    """What EDITION, another areas file of this city, would change: areas that are no more, new or redrawn,
    people whose home is gone, open cases that would be shown elsewhere. Changes nothing."""
    with record(file, url) as held:
        old, roster, _ = held.city()
        cases = open_cases(held, old)
        try:
            new = read_areas(read_json(edition), edition.name)
            told = list(difference(held, old, new, roster.people, cases))
        except (AreaError, OtherCityError) as error:
            raise click.ClickException(str(error)) from None
    tell(told, whole)


def difference(
    held: Record, old: Areas, new: Areas, people: Sequence[Person], cases: list[Filed] | None
) -> Iterator[list[str]]:
    """Of each kind of change a head and its lines. Raises OtherCityError."""
    found = compare(old, new)
    yield [f"now {_counts(old)}; edition {old.edition}"]
    yield [f"then {_counts(new)}; edition {new.edition}"]
    yield from changes(old, found)
    yield people_touched(people, found)
    yield cases_touched(cases, new, found)
    if whose := holders_touched(held, old, new, found):
        yield whose


def tell(kinds: Iterable[list[str]], whole: bool) -> None:
    for head, *lines in kinds:
        click.echo(head)
        for line in lines[: None if whole else MANY]:
            click.echo(f"  {line}")
        if not whole and len(lines) > MANY:
            click.echo(f"  … and {len(lines) - MANY:,} more (--all)")


def open_cases(held: Record, areas: Areas) -> list[Filed] | None:
    """As of the snapshot that the running wall stored last, some seconds ago; None where there is none."""
    cases = _stored(held, areas)
    return None if cases is None else [Filed(case.id, case.area, case.lat, case.lon) for case in cases]


def open_items(held: Record, areas: Areas) -> dict[str, str] | None:
    """Which item each open case is of, by the same snapshot."""
    cases = _stored(held, areas)
    return None if cases is None else {case.id: case.item for case in cases}


def _stored(held: Record, areas: Areas) -> list[Case] | None:
    epoch = read_epoch(held.redis, held.keys.epoch)
    snapshot = load(held.redis, held.keys, epoch=epoch or "")
    if snapshot is None or snapshot.edition != areas.edition:
        return None
    cases = (from_plain(row, areas.position.get) for row in snapshot.state["cases"])
    return [case for case in cases if case.open]


def changes(old: Areas, found: Difference) -> Iterator[list[str]]:
    """Of each kind of change a head and a line an area; what does not change is not told."""
    kinds = [
        ("no more", [f"{_named(old[code])}: {_went(of)}" for code, of in found.gone.items()]),
        ("new", [_named(area) for area in found.new]),
        ("another name", [f"{was.code}: {was.name} → {now.name}" for was, now in found.renamed]),
        ("another parent", [f"{_named(now)}: {was.parent} → {now.parent}" for was, now in found.moved]),
        ("another level", [f"{_named(now)}: {was.level} → {now.level}" for was, now in found.levelled]),
        (
            "redrawn",
            [
                f"{_named(old[code])}: {share:.1%} of its ground is common"
                for code, share in sorted(found.redrawn.items(), key=lambda told: told[1])
            ],
        ),
    ]
    for what, lines in kinds:
        if lines:
            yield [f"{what}: {len(lines):,} {'area' if len(lines) == 1 else 'areas'}", *lines]
    if found.posts[0] != found.posts[1]:
        yield [f"posts planned: {found.posts[0]:,} → {found.posts[1]:,}"]
    if found.nothing:
        yield ["no area is any other"]


def people_touched(people: Sequence[Person], found: Difference) -> list[str]:
    told = rehomed(people, found)
    lines = [
        f"{each.inspector}: {each.home} → {each.to or 'no one area has its ground: in the one above it'}"
        for each in told
    ]
    return [f"people whose home is gone: {len(told):,} of {len(people):,}", *lines]


def cases_touched(cases: list[Filed] | None, new: Areas, found: Difference) -> list[str]:
    if cases is None:
        return ["open cases: not known, no wall with these areas has stored a snapshot here"]
    told = shown_elsewhere(cases, new, found)
    lines = [f"{each.id}: {each.area} → {each.to or 'no area has it'}" for each in told]
    return [f"open cases that would be shown in another area: {len(told):,} of {len(cases):,}", *lines]


def _went(of: tuple[Heir, ...]) -> str:
    if not of:
        return "its ground is in no area now"
    to = successor(of)
    return f"→ {to}" if to else "shared out: " + ", ".join(f"{heir.code} {heir.share:.0%}" for heir in of)


def _named(area: Area) -> str:
    return f"{area.level} {area.code} {area.name}"


def _counts(areas: Areas) -> str:
    counts = Counter(area.level for area in areas.order)
    return ", ".join(f"{counts[level]:,} {level}" for level in areas.levels if counts[level])
