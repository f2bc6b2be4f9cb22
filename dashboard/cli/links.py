"""`gridwall links`: personal links for inspectors' phones and for departments. A link is shown once."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.cli.address import opened_at
from dashboard.cli.record import DAY, Record, record, record_options
from streams.access.links import Links
from streams.messages.values import RefusedError


@click.group()
def links() -> None:
    """Personal links: whoever opens one is that inspector, or that department."""


@links.command()
@click.argument("inspector", required=False)
@click.option("--department", help="Code of a department, instead of an inspector.")
@click.option(
    "--days", default=90, show_default=True, type=click.IntRange(1, 3650), help="Ends after so many days."
)
@record_options
def make(
    inspector: str | None, department: str | None, days: int, file: Path | None, url: str | None
) -> None:
    """Make a link for INSPECTOR, or for a department, and show it, this once."""
    if (inspector is None) == (department is None):
        raise click.UsageError("one of INSPECTOR and --department wanted")
    with record(file, url) as held:
        whose = _whose(held, inspector, department)
        token, link = Links(held.redis, held.keys).make(
            held.now, held.now + days * DAY, inspector=inspector, department=department
        )
        page = "field" if inspector else "department"
        click.echo(f"{opened_at(held.settings)}/{page}/{token}")
        until = held.told(link.until)
    click.echo(f"This is the link of {whose}, until {until} (id {link.id}). It is shown this once.", err=True)


def _whose(held: Record, inspector: str | None, department: str | None) -> str:
    _, roster, matters = held.city()
    if inspector is not None:
        person = roster.get(inspector)
        if person is None:
            raise RefusedError(f"INSPECTOR must be on the roster, got {inspector[:64]}")
        return f"{person.name} ({inspector})"
    found = matters.departments.get(str(department))
    if found is None:
        codes = ", ".join(matters.departments)
        raise RefusedError(f"--department must be one of {codes}, got {str(department)[:64]}")
    return f"{found.name} ({found.code})"


@links.command()
@click.argument("whose")
@record_options
def revoke(whose: str, file: Path | None, url: str | None) -> None:
    """End a link by its id, or all links of an inspector or a department."""
    with record(file, url) as held:
        ended = Links(held.redis, held.keys).revoke(whose, held.now)
        if not ended:
            raise RefusedError(f"WHOSE must be the id of a good link, or who has one, got {whose[:64]}")
    click.echo(f"{len(ended)} ended. A call for help through it is still heard, as unverified.")


@links.command("list")
@record_options
def list_links(file: Path | None, url: str | None) -> None:
    """All links, newest first, without what opens them."""
    with record(file, url) as held:
        for link in Links(held.redis, held.keys).all():
            whose = f"department {link.department}" if link.department else link.inspector
            click.echo(f"{link.id}  {whose}  {link.state(held.now)}  until {held.told(link.until)}")
