"""What `gridwall web` says where people sign in: its address, and how the first administrator is made."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dashboard.cli.address import opened_at
from dashboard.cli.record import record
from dashboard.cli.user import administration_of, first_code
from dashboard.settings.settings import Settings


def tell_first(settings: Settings, file: Path | None) -> None:
    """The code goes to a person at a terminal alone."""
    place = opened_at(settings)
    click.echo(f"The wall will be at {place}/")
    try:
        with record(file, None) as held:
            if not administration_of(held).leaderless():
                return
            told = first_code(held) if sys.stdout.isatty() else None
    except click.ClickException as error:
        click.echo(f"Whether it has an administrator is not known: {error.message}", err=True)
        return
    code = told or "that `gridwall user first` prints"
    click.echo(f"It has no administrator yet: make one at {place}/first with the code {code}")
