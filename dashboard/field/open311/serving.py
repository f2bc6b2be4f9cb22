"""The parts of Open311, handed to each other. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from city.live import LiveCity
from dashboard.access.api_auth import Callers
from dashboard.console.commands import CarryOut
from dashboard.field.kept_photos import KeptPhotos
from dashboard.field.open311 import routes
from dashboard.field.open311.asking import Asking
from dashboard.field.open311.door import Open311Door
from dashboard.field.open311.media import Uploads
from dashboard.field.open311.reading import Reading
from dashboard.field.open311.services import Services
from dashboard.field.open311.updates import Updates
from dashboard.field.photo_api import PhotoDecoder
from dashboard.settings.settings import Settings, SettingsError
from dashboard.truth.freshness import Chain
from streams.record.connections import Connections


@dataclass(frozen=True, slots=True)
class Parts:
    """What the running program lends; `clock()` is epoch ms."""

    callers: Callers
    connections: Connections
    city: Callable[[], LiveCity]
    chain: Chain
    clock: Callable[[], int]
    carry_out: CarryOut


def serve(
    server: Flask,
    settings: Settings,
    parts: Parts,
    world: Callable[[], str],
    decoder: PhotoDecoder,
    kept: KeptPhotos,
) -> None:
    """Raises SettingsError."""
    told, clock = settings.open311, parts.clock
    if told.public and told.public not in parts.city().areas:
        raise SettingsError(f"open311.public must be the code of an area of this city, got {told.public!r}")
    door = Open311Door(parts.callers, parts.connections, parts.city, parts.chain, told)
    services = Services(door, clock, settings.web.origin, lambda: world() == "live")
    asking, reading = Asking(door, Uploads(decoder, kept)), Reading(door, clock)
    routes.register(server, door, services, asking, reading, Updates(door, reading, parts.carry_out, clock))
