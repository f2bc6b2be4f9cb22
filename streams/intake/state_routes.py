"""What the intake process tells programs of this machine about itself, and how that is described. Knows no
server."""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import UNSET, Struct, UnsetType


class DoorsAlive(Struct, frozen=True):
    alive: bool


class DoorsReady(Struct, frozen=True):
    """`troubles` are sentences; `written_s`: seconds since the last write that was taken; `mqtt` stands with
    a broker: whether it sends to us."""

    ready: bool
    troubles: list[str]
    gateway: str
    keys: int
    devices: int
    written_s: int | None
    mqtt: bool | UnsetType = UNSET


class StateRoute(NamedTuple):
    """`answer` is a shape, or a media type; `statuses` what it answers, with what is meant."""

    path: str
    about: str
    answer: Any
    statuses: dict[int, str]


HEALTHZ = StateRoute("/doors/healthz", "That it lives.", DoorsAlive, {200: "It lives."})
READYZ = StateRoute(
    "/doors/readyz",
    "Whether what is sent is taken.",
    DoorsReady,
    {200: "It is.", 503: "Keys and devices were not read for 30 s, or the last write was refused."},
)
METRICS = StateRoute("/doors/metrics", "Numbers for Prometheus.", "text/plain", {200: "Numbers."})
STATE_ROUTES = (HEALTHZ, READYZ, METRICS)
STRANGER = "Asked from elsewhere, by another name or through a proxy: only for this machine."
