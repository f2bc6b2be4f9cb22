"""`/cameras/healthz` and `/cameras/metrics`, for this machine alone: read when asked, counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from cameras.serve.endpoint import Door
from cameras.watch.feeds import Feeds
from city.cameras.camera_states import STATES
from streams.http.this_machine import refuse_others

TEXTS = {
    "pulls": "Connections to cameras begun for viewers.",
    "units": "Pictures that came from cameras being watched.",
    "probes": "Looks at cameras that nobody watches.",
    "knocks": "TCP connections tried to cameras that were not there.",
    "shots": "Messages queued for screens.",
    "dropped": "Messages not sent because a screen was too slow.",
    "stuck": "Screens let go because they took nothing.",
    "refused": "Screens turned away.",
    "looks": "Key frames decoded.",
    "unseen": "Key frames not looked at, because too many waited.",
    "slides": "JPEGs made.",
    "skipped": "Pictures too fast to be made into JPEGs.",
    "faults": "Errors nobody expected; the log has them.",
}


class Gauges(Collector):
    def __init__(self, feeds: Feeds, door: Door) -> None:
        self.feeds, self.door = feeds, door

    def collect(self) -> Iterator[Metric]:
        for name, value in asdict(self.door.house.counts).items():
            yield CounterMetricFamily(f"gridwall_cameras_{name}", TEXTS[name], value=value)
        states = Counter(condition.told.state for condition in self.feeds.conditions.values())
        family = GaugeMetricFamily("gridwall_cameras", "Cameras by state.", labels=["state"])
        for state in STATES:
            family.add_metric([state], states[state])
        yield family
        yield GaugeMetricFamily(
            "gridwall_cameras_pulled", "Streams pulled for viewers.", value=self.feeds.pulled()
        )
        screens = self.door.screens
        yield GaugeMetricFamily("gridwall_cameras_screens", "Screens connected.", value=len(screens))
        waiting = sum(screen.outbox.bytes for screen in screens)
        yield GaugeMetricFamily("gridwall_cameras_waiting_bytes", "Waiting in all queues.", value=waiting)


def add_routes(app: web.Application, feeds: Feeds, door: Door, trouble: Callable[[], str | None]) -> None:
    """`trouble()`: what is wrong with Redis, or None."""
    registry = CollectorRegistry()
    registry.register(Gauges(feeds, door))
    ProcessCollector(namespace="gridwall_cameras", registry=registry)

    async def healthz(request: web.Request) -> web.Response:
        refuse_others(request)
        return web.json_response(
            {"alive": True, "cameras": len(feeds.conditions), "redis": trouble() or "ok"}
        )

    async def metrics(request: web.Request) -> web.Response:
        refuse_others(request)
        return web.Response(body=generate_latest(registry), content_type="text/plain", charset="utf-8")

    app.router.add_get("/cameras/healthz", healthz)
    app.router.add_get("/cameras/metrics", metrics)
