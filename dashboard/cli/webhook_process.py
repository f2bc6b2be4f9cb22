"""`gridwall webhooks run`: the webhook process from the settings. Decides nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

import click

from city.areas.locate import Locator
from dashboard.access.key_files import handed_to_webhooks
from dashboard.cli.web import refuse_taken
from dashboard.cli.webhooks import NO_KEYS, targets_of
from dashboard.settings.addresses import keys_of, webhooks_async_client, webhooks_client, webhooks_url
from dashboard.settings.city_files import CityFileError, load_city
from dashboard.settings.city_paths import city_paths
from dashboard.settings.private import keep_private
from dashboard.settings.settings import Settings, SettingsError, read_settings
from dashboard.transport.logs import set_up_logs
from streams.record.seal import Seal
from streams.server.connect import RedisAddressError
from streams.webhooks.case_fold import CaseFold, WebhookCity
from streams.webhooks.sending import Sender
from streams.webhooks.service import Place, Service
from streams.webhooks.service import run as run_service

AGAIN_S = 2
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
    make = maker(settings, port or told.port)

    async def live() -> bool:
        return await run_service(make())

    raise SystemExit(0 if asyncio.run(live()) else 1)


def wait_for_keys(settings: Settings) -> None:
    """At the first start of all the web process makes them, a moment later."""
    while handed_to_webhooks(settings).webhooks is None:
        log.warning("%s; looked for again in %d s", NO_KEYS, AGAIN_S)
        time.sleep(AGAIN_S)


def maker(settings: Settings, port: int) -> Callable[[], Service]:
    """Makes the process's parts, within a loop that runs. Raises ClickException."""
    held = handed_to_webhooks(settings)
    if held.webhooks is None:
        raise click.ClickException(NO_KEYS)
    key, seal = held.webhooks, held.seal
    try:
        areas, _, matters = load_city(city_paths(settings))
        client = webhooks_async_client(settings)
        webhooks_client(settings).close()  # said now, not in a term
    except (SettingsError, CityFileError, RedisAddressError) as error:
        raise click.ClickException(str(error)) from None
    keys, url = keys_of(settings), webhooks_url(settings)
    city = WebhookCity(areas, matters, settings.rules, Locator(areas))

    def fold() -> CaseFold:
        return CaseFold(lambda: webhooks_client(settings), keys, city, Seal(lambda: seal, made=True), url)

    sender = Sender(targets_of(settings), lambda: key)
    place = Place(settings.webhooks.host, port, url)
    return lambda: Service(client, keys, city, sender, fold, place)
