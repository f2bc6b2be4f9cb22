"""`gridwall seal`: from now on the wall folds no event that none of our processes wrote."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.access.key_file import record_secret
from dashboard.cli.record import Record, record, record_options
from streams.record.seal import Seal, SealError


@click.command()
@click.option("--yes", is_flag=True, help="Do it; without, only say whether it is sealed.")
@record_options
def seal(yes: bool, file: Path | None, url: str | None) -> None:
    """Seal the record: events need a digest made with the web processes' key file.

    What was written until now stays good. First start all web processes of this version.
    """
    with record(file, url) as held:
        click.echo(_sealed(held) if yes else _told(held))


def _seal(held: Record) -> Seal:
    return Seal(record_secret(held.settings.path(held.settings.web.keys_file)))


def _sealed(held: Record) -> str:
    before = _told(held)
    try:
        found = _seal(held).set(held.redis, held.keys)
    except SealError as error:
        raise click.ClickException(str(error)) from None
    return before if found.since in before else f"Sealed: events after {found.since} must carry our digest."


def _told(held: Record) -> str:
    found = _seal(held).look(held.redis, held.keys)
    if found is None:
        return (
            "The record is not sealed: whoever may write `cases` can write events by hand (--yes seals it)."
        )
    if not found.ours:
        return "The record is sealed with another key: web.keys_file is not the web processes' own."
    return f"The record is sealed: events after {found.since} must carry our digest."
