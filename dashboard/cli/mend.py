"""`gridwall mend`: streams whose ids ran ahead of the clock get ids that are times again."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.settings.addresses import client, keys_of
from dashboard.settings.settings import Settings, SettingsError, read_settings
from dashboard.truth.clock_watch import FAR_MS, ahead_in_words
from dashboard.truth.clocks import Clocks
from dashboard.truth.spans import said
from streams.record.mending import Ill, MendError, look, settle
from streams.record.mending import mend as mend_stream
from streams.record.startup import AWAY
from streams.server.connect import Client, RedisAddressError, trouble
from streams.server.redis_clock import RedisClock


@click.command()
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option("--yes", is_flag=True, help="Do it; without, only say what would be done.")
def mend(file: Path | None, yes: bool) -> None:
    """Repair streams whose ids run ahead of Redis's clock. Nothing is lost, and walls go on meanwhile."""
    where = ""
    try:
        settings = read_settings(file)
        for where, roles in _servers(settings).items():
            _one(settings, where, roles, yes)
    except (SettingsError, RedisAddressError, MendError) as error:
        raise click.ClickException(str(error)) from None
    except AWAY as error:
        raise click.ClickException(trouble(error, where)) from None


def _servers(settings: Settings) -> dict[str, set[str]]:
    told = settings.redis
    if not (told.record or told.url):
        raise click.ClickException("redis.url must be set in gridwall.toml, got nothing")
    servers: dict[str, set[str]] = {}
    for role, url in (("record", told.record or told.url), ("positions", told.positions or told.url)):
        servers.setdefault(url, set()).add(role)
    return servers


def _one(settings: Settings, url: str, roles: set[str], yes: bool) -> None:
    redis, keys = client(settings, url), keys_of(settings)
    record = client(settings, settings.redis.record or settings.redis.url)
    now = _time(redis)
    streams: tuple[str, ...] = keys.timed if "record" in roles else ()
    streams += keys.position_streams if "positions" in roles else ()
    ill = look(redis, keys, streams, now)
    if not ill:
        click.echo(f"No stream of the {' and '.join(sorted(roles))} runs ahead.")
    mended = set()
    for each in ill:
        words = ahead_in_words(keys.label(each.stream), each.ahead, now)
        if each.why:
            click.echo(f"{words}: left as it is, {each.why}. {_until(each)}")
        elif not yes:
            click.echo(f"{words}: its {each.entries:,} entries would get ids that are times (--yes does it).")
        else:
            held = mend_stream(record, redis, keys, each.stream, now)
            click.echo(f"{words}: mended, it holds {held:,} entries.")
            mended.add(each.stream)
    if mended & set(keys.position_streams):
        settle(redis, keys)


def _time(redis: Client) -> int:
    """Redis's, when it can be believed. Raises MendError."""
    clock = RedisClock(redis)
    clocks = Clocks(clock, clock)
    clocks.compare(clock)
    apart = clocks.apart(clock) or 0.0
    if abs(apart) > FAR_MS:
        way = "ahead of" if apart > 0 else "behind"
        raise MendError(
            f"this machine's clock is {said(apart)} {way} Redis's: put the clocks right first, "
            "or the ids would be wrong again"
        )
    return clocks()


def _until(ill: Ill) -> str:
    return f"Its ids are times again in {said(ill.ahead)}."
