"""What `areas`, `roster` and `matters` share: an edition is looked at, loaded for a moment, taken back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from city.areas.area import AreaError
from city.areas.areas import read_areas
from city.editions.difference import OtherCityError
from city.editions.goings import goings
from city.editions.plan import AREAS, Edition, Plan, PlanError
from city.matters import MattersError
from city.people.roster import RosterError
from dashboard.cli.areas_difference import tell
from dashboard.cli.record import Record, record, record_options
from dashboard.settings.city_files import CityPaths, read_json
from dashboard.settings.city_in_force import City, CityInForce, name_of
from streams.access.audit import Audited, AuditLog
from streams.editions.edition_store import EditionStore, content_edition
from streams.messages.values import RefusedError

HOST = "host"
NOW = "now"
SEEN_S = 2  # until every process knows of it

# of a city, a file and the open cases: its edition, and what it would change
Read = Callable[["Editions", City, Path], tuple[str, Iterator[list[str]]]]


@dataclass(frozen=True, slots=True)
class Editions:
    """As they stand in the record now."""

    held: Record
    store: EditionStore
    force: CityInForce
    plan: Plan
    last: str

    def city(self, now: int) -> City:
        return self.force.city(self.plan, now)

    def moment(self, told: str) -> int:
        """Epoch ms of a day, or of a day and a time, of the city's zone. Raises RefusedError."""
        if told == NOW:
            return self.held.now
        try:
            found = datetime.fromisoformat(told)
        except ValueError:
            raise RefusedError(
                f"--from must be a day as 2027-01-01, a time as 2027-01-01T06:00, or {NOW}, got {told[:40]!r}"
            ) from None
        zoned = found if found.tzinfo else found.replace(tzinfo=self.held.settings.rules.zone)
        since = round(zoned.timestamp() * 1000)
        if since < self.held.now:
            raise RefusedError(f"--from must not be over ({NOW}: at once), got {told}")
        return since


def editions_of(held: Record, files: CityPaths) -> Editions:
    store = EditionStore(held.redis, held.keys)
    force = CityInForce(files, held.settings.path(held.settings.city.editions), store)
    last = store.last()
    return Editions(held, store, force, store.plan(), last)


def commands(kind: str, read: Read) -> list[click.Command]:
    """`load`, `rollback` and `editions` of a kind."""

    @click.command()
    @click.argument("edition", type=click.Path(path_type=Path, dir_okay=False))
    @click.option(
        "--from", "since", required=True, metavar="WHEN", help="2027-01-01, 2027-01-01T06:00, or now."
    )
    @click.option("--yes", is_flag=True, help="Load it without asking.")
    @click.option("--all", "whole", is_flag=True, help="Every line of what would change.")
    @record_options
    def load(edition: Path, since: str, yes: bool, whole: bool, file: Path | None, url: str | None) -> None:
        """Tell what the file EDITION would change and, once that is wanted, load it: it holds from WHEN on,
        in every process, and nothing has to be started anew."""
        with record(file, url) as held:
            found = editions_of(held, held.files())
            _load(found, kind, read, edition, found.moment(since), whole=whole, yes=yes)

    @click.command()
    @click.option("--yes", is_flag=True, help="Without asking.")
    @record_options
    def rollback(yes: bool, file: Path | None, url: str | None) -> None:
        """Take the newest edition back: one that is still to come never holds, and in place of the one that
        holds the one before it does, at once."""
        with record(file, url) as held:
            _take_back(editions_of(held, held.files()), kind, yes=yes)

    @click.command("editions")
    @record_options
    def list_editions(file: Path | None, url: str | None) -> None:
        """Which editions were loaded, and when each holds."""
        with record(file, url) as held:
            _list(editions_of(held, held.files()), kind)

    return [load, rollback, list_editions]


def _load(found: Editions, kind: str, read: Read, file: Path, since: int, *, whole: bool, yes: bool) -> None:
    held, plan = found.held, found.plan
    try:
        plan.fits(kind, since)
    except PlanError as error:
        raise RefusedError(str(error)) from None
    old = found.city(since)
    try:
        edition, changes = read(found, old, file)
        tell(changes, whole)
    except (AreaError, RosterError, MattersError, OtherCityError) as error:
        raise RefusedError(str(error)) from None
    last = plan.of(kind)[-1:]
    if last and last[0].edition == edition:
        raise RefusedError(f"{file.name} is the edition that holds by then already ({edition})")
    new = Edition(kind, edition, since, file.name, HOST, held.now)
    added = [*_base(found, kind, old), (new, file.read_bytes())]
    added[-1] = _with_goings(added[-1][0], old, file), added[-1][1]
    _prove(found, added, {name_of(new): file})
    when = "at once" if since <= held.now else f"from {held.told(since)} on"
    _ask(f"Load {file.name} as the {kind} that hold {when}?", yes)
    found.store.add(found.last, added)
    _audit(held, "edition_loaded", added[-1][0])
    click.echo(f"Edition {edition} holds {when}. Every process knows it within {SEEN_S} seconds.")


