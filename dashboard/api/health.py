"""Is it alive, is it ready, and what is missing: `/healthz` and `/readyz`."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response

from dashboard.api.areas import viewer
from dashboard.api.tiles import BaseMap
from dashboard.live.engine import Engine
from dashboard.transport.answers import answer


def readiness(engine: Engine, base_map: BaseMap, now: int) -> dict[str, Any]:
    """`ready` once the fold has all that Redis holds; `missing` says what it waits for, in sentences.
    `written`: seconds since a write was last proved; `oldest_report`: those the oldest unfiled one waits;
    `clocks.ahead`: how far ours is ahead of each Redis's, s; `clocks.clerk`: whether we may be clerk."""
    missing = [
        link.trouble or f"the {name} are being read: {link.lag / 1000:.0f} s behind"
        for name, link in engine.chain.links.items()
        if not link.caught_up
    ]
    return {
        "ready": not missing,
        "missing": missing,
        "truth": engine.chain.told(now),
        "troubles": troubles(engine, now),
        "written": _seconds(engine.writing.good_at or None, now),
        "oldest_report": _seconds(engine.writing.oldest_at, now),
        "clocks": {"ahead": engine.clock.told(), "clerk": engine.clock.near},
        "streams_ahead": engine.clock_watch.told(),
        "basemap": base_map.trouble or None,
        "record": engine.record_advice or None,
        "cameras": engine.watching.counts(engine.live.areas.root.code),
        "rejected": engine.rejects.total(),
        "not_told": dict(sorted(engine.not_told.items())),
        "sos_doubtful": doubtful(engine),
        "clock_wrong": len(engine.live.clock_wrong),  # how many: ids are for those who may see people
        "two_devices": len(engine.live.two_devices),
        "unlisted": unlisted(engine),
        "edition": engine.live.areas.edition,
        "build": engine.build,
        "world": engine.world,
    }


def doubtful(engine: Engine) -> dict[str, Any] | None:
    """Whose phone it was is for those who see the whole city; the rest is for anybody on this machine."""
    told = engine.doubts.told()
    if told is None or viewer().scope == engine.live.areas.root.code:
        return told
    return told | {"value": "…", "inspector": "…"}


def troubles(engine: Engine, now: int) -> list[dict[str, Any]]:
    """What is wrong behind the page, the oldest first: `ready` does not depend on it, for walls go on."""
    return [
        {"code": each.code, "text": each.text, "seconds": _seconds(each.since, now), "red": each.red(now)}
        for each in engine.troubles.held()
    ]


def _seconds(at: int | None, now: int) -> float | None:
    return None if at is None else round(max(0, now - at) / 1000, 1)


def unlisted(engine: Engine) -> str | None:
    """Told when more people than we keep send fixes and stand on no roster."""
    count, limit = engine.live.turned_away, engine.settings.rules.unlisted_limit
    if not count:
        return None
    return f"{count} fixes left out: more than {limit} ids are not on the roster (rules.unlisted_limit)"


def register(server: Flask, engine: Engine, base_map: BaseMap) -> None:
    @server.get("/healthz")
    def healthz() -> Response:
        return answer({"alive": True})

    @server.get("/readyz")
    def readyz() -> Response:
        said = readiness(engine, base_map, engine.clock())
        return answer(said, 200 if said["ready"] else 503)
