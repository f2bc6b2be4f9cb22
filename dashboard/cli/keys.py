"""`gridwall keys`: what other systems answer cases, report or send positions with. Its text is shown once."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.cli.record import DAY, record, record_options
from streams.access.api_keys import ACTIONS, GRANTED, POSITIONS, POSITIONS_RATE, RATE, ApiKeys
from streams.messages.values import RefusedError

MINUTE = 60_000


@click.group()
def keys() -> None:
    """Keys for other systems that answer cases, report over Open311 or send positions or warnings."""


@keys.command()
@click.argument("name")
@click.option(
    "--area", "areas", multiple=True, help="Code of an area it may speak in; the city when left out."
)
@click.option(
    "--action",
    "actions",
    multiple=True,
    type=click.Choice(GRANTED),
    help="When left out all that answer cases; positions, warnings, open311 and read must be asked for.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="Ends after so many days; never when left out.")
@click.option(
    "--rate",
    type=click.IntRange(1, 1_000_000),
    help=f"Requests a minute; {RATE} when left out, {POSITIONS_RATE} for positions.",
)
@record_options
def make(
    name: str,
    areas: tuple[str, ...],
    actions: tuple[str, ...],
    days: int | None,
    rate: int | None,
    file: Path | None,
    url: str | None,
) -> None:
    """Make the key NAME and show its text, this once."""
    with record(file, url) as held:
        city = held.city()[0]
        for code in areas:
            if code not in city:
                raise RefusedError(f"--area must be the code of an area of this city, got {code[:64]}")
        text = ApiKeys(held.redis, held.keys).make(
            name,
            areas or [city.root.code],
            held.now,
            actions=actions or ACTIONS,
            rate=rate or (POSITIONS_RATE if POSITIONS in actions else RATE),
            until=held.now + days * DAY if days else None,
        )
    _show(text)


@keys.command()
@click.argument("name")
@click.option(
    "--overlap",
    default=60,
    show_default=True,
    type=click.IntRange(0, 525_600),
    help="Minutes for which the old text is good too.",
)
@record_options
def rotate(name: str, overlap: int, file: Path | None, url: str | None) -> None:
    """A new text for the key NAME; the old one lives on for a while."""
    with record(file, url) as held:
        text = ApiKeys(held.redis, held.keys).rotate(name, held.now, overlap * MINUTE)
    _show(text)
    click.echo(f"The old text is good for {overlap} more minutes.", err=True)


@keys.command()
@click.argument("name")
@record_options
def revoke(name: str, file: Path | None, url: str | None) -> None:
    """End the key NAME now."""
    with record(file, url) as held:
        if not ApiKeys(held.redis, held.keys).revoke(name, held.now):
            raise RefusedError(f"name must be a key, got {name[:64]}")
    click.echo(f"The key {name} opens nothing any more.")


@keys.command("list")
@record_options
def list_keys(file: Path | None, url: str | None) -> None:
    """All keys, without their texts."""
    with record(file, url) as held:
        for key in ApiKeys(held.redis, held.keys).all():
            until = held.told(key.until) if key.until else "no end"
            rotated = ", an old text is still good" if held.now < key.old_until else ""
            click.echo(
                f"{key.name}  {key.state(held.now)} until {until}{rotated}  areas {' '.join(key.areas)}  "
                f"actions {' '.join(key.actions)}  {key.rate} a minute"
            )


def _show(text: str) -> None:
    click.echo(text)
    click.echo("This is the key. It is shown this once; nobody can read it again.", err=True)
