"""Is it alive, is it ready, and what is missing: `/healthz` and `/readyz`."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response

from city.live import LiveCity
from dashboard.access.viewer import viewer
from dashboard.api.condition import Condition
from dashboard.api.tiles import BaseMap
from dashboard.transport.answers import answer


def readiness(wall: Condition, base_map: BaseMap, now: int) -> dict[str, Any]:
    """`ready` once the fold has all that Redis holds; `missing` says what it waits for, in sentences.
    `written`: seconds since a write was last proved; `oldest_report`: those the oldest unfiled one waits;
    `clocks.ahead`: how far ours is ahead of each Redis's, s; `clocks.clerk`: whether we may be clerk."""
    shown = wall.shown()
    live = shown.live
    missing = [
        link.trouble or f"the {name} are being read: {link.lag / 1000:.0f} s behind"
        for name, link in wall.chain.links.items()
        if not link.caught_up
    ]
    return {
        "ready": not missing,
        "missing": missing,
        "truth": wall.chain.told(now),
        "troubles": troubles(wall, now),
        "written": _seconds(wall.writing.good_at or None, now),
        "oldest_report": _seconds(wall.writing.oldest_at, now),
        "clocks": {"ahead": wall.clock.told(), "clerk": wall.clock.near},
        "streams_ahead": wall.clock_watch.told(),
        "basemap": base_map.trouble or None,
        "record": wall.world.advice or None,
        "cameras": shown.watching.counts(live.areas.root.code),
        "rejected": wall.counts.rejects.total(),
        "not_told": dict(sorted(wall.counts.not_told.items())),
        "sos_doubtful": doubtful(wall),
        "clock_wrong": len(live.clock_wrong),  # how many: ids are for those who may see people
        "two_devices": len(live.two_devices),
        "unlisted": unlisted(live),
        "edition": live.areas.edition,
        "build": wall.build,
        "world": wall.world.name,
    }


def doubtful(wall: Condition) -> dict[str, Any] | None:
    """Whose phone it was is for those who see the whole city; the rest is for anybody on this machine."""
    told = wall.counts.doubts.told()
    if told is None or viewer().scope == wall.shown().live.areas.root.code:
        return told
    return told | {"value": "…", "inspector": "…"}


def troubles(wall: Condition, now: int) -> list[dict[str, Any]]:
    """What is wrong behind the page, the oldest first: `ready` does not depend on it, for walls go on."""
    return [
        {"code": each.code, "text": each.text, "seconds": _seconds(each.since, now), "red": each.red(now)}
        for each in wall.troubles.held()
    ]


def _seconds(at: int | None, now: int) -> float | None:
    return None if at is None else round(max(0, now - at) / 1000, 1)


def unlisted(live: LiveCity) -> str | None:
    """Told when more people than we keep send fixes and stand on no roster."""
    count, limit = live.turned_away, live.rules.unlisted_limit
    if not count:
        return None
    return f"{count} fixes left out: more than {limit} ids are not on the roster (rules.unlisted_limit)"


def register(server: Flask, wall: Condition, base_map: BaseMap) -> None:
    @server.get("/healthz")
    def healthz() -> Response:
        return answer({"alive": True})

    @server.get("/readyz")
    def readyz() -> Response:
        said = readiness(wall, base_map, wall.clock())
        return answer(said, 200 if said["ready"] else 503)
