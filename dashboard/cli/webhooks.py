"""`gridwall webhooks`: who outside is told of cases. The process itself is `run` (webhook_process.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from city.areas.areas import Areas
from dashboard.access.key_file import KeyFileError, webhook_secrets
from dashboard.access.key_files import key_file_of
from dashboard.cli.record import Record, record, record_options
from dashboard.settings.settings import Settings
from streams.access.audit import Audited, AuditLog
from streams.messages.values import RefusedError, identifier
from streams.webhooks.asked import Asked
from streams.webhooks.hooks import OVERLAP_MS, Hook, Hooks, HookState
from streams.webhooks.messages import Message, age, ping, read_message
from streams.webhooks.signing import secret_text
from streams.webhooks.targets import Targets, networks_of, ports_of

HOST = "host"  # who acts, where nobody signed in
NO_KEYS = "web.keys_file is not there yet: `gridwall web` makes it, and secrets are made from it"


@click.group()
def webhooks() -> None:
    """Tell other systems what happens to cases, by signed messages (Standard Webhooks)."""


@webhooks.command()
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of health and metrics.")
def run(file: Path | None, port: int | None) -> None:
    """The webhook process: reads the record and delivers, until ended."""
    from dashboard.cli.webhook_process import serve

    serve(file, port)


@webhooks.command()
@click.argument("address", metavar="URL")
@click.option(
    "--areas", required=True, multiple=True, metavar="CODE", help="Of these areas; commas or again."
)
@click.option("--types", multiple=True, metavar="TYPE", help="case.closed or case.*, which is usual; sos.*.")
@click.option("--name", default="", help="By which it is called in commands and troubles.")
@record_options
def add(
    address: str,
    areas: tuple[str, ...],
    types: tuple[str, ...],
    name: str,
    file: Path | None,
    url: str | None,
) -> None:
    """Tell URL from now on. Prints the hook's secret, which the receiver needs."""
    with record(file, url) as held:
        targets_of(held.settings).check_url(address)
        if name:
            identifier("name", name)
        key = _key(held.settings)
        hook = Hooks(held.redis, held.keys).add(
            address, _codes(held.city()[0], areas), _parts(types), name, held.now
        )
        _audit(held, "webhook_added", hook)
    click.echo(secret_text(key, hook))
    click.echo(f"This is the secret of the hook {hook.name or hook.id}: give it to the receiver.", err=True)


@webhooks.command("list")
@record_options
def list_hooks(file: Path | None, url: str | None) -> None:
    """All hooks and how they go."""
    with record(file, url) as held:
        hooks = Hooks(held.redis, held.keys)
        states = hooks.states()
        for hook in hooks.all():
            click.echo(_line(held, hook, states.get(hook.id, HookState())))


@webhooks.command()
@click.argument("hook")
@record_options
def remove(hook: str, file: Path | None, url: str | None) -> None:
    """Tell HOOK nothing more, and forget what waits for it."""
    with record(file, url) as held:
        hooks = Hooks(held.redis, held.keys)
        found = hooks.get(hook)
        hooks.remove(found)
        _audit(held, "webhook_removed", found)
    click.echo(f"The hook {hook} is told nothing more.")


@webhooks.command()
@click.argument("hook")
@record_options
def rotate(hook: str, file: Path | None, url: str | None) -> None:
    """A new secret for HOOK; the old one signs too for 24 hours."""
    with record(file, url) as held:
        key, hooks = _key(held.settings), Hooks(held.redis, held.keys)
        found = hooks.get(hook)
        found = msgspec.structs.replace(found, number=found.number + 1, old_until=held.now + OVERLAP_MS)
        hooks.keep(found)
        _audit(held, "webhook_rotated", found)
    click.echo(secret_text(key, found))
    click.echo("This is the new secret. The old one signs too for 24 hours.", err=True)


@webhooks.command()
@click.argument("hook")
@record_options
def enable(hook: str, file: Path | None, url: str | None) -> None:
    """Tell HOOK again, which had answered that it wants nothing more."""
    with record(file, url) as held:
        hooks = Hooks(held.redis, held.keys)
        found = msgspec.structs.replace(hooks.get(hook), enabled=held.now)
        hooks.keep(found)
        _audit(held, "webhook_enabled", found)
    click.echo(f"The hook {hook} is told what happens from now on; `replay` sends what it missed before.")


@webhooks.command()
@click.argument("hook")
@record_options
def test(hook: str, file: Path | None, url: str | None) -> None:
    """Send HOOK a message of the type ping."""
    with record(file, url) as held:
        found = Hooks(held.redis, held.keys).get(hook)
        message = ping(found, held.now)
        _ask(held, found, message)
    click.echo(f"{message.id} is sent within two seconds: `gridwall webhooks list` says how it went.")


