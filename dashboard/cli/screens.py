"""`gridwall screens`: what hangs where and how it is, and taking a screen's right to be one, from the machine
of the record."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import click

from city.access.roles import OPERATOR
from city.cases.refusal import ObjectionError
from city.screens.decision import Decision, Moment
from city.screens.hanging import TakeDown, take_down
from city.screens.plan import Plan
from city.screens.screen import Screen
from city.time.days import LocalDays
from dashboard.cli.record import Record, record, record_options
from dashboard.settings.addresses import client
from streams.access.administration import HOST, AdministrationError, Hand
from streams.access.screen_accounts import ScreenAccounts
from streams.access.sessions import Sessions
from streams.record.startup import AWAY
from streams.screens.beats import Beat, Beats
from streams.screens.plan_store import PlanStore


@click.group()
def screens() -> None:
    """Screens in rooms: what hangs where, and how it is."""


@screens.command("list")
@record_options
def list_screens(file: Path | None, url: str | None) -> None:
    """All screens, room by room."""
    with record(file, url) as held:
        plan, _ = PlanStore(held.redis, held.keys).read()
        hung = sorted(plan.screens.values(), key=lambda each: (each.room, each.row, each.column, each.id))
        beats = _beats(held, [screen.id for screen in hung], url)
        for screen in hung:
            click.echo(_line(held, screen, beats))
    if not hung:
        click.echo("No screen hangs yet: open /screen in its browser and pair it at /director/.")


@screens.command()
@click.argument("screen")
@record_options
def revoke(screen: str, file: Path | None, url: str | None) -> None:
    """Take SCREEN down: its browser is one no more within seconds, and shows a code again."""
    with record(file, url) as held:
        areas = held.city()[0]
        account = _account(held, screen)
        command = f"revoke-{screen}-{time.time_ns()}"

        def decide(plan: Plan) -> Decision:
            moment = Moment(plan, areas, HOST, OPERATOR, areas.root.code, held.now, command)
            return take_down(moment, TakeDown(screen))

        try:
            PlanStore(held.redis, held.keys).carry_out(command, HOST, held.now, decide)
        except ObjectionError:
            if not account:
                raise click.ClickException(f"screen must be one that hangs, got {screen}") from None
    click.echo(f"{screen} is no screen any more.")


def _account(held: Record, screen: str) -> bool:
    """Whether there was one to revoke; a tab that shows a screen has none."""
    areas = held.city()[0]
    day = date.fromisoformat(LocalDays(held.settings.rules.zone).stamp(held.now, "%Y-%m-%d"))
    hand = Hand(HOST, areas.root.code)
    sessions = Sessions()
    sessions.fold(held.redis.xrange(held.keys.sessions))  # type: ignore[arg-type]
    try:
        ScreenAccounts(held.redis, held.keys, areas, hand, held.now, day).revoke(screen, sessions.of(screen))
    except AdministrationError:
        return False
    return True


def _beats(held: Record, ids: list[str], url: str | None) -> dict[str, Beat] | None:
    """None while nobody can be asked. Signs of life stand where positions do, unless `url` says where all
    is."""
    told = held.settings.redis
    address = url or told.positions or told.url
    try:
        return Beats(client(held.settings, address) if address else held.redis, held.keys).of(ids)
    except AWAY:
        return None


def _line(held: Record, screen: Screen, beats: dict[str, Beat] | None) -> str:
    part = screen.part
    of_wall = f"{part.rows} x {part.columns}, row {part.row} column {part.column}" if part else ""
    words = [
        screen.id,
        screen.name,
        f"{screen.room} {screen.row}/{screen.column}",
        screen.area,
        f"programme {screen.programme}" if screen.programme else "",
        f"part of {of_wall}" if of_wall else "",
        f"takes from {screen.clearance}",
        "not known" if beats is None else _health(held, beats.get(screen.id)),
    ]
    return "  ".join(word for word in words if word)


def _health(held: Record, beat: Beat | None) -> str:
    if beat is None:
        return "offline"
    frames = "" if beat.fps is None else f", {beat.fps:.0f} fps"
    return f"well{frames}, last sign {max(0, held.now - beat.at) / 1000:.0f} s ago"
