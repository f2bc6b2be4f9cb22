"""The city of an installation: what its settings name, and what was loaded into its record since."""

from __future__ import annotations

from city.editions.plan import Plan
from city.time.workdays import Calendar
from dashboard.settings.addresses import client, keys_of
from dashboard.settings.city_files import load_city, read_city_calendar
from dashboard.settings.city_in_force import CityInForce, InForce
from dashboard.settings.city_paths import city_paths
from dashboard.settings.settings import Settings
from streams.editions.edition_store import EditionStore
from streams.server.connect import Client
from streams.server.redis_clock import now_of


def city_in_force(settings: Settings, redis: Client) -> CityInForce:
    """By that client. Raises SettingsError."""
    store = EditionStore(redis, keys_of(settings))
    return CityInForce(city_paths(settings), settings.path(settings.city.editions), store)


def city_that_holds(settings: Settings, heir: bool = False) -> InForce:
    """Now; that of the settings alone where they name no Redis. `heir`: as CityInForce's. Raises
    SettingsError, CityFileError, RedisAddressError."""
    url = settings.redis.record or settings.redis.url
    if not url:
        return city_of_files(settings)
    redis = client(settings, url)
    try:
        return city_in_force(settings, redis).at(now_of(redis), heir)
    finally:
        redis.close()


def city_of_files(settings: Settings) -> InForce:
    """Whatever was loaded since. Raises SettingsError, CityFileError."""
    return InForce(load_city(city_paths(settings)), {}, Plan(), "0")


def city_calendar(settings: Settings) -> Calendar:
    """When the city works; every Monday to Friday, when no file is told."""
    told, zone = settings.city.calendar, settings.rules.zone
    return read_city_calendar(settings.path(told), zone) if told else Calendar(zone)