@webhooks.command()
@click.argument("hook")
@click.option("--bodies", is_flag=True, help="What was sent, too.")
@record_options
def failures(hook: str, bodies: bool, file: Path | None, url: str | None) -> None:
    """What was given up for HOOK, the oldest first."""
    with record(file, url) as held:
        for message in _failures(held, Hooks(held.redis, held.keys).get(hook)):
            made = held.told(message.made)
            click.echo(
                f"{message.id}  {made}  {message.type}  {message.case}  {message.tried} tries  {message.why}"
            )
            if bodies:
                click.echo(f"  {json.dumps(json.loads(message.body), ensure_ascii=False)}")


@webhooks.command()
@click.argument("hook")
@click.argument("messages", nargs=-1, metavar="[ID]...")
@click.option("--since", metavar="TIME", help="All failures from then on: 2026-11-30T08:00.")
@record_options
def replay(
    hook: str, messages: tuple[str, ...], since: str | None, file: Path | None, url: str | None
) -> None:
    """Send failures of HOOK again, under the ids they had: these messages, or all since a time."""
    with record(file, url) as held:
        if bool(messages) == bool(since):
            raise RefusedError("either ID or --since must be given")
        found = Hooks(held.redis, held.keys).get(hook)
        from_ = _time(held, since) if since else 0
        there = {each.id: each for each in _failures(held, found) if each.made >= from_}
        for each in messages:
            if each not in there:
                raise RefusedError(f"ID must be a failure of this hook, got {each[:64]!r}")
        again = [there[each] for each in messages] if messages else list(there.values())
        for message in again:
            message.tried, message.due = 0, held.now
            _ask(held, found, message)
        _audit(held, "webhook_replayed", found, str(len(again)))
    click.echo(f"{len(again)} messages are sent again within two seconds.")


def targets_of(settings: Settings) -> Targets:
    told = settings.webhooks
    return Targets(ports_of(told.ports), networks_of(told.allowed_networks), told.development)


def _key(settings: Settings) -> bytes:
    """What secrets are made from; the file of the webhook process is written anew. Raises RefusedError."""
    try:
        keys = key_file_of(settings)
        found = webhook_secrets(keys.now).webhooks
        if found is None:
            raise RefusedError(NO_KEYS)
        keys.settle({})
    except KeyFileError as error:
        raise RefusedError(str(error)) from None
    return found


def _codes(areas: Areas, told: Iterable[str]) -> list[str]:
    codes = _parts(told)
    for code in codes:
        if code not in areas:
            raise RefusedError(f"--areas must be codes of this city, got {code[:64]}")
    return codes


def _parts(told: Iterable[str]) -> list[str]:
    return [part.strip() for each in told for part in each.split(",") if part.strip()]


def _line(held: Record, hook: Hook, state: HookState) -> str:
    waiting = len(held.redis.hkeys(held.keys.webhook_waiting(hook.id)))
    given_up = len(held.redis.hkeys(held.keys.webhook_failures(hook.id)))
    goes = "disabled" if state.disabled(hook) else "failing" if state.failing else "good"
    rotated = ", an old secret signs too" if held.now < hook.old_until else ""
    why = f" ({state.why})" if state.why else ""
    return (
        f"{hook.id}  {hook.name or '-'}  {hook.url}  "
        f"areas {' '.join(hook.areas)}  types {' '.join(hook.types)}  "
        f"{goes}{why}{rotated}  delivered {held.told(state.delivered or None)}  "
        f"{waiting:,} wait, {given_up:,} failures"
    )


def _failures(held: Record, hook: Hook) -> list[Message]:
    told: Any = held.redis.hgetall(held.keys.webhook_failures(hook.id))
    return sorted((found for found in map(read_message, told.values()) if found), key=age)


def _ask(held: Record, hook: Hook, message: Message) -> None:
    told = msgspec.json.encode(Asked(hook.id, message))
    held.redis.hset(held.keys.webhook_asked, f"{hook.id}:{message.id}", told)


def _time(held: Record, told: str) -> int:
    """In the city's time where no zone is told. Raises RefusedError."""
    try:
        at = datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", told))
    except ValueError:
        raise RefusedError(f"--since must be a time such as 2026-11-30T08:00, got {told[:40]}") from None
    return round((at if at.tzinfo else at.replace(tzinfo=held.settings.rules.zone)).timestamp() * 1000)


def _audit(held: Record, act: str, hook: Hook, detail: str = "") -> None:
    about = Audited(act, HOST, held.now, hook.id, " ".join(hook.areas), detail=detail)
    AuditLog(held.redis, held.keys).append(about)
