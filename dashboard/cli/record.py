"""What `keys` and `links` share: the settings, the city and the Redis of the record. Knows no key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from dashboard.cli.feeding import city_files
from dashboard.settings.addresses import client, keys_of
from dashboard.settings.city_files import CityFileError, CityPaths
from dashboard.settings.city_in_force import CityInForce
from dashboard.settings.settings import Settings, SettingsError, read_settings
from streams.editions.edition_store import EditionStore
from streams.messages.values import RefusedError
from streams.record.keys import Keys
from streams.record.startup import AWAY
from streams.server.connect import Client, RedisAddressError, trouble
from streams.server.redis_clock import RedisClock

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Record:
    settings: Settings
    redis: Client
    keys: Keys
    now: int

    def city(self) -> tuple[Areas, Roster, Matters]:
        """The city that holds now."""
        folder, store = self.settings.path(self.settings.city.editions), EditionStore(self.redis, self.keys)
        return CityInForce(self.files(), folder, store).at(self.now).city

    def files(self) -> CityPaths:
        """Of the settings; the demo city's when they name none."""
        return city_files(self.settings)

    def told(self, at: int | None) -> str:
        """A time as people of this city read it."""
        if at is None:
            return "-"
        return datetime.fromtimestamp(at / 1000, self.settings.rules.zone).strftime("%Y-%m-%d %H:%M")


def record_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command here takes."""
    command = click.option(
        "--redis", "url", metavar="URL", help="Redis of the record, instead of the settings'."
    )(command)
    return click.option(
        "--settings",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Settings file, instead of gridwall.toml.",
    )(command)


@contextmanager
def record(file: Path | None, url: str | None) -> Iterator[Record]:
    """What goes wrong is one sentence: raises click.ClickException."""
    where = ""
    try:
        settings = read_settings(file)
        where = url or settings.redis.record or settings.redis.url
        if not where:
            raise click.ClickException(
                "redis.url must be set in gridwall.toml, or --redis URL given, got neither"
            )
        redis = client(settings, where)
        clock = RedisClock(redis)  # what is written here is read by processes that go by it
        clock.measure()
        yield Record(settings, redis, keys_of(settings), clock.now() or 0)
    except (SettingsError, CityFileError, RedisAddressError, RefusedError) as error:
        raise click.ClickException(str(error)) from None
    except AWAY as error:
        raise click.ClickException(trouble(error, where)) from None
