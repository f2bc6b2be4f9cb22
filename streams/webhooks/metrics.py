"""`/webhooks/healthz`, `/webhooks/readyz` and `/webhooks/metrics`, for this machine alone: read when
asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Protocol

from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from streams.http.this_machine import refuse_others
from streams.webhooks.courier import Courier
from streams.webhooks.tak.feed import TakFeed
from streams.webhooks.term import Term

NAME = "gridwall_webhooks"


GAUGES: dict[str, tuple[str, Callable[[Courier], int]]] = {
    "waiting": ("Messages that wait.", lambda courier: len(courier.waiting)),
    "failures": ("Messages that are given up.", lambda courier: len(courier.failures)),
    "failing": ("Failed tries in a row.", lambda courier: courier.state.row),
    "disabled": ("Whether the receiver answered 410.", lambda courier: int(courier.disabled)),
}


TAK_GAUGES: dict[str, tuple[str, Callable[[TakFeed], int]]] = {
    "up": ("Whether the TAK server takes events.", lambda feed: int(feed.state.up)),
    "failing": ("Links to it that failed in a row.", lambda feed: feed.state.row),
    "cases": ("Cases that were sent over this link.", lambda feed: feed.board.standing),
    "waiting": ("Cases to be sent or removed.", lambda feed: feed.board.waiting),
    "left_out": ("Open cases above the most that are sent.", lambda feed: feed.board.left_out),
}


class Serving(Protocol):
    """What is asked: on no duty there is no term."""

    tries: Counter[tuple[str, str]]
    tak_sent: Counter[str]
    term: Term | None
    trouble: str | None


class WebhookGauges(Collector):
    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    def collect(self) -> Iterator[Metric]:
        tries = CounterMetricFamily(
            f"{NAME}_tries", "Tries to deliver, by hook and what became of them.", labels=["hook", "outcome"]
        )
        for (hook, outcome), value in self._serving.tries.items():
            tries.add_metric([hook, outcome], value)
        yield tries
        term = self._serving.term
        yield GaugeMetricFamily(f"{NAME}_on_duty", "Whether this process delivers.", value=term is not None)
        couriers = list(term.couriers.values()) if term else []
        for name, (text, number) in GAUGES.items():
            family = GaugeMetricFamily(f"{NAME}_{name}", text, labels=["hook"])
            for courier in couriers:
                family.add_metric([courier.hook.id], number(courier))
            yield family
        yield from self._tak(term.tak if term else None)

    def _tak(self, feed: TakFeed | None) -> Iterator[Metric]:
        sent = CounterMetricFamily(f"{NAME}_tak_sent", "Events sent to the TAK server.", labels=["kind"])
        for kind, value in self._serving.tak_sent.items():
            sent.add_metric([kind], value)
        yield sent
        if feed is None:
            return
        for name, (text, number) in TAK_GAUGES.items():
            yield GaugeMetricFamily(f"{NAME}_tak_{name}", text, value=number(feed))


def add_routes(app: web.Application, serving: Serving) -> None:
    registry = CollectorRegistry()
    ProcessCollector(namespace=NAME, registry=registry)
    registry.register(WebhookGauges(serving))

    async def healthz(request: web.Request) -> web.Response:
        refuse_others(request)
        return web.json_response({"alive": True})

    async def readyz(request: web.Request) -> web.Response:
        refuse_others(request)
        term = serving.term
        couriers = list(term.couriers.values()) if term else []
        good = serving.trouble is None and (term is None or term.caught_up)
        told = {
            "ready": good,
            "on_duty": term is not None,
            "troubles": [serving.trouble] if serving.trouble else [],
            "hooks": [_told(courier) for courier in couriers],
            "tak": _told_of_tak(term.tak) if term and term.tak else None,
        }
        return web.json_response(told, status=200 if good else 503)

    async def metrics(request: web.Request) -> web.Response:
        refuse_others(request)
        return web.Response(body=generate_latest(registry), content_type="text/plain", charset="utf-8")

    app.router.add_get("/webhooks/healthz", healthz)
    app.router.add_get("/webhooks/readyz", readyz)
    app.router.add_get("/webhooks/metrics", metrics)


def _told(courier: Courier) -> dict[str, object]:
    return {
        "hook": courier.hook.id,
        "name": courier.hook.name,
        "disabled": courier.disabled,
        "failing": courier.state.failing,
        "waiting": len(courier.waiting),
        "failures": len(courier.failures),
    }


def _told_of_tak(feed: TakFeed) -> dict[str, object]:
    return {
        "server": feed.state.server,
        "up": feed.state.up,
        "failing": feed.state.row,
        "why": feed.state.why,
        "cases": feed.board.standing,
        "waiting": feed.board.waiting,
        "left_out": feed.board.left_out,
    }
