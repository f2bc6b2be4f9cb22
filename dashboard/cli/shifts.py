"""`gridwall shifts`: checks the plan of shifts and of who is on call."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from pathlib import Path

import click

from city.people.call_gaps import gap_notes
from city.people.shift_rows import COLUMNS, NEEDED, City, check_shifts
from city.people.shifts import Turn
from dashboard.settings.city_files import CityFileError, read_csv
from dashboard.settings.installed_city import city_that_holds
from dashboard.settings.settings import Settings, SettingsError, read_settings
from streams.server.connect import RedisAddressError

FILE = click.Path(path_type=Path, dir_okay=False)
MANY = 20


@click.group()
def shifts() -> None:
    """Check the plan of shifts and of who is on call."""


@shifts.command()
@click.argument("file", type=FILE)
@click.option("--day", metavar="DAY", help="Look for gaps from this day on, as 2026-12-05; else from today.")
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 366), help="And over so many.")
@click.option("--settings", "settings_file", type=FILE, help="Settings file, instead of gridwall.toml.")
def check(file: Path, day: str | None, days: int, settings_file: Path | None) -> None:
    """Whether the wall would take FILE, a CSV: day, from, to, area, inspector or name · type, department,
    phone; and when nobody is on call."""
    try:
        settings = read_settings(settings_file)
        city = City(*city_that_holds(settings).city)
        found = list(check_shifts(read_csv(file, COLUMNS, NEEDED, _note), city, file.name))
    except (CityFileError, RedisAddressError, SettingsError) as error:
        raise click.ClickException(str(error)) from None
    turns = [one for one in found if isinstance(one, Turn)]
    faults = [one for one in found if isinstance(one, str)]
    for fault in faults[:MANY]:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(
            f"{len(faults)} of {len(found)} rows are wrong; the wall would not take them"
        )
    _remarks(turns, _day(day, settings), days)
    calls = [turn for turn in turns if turn.on_call]
    people = {turn.inspector for turn in turns if not turn.on_call}
    click.echo(
        f"{len(calls):,} rows of who is on call in {len({turn.area for turn in calls}):,} areas; "
        f"{len(turns) - len(calls):,} planned shifts of {len(people):,} people"
    )


def _day(told: str | None, settings: Settings) -> date:
    if told is None:
        return datetime.now(settings.rules.zone).date()
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise click.BadParameter(
            f"must be a day as 2026-12-05, got {told[:40]!r}", param_hint="--day"
        ) from None


def _remarks(turns: list[Turn], first: date, days: int) -> None:
    silent = dict.fromkeys(turn.name for turn in turns if turn.on_call and turn.phone is None)
    for name in islice(silent, MANY):
        _note(f"{name} is on call and has no phone, neither here nor on the roster")
    notes = list(gap_notes(turns, first, days))
    for sentence in notes[:MANY]:
        _note(sentence)
    if len(notes) > MANY:
        _note(f"and at {len(notes) - MANY:,} more times")


def _note(sentence: str) -> None:
    click.echo(f"note: {sentence}")
