"""`gridwall check`: would the wall run here? One readable verdict."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path

import click

from city.areas.areas import Areas
from city.people.roster import Roster
from dashboard.cli.check_accounts import account_findings, origin_findings, password_findings
from dashboard.cli.check_basemap import base_map_findings
from dashboard.cli.check_broker import broker_findings
from dashboard.cli.check_cameras import file_findings
from dashboard.cli.check_datum import border_findings, position_findings
from dashboard.cli.check_history import history_findings, history_user_findings
from dashboard.cli.check_intake import intake_findings, sender_findings
from dashboard.cli.check_package import package_findings
from dashboard.cli.check_redis import cameras_findings, server_findings
from dashboard.cli.check_webhooks import (
    tak_findings,
    tak_link_findings,
    webhook_findings,
    webhook_user_findings,
)
from dashboard.settings.addresses import client, keys_of
from dashboard.settings.settings import Settings, SettingsError, read_settings
from streams.record.startup import AWAY
from streams.server.connect import RedisAddressError
from streams.server.fitness import Verdict

MARKS = {"ok": "ok  ", "warn": "!   ", "bad": "BAD "}


@click.command()
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
def check(file: Path | None) -> None:
    """Look at settings, city files, base map and Redis, and say what is wrong. Exits 1 if anything is bad."""
    verdicts = list(findings(file))
    for verdict in verdicts:
        click.echo(f"{MARKS[verdict.level]}{verdict.sentence}")
    bad = sum(verdict.level == "bad" for verdict in verdicts)
    warned = sum(verdict.level == "warn" for verdict in verdicts)
    click.echo(conclusion(bad, warned))
    if bad:
        raise SystemExit(1)


def conclusion(bad: int, warned: int) -> str:
    if bad:
        return f"Not fit to run: {bad} to put right."
    return f"Fit to run, with {warned} to think about." if warned else "Fit to run."


def findings(file: Path | None) -> Iterator[Verdict]:
    """Every part in the order a start needs it."""
    try:
        settings = read_settings(file)
    except SettingsError as error:
        yield Verdict("bad", str(error))
        return
    yield Verdict("ok", "the settings are known and well-formed")
    yield from package_findings(settings)
    yield from origin_findings(settings)
    yield from password_findings(settings)
    city = yield from city_findings(settings)
    areas = city[0] if city else None
    yield from workday_findings(settings)
    yield from file_findings(settings, areas)
    yield from base_map_findings(settings, areas)
    yield from redis_findings(settings)
    yield from broker_findings(settings)
    yield from tak_findings(settings, areas)
    if city:
        yield from position_findings(settings, *city)
        yield from account_findings(settings, city[1])
        yield from door_findings(settings, city[1])


def city_findings(settings: Settings) -> Generator[Verdict, None, tuple[Areas, Roster] | None]:
    """Hands on the areas and the roster, when they can be read."""
    from city.areas.findings import warnings
    from dashboard.cli.check_editions import edition_findings
    from dashboard.cli.check_shifts import shift_findings
    from dashboard.settings.city_files import CityFileError
    from dashboard.settings.installed_city import city_of_files, city_that_holds

    try:
        try:
            shown = city_that_holds(settings)
        except RedisAddressError:  # told where Redis is looked at
            shown = city_of_files(settings)
    except (SettingsError, CityFileError) as error:
        yield Verdict("bad", str(error))
        return None
    areas, roster, matters = shown.city
    counts = f"{len(areas):,} areas, {len(roster.people):,} people, {len(matters.items):,} items"
    yield Verdict("ok", f"the city {areas.root.name} has {counts} (edition {areas.edition})")
    yield from edition_findings(settings, shown)
    yield from shift_findings(settings, shown.city)
    yield from border_findings(settings, areas)
    doubts = len(warnings(areas))
    if doubts:
        yield Verdict(
            "ok", f"{doubts} remarks on the areas: gridwall areas check {settings.city.areas} tells them"
        )
    return areas, roster


def workday_findings(settings: Settings) -> Iterator[Verdict]:
    from dashboard.cli.check_calendar import calendar_findings

    yield from calendar_findings(settings, datetime.now(settings.rules.zone).date())


def door_findings(settings: Settings, roster: Roster) -> Iterator[Verdict]:
    """Nothing where the record cannot be asked: that was told already."""
    url = settings.redis.record or settings.redis.url
    if not url:
        return
    try:
        redis = client(settings, url)
        now = round(time.time() * 1000)
        yield from sender_findings(redis, keys_of(settings), roster, now)
        yield from webhook_findings(redis, keys_of(settings))
        yield from tak_link_findings(redis, keys_of(settings))
        yield from history_findings(redis, keys_of(settings), now)
    except RedisAddressError:
        return
    except AWAY:
        return


def redis_findings(settings: Settings) -> Iterator[Verdict]:
    told = settings.redis
    addresses = {"record": told.record or told.url, "positions": told.positions or told.url}
    if told.cameras:
        yield from cameras_findings(settings)
        if not any(addresses.values()):
            return  # these are the camera process's settings, which wants nothing else
    if told.intake:
        yield from intake_findings(settings)
        if not any(addresses.values()):
            return  # or the intake process's
    if told.webhooks:
        yield from webhook_user_findings(settings)
        if not any(addresses.values()):
            return  # or the webhook process's
    if told.history:
        yield from history_user_findings(settings)
        if not any(addresses.values()):
            return  # or the history process's
    if not all(addresses.values()):
        yield Verdict("bad", "redis.url must be set: an empty city that looks live is worse than none")
        return
    for name, url in addresses.items():
        if name == "record" or url != addresses["record"]:
            roles = {role for role, address in addresses.items() if address == url}
            yield from server_findings(settings, url, roles)
