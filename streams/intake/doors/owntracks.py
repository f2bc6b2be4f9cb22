"""Phones with OwnTracks in HTTP mode: https://owntracks.org/booklet/tech/http/

Whoever has a good key is answered 200 and a JSON array, whatever they sent: what is answered otherwise
Android sends again, for ever and before all that follows, and iOS drops it when it was 4xx. Only 503 makes
both keep it for later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from streams.access.devices import device_name
from streams.intake.doors import Door, Question, register
from streams.intake.sent import KMH, Sent, measure, moment_of, told
from streams.messages.values import UNREADABLE, RefusedError, refuse

SEALED = "an encrypted payload cannot be read: leave the encryption key in the app empty; https encrypts"


class OwnTracksQuery(Struct, omit_defaults=True):
    d: Annotated[str, Meta(description="The device, where no header names it.")] | None = None


class OwnTracksHeaders(Struct, omit_defaults=True):
    device: (
        Annotated[str, Meta(description="The device: with the user of Basic it names the phone.")] | None
    ) = field(default=None, name="X-Limit-D")


class OwnTracksMessage(Struct, omit_defaults=True):
    """Any message of the apps; only `_type` location is about where a phone is. Kilometres an hour, metres,
    degrees, per cent; `tst` epoch seconds."""

    type: str = field(name="_type")
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    tst: int | None = None
    acc: float | None = None
    vel: float | None = None
    cog: float | None = None
    batt: float | None = None


def read(asked: Question) -> Sequence[Sent]:
    """Raises RefusedError. Only `_type` location is about where a phone is; a deleted friend has no body."""
    if not asked.body.strip():
        return ()
    try:
        document = msgspec.json.decode(asked.body)
    except UNREADABLE as error:
        raise RefusedError(f"the body must be JSON, got {error}") from None
    if not isinstance(document, dict):
        refuse("the body", "a JSON object", document)
    if document.get("_type") == "encrypted":
        raise RefusedError(SEALED)
    if document.get("_type") != "location":
        return ()
    values = told(
        time=moment_of(document.get("tst")),
        lat=document.get("lat"),
        lon=document.get("lon"),
        accuracy=measure(document.get("acc"), zero=False),
        speed=measure(document.get("vel"), KMH),
        heading=measure(document.get("cog")),
        battery=measure(document.get("batt")),
    )
    return [Sent(named(asked), values)]


def named(asked: Question) -> str:
    """The user and the device of the app's settings; `tid` and `topic` are what a phone likes to be called.
    Raises RefusedError."""
    device = asked.headers.get("X-Limit-D") or asked.query.get("d")
    return device_name(f"{asked.user}/{device}" if device else asked.user)


register(
    Door(
        "owntracks",
        "/doors/owntracks",
        "basic",
        read,
        stranger=200,
        busy=503,
        answer="[]",
        kind="application/json",
        about="Where a phone with OwnTracks in HTTP mode is. An empty body is taken too.",
        query=OwnTracksQuery,
        headers=OwnTracksHeaders,
        bodies={"application/json": OwnTracksMessage},
    )
)
