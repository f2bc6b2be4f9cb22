"""A Traccar server that forwards the positions of its devices: https://www.traccar.org/forward/

It tries again what is not answered 2xx, as often as it is set to, and has room for so many at a time: so a
device that is nobody's is answered 200, or it would take the room of others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from streams.access.devices import device_name
from streams.intake.doors import Door, Question, register
from streams.intake.sent import KNOT, Sent, calls_for_help, flag, measure, member, moment_of, told
from streams.messages.values import UNREADABLE, RefusedError


class TraccarAttributes(Struct, omit_defaults=True):
    batteryLevel: Annotated[float, Meta(description="Per cent.")] | None = None
    alarm: Annotated[str, Meta(description="`sos` calls for help; words between commas.")] | None = None


class TraccarPosition(Struct, omit_defaults=True):
    """Knots, metres, degrees; what is outdated or not valid is no fix."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]
    fixTime: Annotated[str | int, Meta(description="ISO 8601 with a zone, or epoch.")] | None = None
    accuracy: float | None = None
    speed: float | None = None
    course: float | None = None
    valid: bool | None = None
    outdated: bool | None = None
    attributes: TraccarAttributes | None = None


class TraccarDevice(Struct):
    uniqueId: Annotated[str, Meta(description="By which `gridwall devices` knows it.")]


class TraccarForward(Struct):
    """What `forward.type` json sends."""

    position: TraccarPosition
    device: TraccarDevice


def read(asked: Question) -> Sequence[Sent]:
    """Raises RefusedError."""
    try:
        document = msgspec.json.decode(asked.body)
    except UNREADABLE as error:
        raise RefusedError(f"the body must be JSON (forward.type), got {error}") from None
    position, device = member(document, "position"), member(document, "device")
    if not position or not device:
        raise RefusedError("the body must have a position and a device, as forward.type json sends them")
    attributes = member(position, "attributes")
    values = told(
        time=moment_of(position.get("fixTime")),
        lat=position.get("latitude"),
        lon=position.get("longitude"),
        accuracy=measure(position.get("accuracy"), zero=False),
        speed=measure(position.get("speed"), KNOT),
        heading=measure(position.get("course")),
        battery=measure(attributes.get("batteryLevel")),
        sos=calls_for_help(attributes.get("alarm")),
    )
    placed = position.get("valid") is not False and not flag(position.get("outdated"))
    return [Sent(device_name(device.get("uniqueId")), values, placed)]


register(
    Door(
        "traccar",
        "/doors/traccar",
        "bearer",
        read,
        stranger=200,
        about="Where a tracker is, as a Traccar server forwards it.",
        bodies={"application/json": TraccarForward},
    )
)
