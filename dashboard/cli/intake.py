"""`gridwall intake`: the intake process, doors for phones and other systems that send."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.settings.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from city.areas.areas import Areas
    from city.people.roster import Roster
    from dashboard.settings.city_in_force import City
    from streams.intake.service import Service


@click.command()
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, instead of intake.port.")
def intake(file: Path | None, port: int | None) -> None:
    """Take what phones and other systems send, and append it to the streams, until ended.

    Over HTTP at its doors, and of an MQTT broker where mqtt.url is set. Run one with a broker: two of the
    same mqtt.client would take each other's place.
    """
    try:
        settings = read_settings(file)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    serve(settings, port)


def serve(settings: Settings, port: int | None) -> None:
    """Until SIGTERM or Ctrl-C. Raises ClickException, SystemExit."""
    from dashboard.cli.web import refuse_taken
    from dashboard.settings.addresses import intake_urls
    from dashboard.settings.private import keep_private
    from dashboard.transport.logs import set_up_logs
    from streams.intake.service import run

    if not all(intake_urls(settings)):
        raise click.ClickException(
            "redis.url or redis.intake must be set, in gridwall.toml or as GRIDWALL_REDIS_URL: "
            "what phones send is written there (try `gridwall demo`)"
        )
    told = settings.intake
    refuse_taken(told.host, port or told.port, "intake.port")
    keep_private()
    set_up_logs(settings.log.level)
    make = maker(settings, port or told.port)

    async def live() -> bool:
        return await run(make())

    raise SystemExit(0 if asyncio.run(live()) else 1)


def maker(settings: Settings, port: int) -> Callable[[], Service]:
    """Makes the process's parts, within a loop that runs. Raises ClickException."""
    from dashboard.settings.addresses import intake_clients, intake_urls, keys_of
    from dashboard.settings.broker import read_broker
    from dashboard.settings.city_files import CityFileError
    from streams.intake.homes import Homes
    from streams.intake.service import Place, Service
    from streams.server.connect import RedisAddressError

    try:
        clients = intake_clients(settings)
        follower, (areas, roster, matters) = _city(settings)
        broker = read_broker(settings, matters.items, areas)
    except (SettingsError, CityFileError, RedisAddressError) as error:
        raise click.ClickException(str(error)) from None
    told, keys, homes = settings.intake, keys_of(settings), Homes(areas, roster, follower)
    place = Place(told.host, port, told.gateway, intake_urls(settings), settings.rules.zone, broker)
    return lambda: Service(*clients, keys, homes, place)


def _city(settings: Settings) -> tuple[Callable[[], tuple[Areas, Roster] | None], City]:
    """The city that holds now, and what tells another one. Raises SettingsError, CityFileError,
    RedisAddressError."""
    from dashboard.settings.addresses import intake_client
    from dashboard.settings.city_in_force import CityFollower
    from dashboard.settings.installed_city import city_in_force
    from streams.server.redis_clock import now_of

    redis = intake_client(settings)
    force = city_in_force(settings, redis)
    shows = force.at(now_of(redis))
    follower = CityFollower(force, redis, shows)

    def news() -> tuple[Areas, Roster] | None:
        city = follower.news()
        return city and city[:2]

    return news, shows.city
