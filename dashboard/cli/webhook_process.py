"""`gridwall webhooks run`: the webhook process from the settings. Decides nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from city.areas.locate import Locator
from dashboard.access.key_files import handed_to_webhooks
from dashboard.cli.web import refuse_taken
from dashboard.cli.webhooks import NO_KEYS, targets_of
from dashboard.settings.addresses import keys_of, webhooks_async_client, webhooks_client, webhooks_url
from dashboard.settings.city_files import CityFileError
from dashboard.settings.city_in_force import City, CityFollower
from dashboard.settings.installed_city import city_in_force
from dashboard.settings.private import keep_private
from dashboard.settings.settings import Settings, SettingsError, read_settings
from dashboard.settings.tak import read_tak, telling_of
from dashboard.transport.logs import set_up_logs
from streams.record.seal import Seal
from streams.server.connect import RedisAddressError
from streams.server.redis_clock import now_of
from streams.webhooks.case_fold import CaseFold, WebhookCity
from streams.webhooks.sending import Sender
from streams.webhooks.service import Place, Service
from streams.webhooks.service import run as run_service

AGAIN_S = 2
FOLLOW_S = 2.0
log = logging.getLogger(__name__)


def serve(file: Path | None, port: int | None) -> None:
    """Until SIGTERM or Ctrl-C. Raises ClickException, SystemExit."""
    try:
        settings = read_settings(file)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    if not webhooks_url(settings):
        raise click.ClickException(
            "redis.url or redis.webhooks must be set, in gridwall.toml or as GRIDWALL_REDIS_URL: "
            "cases are read there"
        )
    told = settings.webhooks
    refuse_taken(told.host, port or told.port, "webhooks.port")
    keep_private()
    set_up_logs(settings.log.level)
    wait_for_keys(settings)
    follower, city = city_of(settings)
    make = maker(settings, port or told.port, city)

    async def live() -> bool:
        service = make()
        follow = asyncio.create_task(follower.follow(service.ended.set))
        try:
            return await run_service(service)
        finally:
            follow.cancel()

    good = asyncio.run(live())
    if follower.left:  # cases are folded anew, by the areas that hold now
        log.info("another edition of the city holds: the process begins anew")
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
    raise SystemExit(0 if good else 1)


class Follower:
    """`left`: another edition of the city holds than this process folds by."""

    def __init__(self, follower: CityFollower) -> None:
        self._follower, self.left = follower, False

    async def follow(self, end: Callable[[], None]) -> None:
        while not self.left:
            await asyncio.sleep(FOLLOW_S)
            self.left = await asyncio.to_thread(self._follower.news) is not None
        end()


def city_of(settings: Settings) -> tuple[Follower, City]:
    """The city that holds now. Raises ClickException."""
    try:
        redis = webhooks_client(settings)
        force = city_in_force(settings, redis)
        shows = force.at(now_of(redis))
    except (SettingsError, CityFileError, RedisAddressError) as error:
        raise click.ClickException(str(error)) from None
    return Follower(CityFollower(force, redis, shows)), shows.city


def wait_for_keys(settings: Settings) -> None:
    """At the first start of all the web process makes them, a moment later."""
    while handed_to_webhooks(settings).webhooks is None:
        log.warning("%s; looked for again in %d s", NO_KEYS, AGAIN_S)
        time.sleep(AGAIN_S)


def maker(settings: Settings, port: int, shown: City) -> Callable[[], Service]:
    """Makes the process's parts, within a loop that runs. Raises ClickException."""
    areas, _, matters = shown
    held = handed_to_webhooks(settings)
    if held.webhooks is None:
        raise click.ClickException(NO_KEYS)
    key, seal = held.webhooks, held.seal
    try:
        client = webhooks_async_client(settings)
    except RedisAddressError as error:
        raise click.ClickException(str(error)) from None
    try:
        server = read_tak(settings, areas)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    tak = (server, telling_of(settings)) if server else None
    keys, url = keys_of(settings), webhooks_url(settings)
    city = WebhookCity(areas, matters, settings.rules, Locator(areas))

    def fold() -> CaseFold:
        return CaseFold(lambda: webhooks_client(settings), keys, city, Seal(lambda: seal, made=True), url)

    sender = Sender(targets_of(settings), lambda: key)
    place = Place(settings.webhooks.host, port, url)
    return lambda: Service(client, keys, city, sender, fold, place, tak)