def _with_goings(new: Edition, old: City, file: Path) -> Edition:
    """Of areas: what the edition before has that this one does not."""
    if new.kind != AREAS:
        return new
    return replace(new, gone=goings(old[0], read_areas(read_json(file), file.name), new.since))


def _base(found: Editions, kind: str, old: City) -> list[tuple[Edition, bytes]]:
    """The settings' file, when it is what held so far: so that there is a way back to it."""
    if found.plan.of(kind):
        return []
    path: Path = getattr(found.force.files, kind)
    content = path.read_bytes()
    edition = old[0].edition if kind == AREAS else content_edition(content)
    return [(Edition(kind, edition, 0, path.name, HOST, found.held.now), content)]


def _prove(found: Editions, added: list[tuple[Edition, bytes]], fresh: dict[str, Path]) -> None:
    """Whatever holds together from then on must be a city. Raises CityFileError."""
    kind, since = added[-1][0].kind, added[-1][0].since
    base = {name_of(edition): getattr(found.force.files, kind) for edition, _ in added[:-1]}
    plan = Plan([*found.plan.editions, *(edition for edition, _ in added)])
    later = {each.since for each in plan.editions if each.since > since}
    for moment in (since, *sorted(later)):
        found.force.city(plan, moment, base | fresh)


def _take_back(found: Editions, kind: str, *, yes: bool) -> None:
    held, plan = found.held, found.plan
    listed = plan.of(kind)
    coming = [each for each in listed if each.since > held.now]
    if coming:
        last = coming[-1]
        _prove_without(found, last)
        _ask(f"Take back {last.name} ({last.edition}), which would hold from {held.told(last.since)}?", yes)
        found.store.withdraw(found.last, last, HOST, held.now)
        _audit(held, "edition_taken_back", last)
        click.echo(f"Edition {last.edition} will not hold.")
        return
    before, holds = plan.before(kind, held.now), plan.at(kind, held.now)
    if before is None or holds is None:
        raise RefusedError(f"there is no earlier edition of the {kind} to go back to")
    again = replace(before, since=held.now, told=held.now, by=HOST, gone={}, id="")
    if kind == AREAS:
        gone = goings(found.city(held.now)[0], found.force.areas(before), held.now)
        again = replace(again, gone=gone)
    content = found.store.file(kind, before.edition)
    _prove(found, [(again, content)], {})
    _ask(f"Go back from {holds.name} ({holds.edition}) to {before.name} ({before.edition}) at once?", yes)
    found.store.add(found.last, [(again, content)])
    _audit(held, "edition_taken_back", holds)
    click.echo(f"Edition {before.edition} holds again. Every process knows it within {SEEN_S} seconds.")


def _prove_without(found: Editions, taken: Edition) -> None:
    plan = Plan(found.plan.editions, [taken.id])
    for moment in sorted({each.since for each in plan.editions if each.since >= taken.since} | {taken.since}):
        found.force.city(plan, moment)


def _list(found: Editions, kind: str) -> None:
    now, listed = found.held.now, found.plan.of(kind)
    if not listed:
        click.echo(f"none was loaded: {getattr(found.force.files, kind)} of the settings holds")
    holds = found.plan.at(kind, now)
    for each in listed:
        since = found.held.told(each.since) if each.since else "always"
        state = "holds" if each is holds else "to come" if each.since > now else "before"
        loaded = found.held.told(each.told)
        click.echo(f"{each.edition}  {state:7}  from {since}  {each.name}, loaded {loaded} by {each.by}")


def _audit(held: Record, act: str, edition: Edition) -> None:
    """It is of the whole city."""
    root = held.city()[0].root.code
    detail = f"{edition.name}, {held.told(edition.since)}"
    about = Audited(act, HOST, held.now, f"{edition.kind} {edition.edition}", root, detail=detail)
    AuditLog(held.redis, held.keys).append(about)


def _ask(question: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise RefusedError("nothing was changed: say --yes to load it")
    click.confirm(question, abort=True)


def with_commands(group: click.Group, kind: str, read: Read) -> None:
    for command in commands(kind, read):
        group.add_command(command)
