"""`gridwall user`: accounts, their grants, passwords and sessions, from the machine of the record."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from city.access.grants import Grant
from city.access.roles import GRANTED
from city.time.days import LocalDays
from dashboard.access.key_file import KeyFile, KeyFileError
from dashboard.accounts.breached import breached_in
from dashboard.cli.record import Record, record, record_options
from dashboard.settings.private import keep_private
from dashboard.settings.settings import SettingsError, read_settings
from streams.access.accounts import Account, Accounts, grant_days
from streams.access.administration import HOST, Administration, Hand, Installation
from streams.access.first_code import FirstCode
from streams.access.sessions import Session, Sessions


@click.group()
def user() -> None:
    """Accounts: who may sign in, as what and where."""


@user.command()
@click.argument("account")
@click.option("--name", required=True, help="What people call them.")
@click.option("--role", type=click.Choice(GRANTED), help="A first grant; more with `gridwall user role`.")
@click.option("--area", help="Code of the area of that grant; the city when left out.")
@click.option("--department", help="Code of the department, for the role department.")
@record_options
def add(
    account: str,
    name: str,
    role: str | None,
    area: str | None,
    department: str | None,
    file: Path | None,
    url: str | None,
) -> None:
    """Make ACCOUNT; its password comes with `gridwall user password`."""
    with record(file, url) as held:
        first = _grant(held, role, area, department, None, None) if role else None
        administration_of(held).add(account, name, first)
    click.echo(
        f"{account} is an account. It can sign in once it has a password: gridwall user password {account}"
    )


@user.command("role")
@click.argument("account")
@click.argument("role", type=click.Choice(GRANTED))
@click.option("--area", help="Code of the area; the city when left out.")
@click.option("--department", help="Code of the department, for the role department.")
@click.option("--from", "first", help="First day, as 2026-09-30.")
@click.option("--until", "last", help="Last day, as 2026-12-31.")
@click.option("--withdraw", is_flag=True, help="Take this grant away instead.")
@record_options
def grant_role(
    account: str,
    role: str,
    area: str | None,
    department: str | None,
    first: str | None,
    last: str | None,
    withdraw: bool,
    file: Path | None,
    url: str | None,
) -> None:
    """Grant ROLE to ACCOUNT, or take it away; what is open in its name changes within seconds."""
    with record(file, url) as held:
        grant = _grant(held, role, area, department, first, last)
        if withdraw:
            administration_of(held).withdraw(account, grant.id, _open(held, account))
        else:
            administration_of(held).grant(account, grant)
    click.echo(f"{account} {'is no longer' if withdraw else 'is'} {role} of {grant.area}.")


@user.command()
@click.argument("account")
@click.option("--stdin", "piped", is_flag=True, help="Read it from the standard input instead of asking.")
@record_options
def password(account: str, piped: bool, file: Path | None, url: str | None) -> None:
    """Set the password of ACCOUNT, who must change it at the next sign-in, within a week."""
    if piped:
        told = sys.stdin.readline().rstrip("\r\n")
    else:
        told = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with record(file, url) as held:
        administration_of(held).set_password(account, told, _open(held, account))
    click.echo(f"{account} has a new password.")


@user.command()
@click.argument("account")
@click.option("--again", is_flag=True, help="Let it sign in again.")
@record_options
def disable(account: str, again: bool, file: Path | None, url: str | None) -> None:
    """Let ACCOUNT sign in no more, and end what is open in its name."""
    with record(file, url) as held:
        administration_of(held).disable(account, not again, _open(held, account))
    click.echo(f"{account} may sign in again." if again else f"{account} may not sign in.")


@user.command()
@click.argument("account", required=False)
@click.option("--revoke", is_flag=True, help="End them all; an account is wanted.")
@record_options
def sessions(account: str | None, revoke: bool, file: Path | None, url: str | None) -> None:
    """The open sessions, of ACCOUNT or of all."""
    if revoke and account is None:
        raise click.UsageError("--revoke wants an account.")
    with record(file, url) as held:
        if revoke:
            ended = administration_of(held).end(str(account), _open(held, str(account)))
            click.echo(f"{ended} sessions of {account} are over.")
            return
        for session in _sessions(held).open.values():
            if account in (None, session.account):
                click.echo(
                    f"{session.account}  {session.grant}  opened {held.told(session.opened)}  "
                    f"last seen {held.told(session.seen)}  {session.agent}"
                )


@user.command()
@record_options
def first(file: Path | None, url: str | None) -> None:
    """Print a one-time code with which the first administrator is made at /first."""
    with record(file, url) as held:
        code = first_code(held)
    if code is None:
        raise click.ClickException("the city has an administrator: more of them with `gridwall user role`")
    click.echo(f"{code}  (at /first, once, within an hour)")


@user.command("rotate-keys")
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
def rotate_keys(file: Path | None) -> None:
    """Sign cookies with a new key from now on; the present one is good until the next rotation."""
    try:
        settings = read_settings(file)
        keep_private()
        KeyFile(settings.path(settings.web.keys_file)).rotate_sessions()
    except (SettingsError, KeyFileError) as error:
        raise click.ClickException(str(error)) from None
    click.echo("A new key signs. Whoever is in stays in; a second rotation ends what the present key signed.")


@user.command("list")
@record_options
def list_users(file: Path | None, url: str | None) -> None:
    """All accounts of people, without anything of their passwords."""
    with record(file, url) as held:
        found = [each for each in Accounts(held.redis, held.keys).all() if not each.of_a_screen()]
        for account in found:
            click.echo(_line(held, account))
    if not found:
        click.echo("No account yet: gridwall user first")


def _line(held: Record, account: Account) -> str:
    state = "disabled" if account.disabled else "good" if account.password else "no password yet"
    grants = [
        grant.id
        + (f" from {grant.first}" if grant.first else "")
        + (f" until {grant.last}" if grant.last else "")
        for grant in account.grants
    ]
    return f"{account.id}  {account.name}  {state}  {', '.join(grants) or 'no grant'}"


def _grant(
    held: Record, role: str, area: str | None, department: str | None, first: str | None, last: str | None
) -> Grant:
    return Grant(role, area or held.city()[0].root.code, department, *grant_days(first, last))


def administration_of(held: Record) -> Administration:
    areas, roster, matters = held.city()
    city = Installation(areas, matters.departments, roster, breached_in(held.settings))
    day = date.fromisoformat(LocalDays(held.settings.rules.zone).stamp(held.now, "%Y-%m-%d"))
    return Administration(held.redis, held.keys, city, Hand(HOST, areas.root.code), held.now, day)


def first_code(held: Record) -> str | None:
    """A new code; None where it would open nothing."""
    return FirstCode(held.redis, held.keys).make(held.now) if administration_of(held).leaderless() else None


def _sessions(held: Record) -> Sessions:
    found = Sessions()
    found.fold(held.redis.xrange(held.keys.sessions))  # type: ignore[arg-type]
    found.expire(held.now)
    return found


def _open(held: Record, account: str) -> list[Session]:
    return list(_sessions(held).of(account))
