"""`gridwall warnings`: bring warnings of an emergency office in from files, see which stand, end one."""

from __future__ import annotations

from pathlib import Path

import click

from city.areas.areas import Areas
from city.warnings.meant import meant_areas, seen_from
from city.warnings.reading import read_warning
from city.warnings.standing import Standing
from city.warnings.warning import Message, WarningError
from dashboard.cli.record import Record, record, record_options
from streams.access.administration import HOST
from streams.access.audit import Audited, audit_fields
from streams.messages.values import RefusedError
from streams.warnings.warning_entries import (
    LONGEST,
    WHY_LONGEST,
    TakenBack,
    message_fields,
    taken_back_fields,
)
from streams.warnings.warning_reader import WarningReader, read_all

GRADES = ("severity unknown", "minor (blue)", "moderate (yellow)", "severe (orange)", "extreme (red)")
NAMED = 5  # areas of a line


@click.group()
def warnings() -> None:
    """Warnings of an emergency office: CAP 1.2 and GB/T 35965.1."""


@warnings.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@record_options
def load(files: tuple[Path, ...], file: Path | None, url: str | None) -> None:
    """Bring in the warnings in FILES, one message each; the same again changes nothing."""
    refused = 0
    with record(file, url) as held:
        known, areas = _known(held), held.city()[0]
        for each in files:
            try:
                with each.open("rb") as opened:
                    body = opened.read(LONGEST + 1)
                message = read_warning(body, held.settings.rules.zone)
            except (WarningError, OSError) as error:
                click.echo(f"{each}: {error}", err=True)
                refused += 1
                continue
            new = known.warnings.take(message)
            if new:
                fields = message_fields(body, HOST, held.now)
                _write(held, fields, Audited("warning_loaded", HOST, held.now, message.identifier))
            click.echo(f"{each}: {'taken' if new else 'known already, nothing changed'}: {_line(message)}")
            for part in known.warnings.parts(message):
                click.echo(f"  {_part(held, part, areas)}")
    if refused:
        raise click.ClickException(f"{refused} of {len(files)} files could not be taken")


@warnings.command("list")
@click.option("--all", "all_", is_flag=True, help="What has ended or is not shown, too.")
@record_options
def list_warnings(all_: bool, file: Path | None, url: str | None) -> None:
    """What stands now, the gravest first."""
    with record(file, url) as held:
        known, areas = _known(held), held.city()[0]
        standing = known.warnings.standing(held.now)
        for part in standing:
            click.echo(f"{_line(part.message)}\n  {_part(held, part, areas)}")
        names = {part.message.key for part in standing}
        for message in known.warnings if all_ else ():
            if message.key not in names:
                click.echo(f"{_line(message)}, {_ended(known, message)}")
    if not standing:
        click.echo("No warning stands now.")


@warnings.command()
@click.argument("identifier", metavar="ID")
@click.option("--why", required=True, help="In words, for whoever asks later.")
@record_options
def cancel(identifier: str, why: str, file: Path | None, url: str | None) -> None:
    """Take the warning ID back, here alone: the office that sent it is told nothing."""
    with record(file, url) as held:
        if not 0 < len(why.strip()) <= WHY_LONGEST:
            raise RefusedError(f"--why must be 1 to {WHY_LONGEST} characters, got {len(why.strip())}")
        known = _known(held)
        found = [
            each
            for each in known.warnings
            if identifier in (each.identifier, f"{each.sender},{each.identifier}")
        ]
        if not found:
            raise RefusedError(f"ID must be a warning that is there, got {identifier[:200]}")
        if len(found) > 1:
            named = " or ".join(f"{each.sender},{each.identifier}" for each in found)
            raise RefusedError(f"ID must name one warning: {named}, got {identifier[:200]}")
        (message,) = found
        if message.key not in known.taken_back:
            taken = TakenBack(message.sender, message.identifier, why.strip(), HOST)
            about = Audited("warning_taken_back", HOST, held.now, message.identifier)
            _write(held, taken_back_fields(taken, held.now), about)
    click.echo(f"{message.identifier} is shown no more.")


def _known(held: Record) -> WarningReader:
    return read_all(held.redis, held.keys, held.settings.rules.zone)


def _write(held: Record, fields: dict[str, str | bytes | int], about: Audited) -> None:
    """Both or neither."""
    with held.redis.pipeline(transaction=True) as pipe:
        pipe.xadd(held.keys.audit, audit_fields(about))  # type: ignore[arg-type]
        pipe.xadd(held.keys.warnings, fields)  # type: ignore[arg-type]
        pipe.execute()


def _line(message: Message) -> str:
    return f"{message.identifier} from {message.sender}, {message.status} {message.kind}"


def _part(held: Record, part: Standing, areas: Areas) -> str:
    info = part.info
    meant = seen_from(areas, meant_areas(areas, info.areas), areas.root.code)
    names = [f"{areas[code].name} {code}" for code in meant[:NAMED]]
    more = f" and {len(meant) - NAMED} more" if len(meant) > NAMED else ""
    where = ", ".join(names) + more if names else "no area of this city: it is kept and shown nowhere"
    said = info.headline or info.event
    until = held.told(part.expires)
    return f"{GRADES[info.grade]}: {said}; {held.told(part.begins)} to {until}; {where}"


def _ended(known: WarningReader, message: Message) -> str:
    if (taken := known.taken_back.get(message.key)) is not None:
        return f"taken back by {taken.by}: {taken.why}"
    if (by := known.warnings.replaced(message)) is not None:
        return f"ended by the {by.kind} {by.identifier}"
    return "not in force"
