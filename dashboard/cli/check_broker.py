"""What `gridwall check` says of the MQTT broker: whether it lets us in, and by which key devices count."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dashboard.settings.addresses import client, keys_of
from dashboard.settings.extras import lacking
from dashboard.settings.settings import LOOPBACK, Settings, SettingsError
from streams.access.api_keys import POSITIONS, ApiKeys
from streams.record.startup import AWAY
from streams.server.connect import RedisAddressError
from streams.server.fitness import Verdict

if TYPE_CHECKING:
    from streams.intake.mqtt.broker import Broker


def broker_findings(settings: Settings) -> Iterator[Verdict]:
    """Nothing without `mqtt.url`. By a name of its own, so that the link of a process at work stays."""
    from dashboard.settings.broker import read_broker
    from dashboard.settings.city_files import CityFileError, load_city
    from dashboard.settings.city_paths import city_paths

    if not settings.mqtt.url or lacking("paho"):
        return
    try:
        if settings.mqtt.sensors:
            areas, _, matters = load_city(city_paths(settings))
            broker = read_broker(settings, matters.items, areas)
        else:
            broker = read_broker(settings)
    except CityFileError:  # that was told already
        return
    except SettingsError as error:
        yield Verdict("bad", str(error))
        return
    assert broker is not None
    if not broker.tls and broker.password and broker.host not in LOOPBACK:
        yield Verdict("warn", f"our password goes to {broker.name} unencrypted: mqtts:// in mqtt.url")
    if broker.sensors.rules:
        told = broker.sensors
        yield Verdict("ok", f"{len(told.rules):,} rules make reports of {len(told.places):,} sensors")
    yield from _let_in(broker)
    if broker.key:
        yield from _key(settings, broker.key)


def _let_in(broker: Broker) -> Iterator[Verdict]:
    from streams.intake.mqtt.session import LinkError, Session

    async def take(topic: str, payload: bytes) -> None:
        """Nothing is subscribed to."""

    async def look() -> None:
        session = Session(broker, take, lambda: None, check=True)
        try:
            await session.open()
        finally:
            await session.close()

    try:
        asyncio.run(look())
    except LinkError as error:
        yield Verdict("bad", str(error))
    else:
        yield Verdict("ok", f"{broker.name} lets us in")


def _key(settings: Settings, name: str) -> Iterator[Verdict]:
    """Nothing where the record cannot be asked: that was told already."""
    url = settings.redis.record or settings.redis.url
    if not url:
        return
    try:
        redis = client(settings, url)
        keys = {key.name: key for key in ApiKeys(redis, keys_of(settings)).all()}
    except RedisAddressError:
        return
    except AWAY:
        return
    key, now = keys.get(name), round(time.time() * 1000)
    if key is None or key.state(now) != "good" or POSITIONS not in key.actions:
        state = "there is none" if key is None else key.state(now)
        mend = f"`gridwall keys make {name} --action {POSITIONS}`"
        yield Verdict(
            "bad", f"mqtt.key: {name} must be a good key that may send {POSITIONS} ({state}): {mend}"
        )
