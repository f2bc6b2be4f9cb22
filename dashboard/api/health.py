"""Is it alive, is it ready, and what is missing: `/healthz` and `/readyz`."""

from __future__ import annotations

from flask import Flask, Response
from msgspec import Struct
from msgspec.structs import replace

from city.live import LiveCity
from dashboard.access.viewer import viewer
from dashboard.api.condition import Condition
from dashboard.api.tiles import BaseMap
from dashboard.transport.answers import answer
from dashboard.transport.route_docs import documented
from dashboard.truth.freshness import Freshness


class Alive(Struct, frozen=True):
    alive: bool


class HeldTrouble(Struct, frozen=True):
    """What is wrong behind the page, and for how long; `red` when it lasts too long."""

    code: str
    text: str
    seconds: float | None
    red: bool


class ClockState(Struct, frozen=True):
    """`ahead`: by how many seconds ours is ahead of each Redis's; `clerk`: whether we may be clerk."""

    ahead: dict[str, float]
    clerk: bool


class CameraCounts(Struct, frozen=True):
    """`healthy` is null while the camera process is away."""

    running: bool
    total: int
    healthy: int | None


class DoubtfulSos(Struct, frozen=True):
    """How often, of how many people (at least), and what the last one said; whose it was is for those who
    see the whole city."""

    count: int
    people: int
    value: str
    inspector: str


class Readiness(Struct, frozen=True):
    """`ready` once the fold has all that Redis holds; `missing` says what it waits for, in sentences.
    `written`: seconds since a write was last proved; `oldest_report`: those the oldest unfiled one
    waits."""

    ready: bool
    missing: list[str]
    truth: Freshness
    troubles: list[HeldTrouble]
    written: float | None
    oldest_report: float | None
    clocks: ClockState
    streams_ahead: dict[str, float]
    basemap: str | None
    record: list[str] | None
    cameras: CameraCounts
    rejected: int
    not_told: dict[str, int]
    sos_doubtful: DoubtfulSos | None
    clock_wrong: int  # how many: ids are for those who may see people
    two_devices: int
    unlisted: str | None
    edition: str
    build: str
    world: str


def readiness(wall: Condition, base_map: BaseMap, now: int) -> Readiness:
    shown = wall.shown()
    live = shown.live
    missing = [
        link.trouble or f"the {name} are being read: {link.lag / 1000:.0f} s behind"
        for name, link in wall.chain.links.items()
        if not link.caught_up
    ]
    if not wall.knows_sessions():
        missing.append("who is signed in is being read: whoever comes is sent away until then")
    return Readiness(
        ready=not missing,
        missing=missing,
        truth=wall.chain.told(now),
        troubles=troubles(wall, now),
        written=_seconds(wall.writing.good_at or None, now),
        oldest_report=_seconds(wall.writing.oldest_at, now),
        clocks=ClockState(wall.clock.told(), wall.clock.near),
        streams_ahead=wall.clock_watch.told(),
        basemap=base_map.trouble or None,
        record=wall.world.advice or None,
        cameras=CameraCounts(**shown.watching.counts(live.areas.root.code)),
        rejected=wall.counts.rejects.total(),
        not_told=dict(sorted(wall.counts.not_told.items())),
        sos_doubtful=doubtful(wall),
        clock_wrong=len(live.clock_wrong),
        two_devices=len(live.two_devices),
        unlisted=unlisted(live),
        edition=live.areas.edition,
        build=wall.build,
        world=wall.world.name,
    )


def doubtful(wall: Condition) -> DoubtfulSos | None:
    """Whose phone it was is for those who see the whole city; the rest is for anybody on this machine."""
    told = wall.counts.doubts.told()
    if told is None:
        return None
    last = DoubtfulSos(**told)
    return (
        last
        if viewer().scope == wall.shown().live.areas.root.code
        else replace(last, value="…", inspector="…")
    )


def troubles(wall: Condition, now: int) -> list[HeldTrouble]:
    """What is wrong behind the page, the oldest first: `ready` does not depend on it, for walls go on."""
    return [
        HeldTrouble(each.code, each.text, _seconds(each.since, now), each.red(now))
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
    @documented(Alive)
    def healthz() -> Response:
        """Whether this process answers at all."""
        return answer(Alive(True))

    @server.get("/readyz")
    @documented(Readiness, statuses=(200, 503))
    def readyz() -> Response:
        """Whether it has read all there is, and what is wrong behind it."""
        said = readiness(wall, base_map, wall.clock())
        return answer(said, 200 if said.ready else 503)
