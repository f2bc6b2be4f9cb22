"""What `simulate` and `replay` share: the settings, the city and the Redis they feed."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from dashboard.access.key_file import record_secret
from dashboard.cli.demo_city import write_demo_city
from dashboard.settings.addresses import client, keys_of
from dashboard.settings.city_files import CityFileError, CityPaths, load_city
from dashboard.settings.settings import Settings, SettingsError, read_settings
from streams.record.keys import Keys
from streams.record.seal import Seal
from streams.record.world import WorldError
from streams.replay.sender import Sender, SenderError
from streams.server.connect import RedisAddressError

DEMO_CITY = "var/demo"


@dataclass(frozen=True, slots=True)
class Fed:
    settings: Settings
    areas: Areas
    roster: Roster
    matters: Matters
    keys: Keys
    sender: Sender
    seal: Seal  # what is written to the record itself is signed, where the web process's key file is here


def feeding_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options both commands take."""
    command = click.option("--redis", "url", metavar="URL", help="Redis to write to, instead of redis.url.")(
        command
    )
    return click.option(
        "--settings",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Settings file, instead of gridwall.toml.",
    )(command)


def feed(file: Path | None, url: str | None, world: str) -> Fed:
    """Read the settings and the city and claim the prefix. Raises click.ClickException."""
    try:
        settings = read_settings(file)
        areas, roster, matters = load_city(city_files(settings))
    except (SettingsError, CityFileError) as error:
        raise click.ClickException(str(error)) from None
    redis = settings.redis
    record = url or redis.record or redis.url
    positions = url or redis.positions or redis.url
    if not record or not positions:
        raise click.ClickException(
            "redis.url must be set in gridwall.toml, or --redis URL given, got neither"
        )
    keys = keys_of(settings)
    try:
        sender = Sender(
            client(settings, record),
            keys,
            world,
            positions=None if positions == record else client(settings, positions),
            url=record,
            say=say,
        )
    except (RedisAddressError, WorldError, SenderError) as error:
        raise click.ClickException(str(error)) from None
    return Fed(settings, areas, roster, matters, keys, sender, _seal(settings))


def _seal(settings: Settings) -> Seal:
    return Seal(record_secret(settings.path(settings.web.keys_file)))


def say(sentence: str) -> None:
    """On a line of its own, whatever stands on a terminal: a progress bar leaves its line open."""
    click.echo("\r\x1b[K" * sys.stderr.isatty() + sentence, err=True)


def city_files(settings: Settings) -> CityPaths:
    """The files the settings name; the demo city when they name none."""
    city = settings.city
    if not city.areas:
        return write_demo_city(settings.path(DEMO_CITY))
    missing = [name for name in ("roster", "matters") if not getattr(city, name)]
    if missing:
        raise SettingsError(f"city.{missing[0]} must be set where city.areas is, got nothing")
    return CityPaths(*(settings.path(value) for value in (city.areas, city.roster, city.matters)))


@contextmanager
def until_told() -> Iterator[None]:
    """Ctrl-C and SIGTERM end the work quietly; what Redis refuses for good ends it with a sentence."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        pass
    except (WorldError, SenderError) as error:
        raise click.ClickException(str(error)) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def now_ms() -> int:
    return int(time.time() * 1000)
