"""`/doors/healthz`, `/doors/readyz` and `/doors/metrics`, for this machine alone: read when asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from aiohttp import web
from msgspec import UNSET, Struct
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from streams.http.this_machine import refuse_others
from streams.intake.counts import DoorCounts
from streams.intake.known import Known
from streams.intake.mqtt.link import MqttLink
from streams.intake.state_routes import HEALTHZ, METRICS, READYZ, DoorsAlive, DoorsReady
from streams.intake.writer import PositionWriter

NAME = "gridwall_doors"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class DoorGauges(Collector):
    def __init__(
        self, counts: DoorCounts, known: Known, writer: PositionWriter, link: MqttLink | None = None
    ) -> None:
        self.counts, self.known, self.writer, self.link = counts, known, writer, link

    def collect(self) -> Iterator[Metric]:
        yield _labelled("requests", "Requests, by what was answered.", "status", self.counts.requests)
        yield _labelled(
            "fixes", "Fixes that were sent, by what became of them.", "outcome", self.counts.fixes
        )
        yield _labelled("refused", "Refusals, by why.", "why", self.counts.refused)
        waiting, known = len(self.writer), self.known
        yield GaugeMetricFamily(f"{NAME}_waiting", "Entries that wait to be written.", value=waiting)
        yield GaugeMetricFamily(f"{NAME}_keys", "Keys that are known.", value=len(known.keys))
        yield GaugeMetricFamily(f"{NAME}_devices", "Devices that are known.", value=len(known.devices))
        if self.link is not None:
            yield from _of_link(self.link)
            yield _labelled("sensors", "Readings, by what became of them.", "outcome", self.counts.sensors)


def _told(value: Struct, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), status=status, content_type="application/json")


def _of_link(link: MqttLink) -> Iterator[Metric]:
    yield GaugeMetricFamily(f"{NAME}_mqtt_up", "Whether the broker sends to us.", value=link.up)
    yield GaugeMetricFamily(f"{NAME}_mqtt_waiting", "Messages not acknowledged.", value=link.waiting)
    yield CounterMetricFamily(f"{NAME}_mqtt_opened", "Connections to the broker.", value=link.opened)


def _labelled(name: str, text: str, label: str, counts: Mapping[Any, int]) -> Metric:
    family = CounterMetricFamily(f"{NAME}_{name}", text, labels=["door", label])
    for (door, what), value in counts.items():
        family.add_metric([door, str(what)], value)
    return family


class DoorMetrics:
    """`timed` is told how long each round trip of writing took, s."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(namespace=NAME, registry=self.registry)
        took = Histogram(
            f"{NAME}_write_seconds", "Round trips of writing.", buckets=BUCKETS, registry=self.registry
        )
        self.timed = took.observe

    def add_routes(
        self,
        app: web.Application,
        counts: DoorCounts,
        known: Known,
        writer: PositionWriter,
        link: MqttLink | None = None,
    ) -> None:
        self.registry.register(DoorGauges(counts, known, writer, link))

        async def healthz(request: web.Request) -> web.Response:
            refuse_others(request)
            return _told(DoorsAlive(True))

        async def readyz(request: web.Request) -> web.Response:
            refuse_others(request)
            parts = (known.trouble, writer.trouble, link.trouble if link else None)
            troubles = [said for said in parts if said]
            told = DoorsReady(
                ready=known.good and writer.trouble is None,
                troubles=troubles,
                gateway=writer.gateway,
                keys=len(known.keys),
                devices=len(known.devices),
                written_s=None if writer.written_at is None else round(time.monotonic() - writer.written_at),
                mqtt=link.up if link else UNSET,
            )
            return _told(told, 200 if told.ready else 503)

        async def metrics(request: web.Request) -> web.Response:
            refuse_others(request)
            return web.Response(
                body=generate_latest(self.registry), content_type="text/plain", charset="utf-8"
            )

        app.router.add_get(HEALTHZ.path, healthz)
        app.router.add_get(READYZ.path, readyz)
        app.router.add_get(METRICS.path, metrics)
