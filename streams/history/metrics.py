"""`/history/healthz`, `/history/readyz` and `/history/metrics`, for this machine alone: read when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from streams.http.this_machine import refuse_others

NAME = "gridwall_history"


class Keeping(Protocol):
    """What is asked of the part that keeps the events."""

    @property
    def copied(self) -> int: ...
    @property
    def behind(self) -> bool: ...
    @property
    def troubles(self) -> list[str]: ...


class Part(Protocol):
    """What works beside the events."""

    trouble: str | None


class HistoryGauges(Collector):
    def __init__(self, events: Keeping, parts: Sequence[Part]) -> None:
        self._events, self._parts = events, parts

    def collect(self) -> Iterator[Metric]:
        events = self._events
        yield CounterMetricFamily(
            f"{NAME}_copied", "Entries of the record copied since the start.", events.copied
        )
        yield GaugeMetricFamily(
            f"{NAME}_behind", "Whether more waits to be copied at once.", int(events.behind)
        )
        yield GaugeMetricFamily(
            f"{NAME}_troubles", "What keeps it from copying.", len(troubles_of(events, self._parts))
        )


def troubles_of(events: Keeping, parts: Sequence[Part]) -> list[str]:
    """Of all that is kept, a sentence each."""
    return [*events.troubles, *(part.trouble for part in parts if part.trouble)]


def add_routes(app: web.Application, events: Keeping, parts: Sequence[Part] = ()) -> None:
    registry = CollectorRegistry()
    ProcessCollector(namespace=NAME, registry=registry)
    registry.register(HistoryGauges(events, parts))

    async def healthz(request: web.Request) -> web.Response:
        refuse_others(request)
        return web.json_response({"alive": True})

    async def readyz(request: web.Request) -> web.Response:
        refuse_others(request)
        troubles = troubles_of(events, parts)
        good = not troubles and not events.behind
        told = {"ready": good, "behind": events.behind, "troubles": troubles}
        return web.json_response(told, status=200 if good else 503)

    async def metrics(request: web.Request) -> web.Response:
        refuse_others(request)
        return web.Response(body=generate_latest(registry), content_type="text/plain", charset="utf-8")

    app.router.add_get("/history/healthz", healthz)
    app.router.add_get("/history/readyz", readyz)
    app.router.add_get("/history/metrics", metrics)
