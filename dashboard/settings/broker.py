"""The broker as the settings tell it: address, password from a file, topics, the sensors' mapping file."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from dashboard.settings.settings import Settings, SettingsError
from streams.intake.mqtt.broker import Broker
from streams.intake.mqtt.topics import TopicError, wildcards
from streams.intake.sensors.reading import Fault, read_sensors
from streams.intake.sensors.rules import Sensors
from streams.messages.values import shown
from streams.server.connect import RedisAddressError, password_in
from streams.server.redact import redacted

ADDRESS = re.compile(r"(mqtts?)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/?")
PORTS = {"mqtt": 1883, "mqtts": 8883}
CLIENT = re.compile(r"[A-Za-z0-9_-]{1,64}")
Codes = Container[str] | None


def read_broker(settings: Settings, items: Codes = None, areas: Codes = None) -> Broker | None:
    """None where `mqtt.url` is empty. `items` and `areas`: codes that the sensors' file may name. Raises
    SettingsError."""
    told = settings.mqtt
    if not told.url:
        return None
    found = ADDRESS.fullmatch(told.url)
    if not found or int(found[3] or 1) not in range(1, 65536):
        wanted = "mqtt://host:1883 or mqtts://host:8883, user and password apart from it"
        raise SettingsError(f"mqtt.url must be {wanted}, got {shown(redacted(told.url))}")
    if not CLIENT.fullmatch(told.client):
        raise SettingsError(f"mqtt.client must be 1 to 64 of A-Z a-z 0-9 _ -, got {shown(told.client)}")
    if not (told.owntracks or told.traccar or told.sensors):
        raise SettingsError("mqtt: one of owntracks, traccar and sensors wanted beside url, got none")
    if (told.owntracks or told.traccar) and not told.key:
        raise SettingsError("mqtt.key must be the name of the key that devices count by, got nothing")
    return Broker(
        found[2].strip("[]"),
        int(found[3] or PORTS[found[1]]),
        found[1] == "mqtts",
        _ca(settings),
        told.user,
        _password(settings),
        told.client,
        told.key,
        _filter("owntracks", told.owntracks),
        _filter("traccar", told.traccar),
        _sensors(settings, items, areas),
    )


def sensors_in(path: Path, items: Codes = None, areas: Codes = None) -> tuple[Sensors, list[Fault]]:
    """A mapping file, and all that is wrong with it. Raises SettingsError when it cannot be read."""
    try:
        return read_sensors(path.read_text("utf-8-sig"), items, areas)
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: must be UTF-8 text, got other bytes") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from None


def _sensors(settings: Settings, items: Codes, areas: Codes) -> Sensors:
    if not settings.mqtt.sensors:
        return Sensors()
    path = settings.path(settings.mqtt.sensors)
    sensors, faults = sensors_in(path, items, areas)
    if faults:
        more = f" (and {len(faults) - 1:,} more: gridwall sensors check {path})" if len(faults) > 1 else ""
        raise SettingsError(f"{path}:{faults[0].line}: {faults[0].sentence}{more}")
    return sensors


def _filter(name: str, told: str) -> str:
    try:
        wild = wildcards(told) if told else 0
    except TopicError as error:
        raise SettingsError(f"mqtt.{name} {error}") from None
    if name == "owntracks" and told and wild != 2:
        wanted = "a topic with two +, for the user and the device, such as owntracks/+/+"
        raise SettingsError(f"mqtt.owntracks must be {wanted}, got {shown(told)}")
    return told


def _ca(settings: Settings) -> str:
    if not settings.mqtt.ca:
        return ""
    path = settings.path(settings.mqtt.ca)
    try:
        path.open("rb").close()
    except OSError as error:
        raise SettingsError(f"mqtt.ca must be a readable file, got {path}: {error.strerror}") from None
    return str(path)


def _password(settings: Settings) -> str:
    told = settings.mqtt
    if not told.password_file:
        return ""
    if not told.user:
        raise SettingsError("mqtt.password_file wants mqtt.user beside it, got none")
    try:
        return password_in(str(settings.path(told.password_file)))
    except RedisAddressError as error:
        raise SettingsError(str(error).replace("redis password file", "mqtt.password_file")) from None
