"""What Prometheus may ask: read from the running parts when asked, nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dashboard.api.condition import Condition
from dashboard.transport.route_docs import documented


class Gauges(Collector):
    """One family a question."""

    def __init__(self, wall: Condition) -> None:
        self._wall = wall

    def collect(self) -> Iterator[Metric]:
        yield from self._counts()
        yield from self._now()
        yield from self._chain()
        yield from self._cameras()
        yield from self._clocks()
        yield from self._writing()

    def _counts(self) -> Iterator[Metric]:
        wall, shown = self._wall, self._wall.shown()
        counts, pump = wall.counts, shown.pump
        for name, text, value in (
            ("fixes", "Fixes folded.", counts.fixes),
            ("events", "Case events folded.", counts.events),
            ("pumps", "Passes that looked for rooms to serve.", counts.passes),
            ("frames", "Frames handed to screens.", pump.frames),
            ("frame_bytes", "Bytes of those frames.", pump.bytes),
            ("snapshots", "Snapshots sent.", pump.snapshots),
            ("frames_dropped", "Frames not sent because a screen was behind.", wall.screens.dropped()),
            ("unlisted_refused", "Fixes left out beyond rules.unlisted_limit.", shown.live.turned_away),
            ("sos_doubtful", "Values of sos that say neither yes nor no.", counts.doubts.count),
            ("queue_messages", "Changes and whole queues handed to consoles.", shown.desks.messages),
            ("queue_bytes", "Bytes of those.", shown.desks.bytes),
            (
                "failures",
                "Faults of our own that were logged, and after which the work went on.",
                counts.failures,
            ),
            ("record_losses", "Times the record was found without what it had held.", wall.losses.count),
            ("screens_stuck", "Screens let go because they took nothing.", wall.screens.stuck()),
        ):
            yield CounterMetricFamily(f"gridwall_{name}", text, value=value)
        rejects = CounterMetricFamily("gridwall_rejects", "Refused entries and rows.", labels=["stream"])
        for stream, count in counts.rejects.items():
            rejects.add_metric([stream], count)
        yield rejects
        not_told = CounterMetricFamily(
            "gridwall_not_told", "Optional values of fixes that were of no use.", labels=["field"]
        )
        for field, count in counts.not_told.items():
            not_told.add_metric([field], count)
        yield not_told
        flooded = CounterMetricFamily(
            "gridwall_flooded", "Fixes left out because a gateway sent too many.", labels=["gateway"]
        )
        for gateway, count in counts.flooded.items():
            flooded.add_metric([gateway], count)
        yield flooded

    def _now(self) -> Iterator[Metric]:
        wall, now, shown = self._wall, self._wall.clock(), self._wall.shown()
        for name, text, value in (
            ("screens", "Connected screens.", len(wall.screens)),
            ("rooms", "Areas somebody watches.", len(shown.rooms)),
            ("seats", "People at duty consoles, of all processes.", len(wall.attendance.present(now))),
            ("desks", "Areas whose queue somebody watches.", len({code for code, *_ in shown.desks.desks})),
            ("waiting_frames", "Frames waiting in all screens' queues.", wall.screens.waiting()),
            ("people", "People known.", len(shown.live.people.ids)),
            ("two_devices", "Ids that tell of two places at once.", len(shown.live.two_devices)),
            ("ready", "1 when the fold has caught up.", int(wall.chain.ready)),
            ("clerk", "1 when this process holds the clerk's lease.", int(wall.is_clerk())),
        ):
            yield GaugeMetricFamily(f"gridwall_{name}", text, value=value)

    def _chain(self) -> Iterator[Metric]:
        chain, now = self._wall.chain, self._wall.clock()
        ages = {"redis": chain.redis_age(now), "gateway": chain.gateway_age(now)}
        family = GaugeMetricFamily("gridwall_age_seconds", "Age of the last sign.", labels=["of"])
        lag = GaugeMetricFamily("gridwall_lag_seconds", "How far a reader is behind.", labels=["reader"])
        for name, age in ages.items():
            if age is not None:
                family.add_metric([name], age / 1000)
        for name, link in chain.links.items():
            lag.add_metric([name], link.lag / 1000)
        yield family
        yield lag

    def _clocks(self) -> Iterator[Metric]:
        offset = GaugeMetricFamily(
            "gridwall_clock_offset_seconds",
            "How far our clock is ahead of a Redis's.",
            labels=["of"],
        )
        for name, ahead in self._wall.clock.told().items():
            offset.add_metric([name], ahead)
        ahead_of = GaugeMetricFamily(
            "gridwall_stream_ahead_seconds", "How far ids run ahead of Redis's clock.", labels=["stream"]
        )
        for stream, by in self._wall.clock_watch.told().items():
            ahead_of.add_metric([stream], by)
        yield offset
        yield ahead_of

    def _writing(self) -> Iterator[Metric]:
        wall, now = self._wall, self._wall.clock()
        held = wall.troubles.held()
        trouble = GaugeMetricFamily("gridwall_trouble", "Seconds a trouble has held.", labels=["code"])
        for each in held:
            trouble.add_metric([each.code], (now - each.since) / 1000)
        yield trouble
        yield GaugeMetricFamily("gridwall_troubles", "Troubles that hold.", value=len(held))
        for name, text, at in (
            ("last_write", "Since a write to the record was last proved.", wall.writing.good_at or None),
            (
                "oldest_report",
                "How long the oldest report that is not filed waits.",
                wall.writing.oldest_at,
            ),
        ):
            if at is not None or name == "oldest_report":
                value = 0 if at is None else max(0, now - at) / 1000
                yield GaugeMetricFamily(f"gridwall_{name}_seconds", text, value=value)

    def _cameras(self) -> Iterator[Metric]:
        shown = self._wall.shown()
        counts = shown.watching.counts(shown.live.areas.root.code)
        for name, text, value in (
            ("cameras", "Cameras in the camera process's list.", counts["total"]),
            ("cameras_healthy", "Cameras that are live or stand by.", counts["healthy"]),
            ("cameras_running", "1 while the camera process gives signs of life.", int(counts["running"])),
        ):
            if value is not None:
                yield GaugeMetricFamily(f"gridwall_{name}", text, value=value)


def register(server: Flask, wall: Condition) -> None:
    registry = CollectorRegistry()
    registry.register(Gauges(wall))
    ProcessCollector(namespace="gridwall", registry=registry)

    @server.get("/metrics")
    @documented("text/plain")
    def metrics() -> Response:
        """Numbers for Prometheus."""
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
