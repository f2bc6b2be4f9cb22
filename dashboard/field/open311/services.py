"""What may be reported over Open311, and where it is spoken: told to anybody, for it names nobody."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from city.live import LiveCity
from city.matters import Item
from city.time.days import LocalDays
from dashboard.field.open311.door import Open311Door
from dashboard.field.open311.replies import XML, Open311Error, said
from dashboard.field.open311.shapes import Discovery, Open311Endpoint, Service, ServiceDefinition
from layouts.address import at
from streams.messages.values import shown

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-12-01T00:00:00Z"  # the last time that what is said here became another
PATH = "/open311/v2"


class Services:
    """`city()` is the fold, `clock()` epoch ms; `origin` where people reach this server, empty: as it was
    asked; `real()` whether what is reported is of a real city."""

    def __init__(
        self,
        door: Open311Door,
        clock: Callable[[], int],
        origin: str,
        real: Callable[[], bool],
    ) -> None:
        self._door, self._clock, self._origin, self._real = door, clock, origin, real

    def discovery(self) -> Discovery:
        lang, told = self._door.language(), self._door.settings
        url = (self._origin or request.host_url.rstrip("/") + at("")) + PATH
        kind = "production" if self._real() else "test"
        endpoint = Open311Endpoint(SPECIFICATION, url, CHANGED, kind, [XML, "application/json"])
        return Discovery(CHANGED, told.contact, said(lang, "key_service"), [endpoint])

    def all(self) -> list[Service]:
        """Those that stand today. Raises Open311Error."""
        self._door.jurisdiction()
        live, lang = self._door.city(), self._door.language()
        day = LocalDays(live.rules.zone).stamp(self._clock(), "%Y-%m-%d")
        return [_service(live, item, lang) for item in live.matters.items.values() if item.stands(day)]

    def one(self, code: str) -> ServiceDefinition:
        """Raises Open311Error."""
        self._door.jurisdiction()
        if code not in self._door.city().matters.items:
            raise Open311Error(404, "unknown_service", got=shown(code))
        return ServiceDefinition(code, [])


def item_name(item: Item, lang: str) -> str:
    return (item.name_en or item.name) if lang == "en" else item.name


def _service(live: LiveCity, item: Item, lang: str) -> Service:
    category = live.matters.categories[item.category]
    group = (category.name_en or category.name) if lang == "en" else category.name
    name = item_name(item, lang)
    return Service(item.code, name, f"{group}: {name}", False, "realtime", group, group)
