"""Phones with Traccar Client, and whatever else speaks OsmAnd's protocol: https://www.traccar.org/osmand/

Older clients send a query or a form, with knots; from 9 on JSON, with metres a second. What is answered with
anything but 200 stays in the phone, which sends it again: so only that, and no fix of no use, is so answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from streams.access.devices import device_name
from streams.intake.doors import Door, Question, register
from streams.intake.sent import KNOT, Sent, calls_for_help, flag, measure, member, moment_of, told
from streams.messages.values import UNREADABLE, RefusedError, refuse

MOST_FIELDS, MOST_PLACES = 100, 100
TOKEN = "notificationToken"  # where the server could wake the phone: nothing of ours does


def read(asked: Question) -> Sequence[Sent]:
    """Raises RefusedError."""
    if asked.kind == "application/json" or asked.body.lstrip().startswith(b"{"):
        return _json(asked.body)
    return _form({**_fields(asked.body), **asked.query})


def _fields(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:  # not UTF-8, or too many
        refuse("the body", f"a form of at most {MOST_FIELDS} fields", body)


def _form(fields: Mapping[str, str]) -> Sequence[Sent]:
    if TOKEN in fields:
        return ()
    device = device_name(fields.get("id") or fields.get("deviceid"))
    lat, lon = fields.get("lat"), fields.get("lon")
    if "location" in fields:
        lat, _, lon = fields["location"].partition(",")
    values = told(
        time=moment_of(fields.get("timestamp")),
        lat=lat,
        lon=lon,
        accuracy=measure(fields.get("accuracy"), zero=False),
        speed=measure(fields.get("speed"), KNOT),
        heading=measure(fields.get("bearing") or fields.get("heading")),
        battery=measure(fields.get("batt")),
        sos=calls_for_help(fields.get("alarm")),
    )
    placed = bool(lat and lon) and fields.get("valid", "true").lower() in ("true", "1")
    return [Sent(device, values, placed, flag(fields.get("mock")))]


def _json(body: bytes) -> Sequence[Sent]:
    try:
        document = msgspec.json.decode(body)
    except UNREADABLE as error:
        raise RefusedError(f"the body must be JSON, got {error}") from None
    if not isinstance(document, dict):
        refuse("the body", "a JSON object", document)
    device = device_name(document.get("device_id"))
    location = document.get("location")
    places = location if isinstance(location, list) else [location]
    if len(places) > MOST_PLACES:
        raise RefusedError(f"location must be at most {MOST_PLACES} of them, got {len(places)}")
    return [_place(device, place) for place in places]


def _place(device: str, location: Any) -> Sent:
    coords, battery = member(location, "coords"), member(location, "battery")
    extras = member(location, "extras")
    told_of = location if isinstance(location, Mapping) else {}
    values = told(
        time=moment_of(told_of.get("timestamp")),
        lat=coords.get("latitude"),
        lon=coords.get("longitude"),
        accuracy=measure(coords.get("accuracy"), zero=False),
        speed=measure(coords.get("speed")),
        heading=measure(coords.get("heading")),
        battery=measure(battery.get("level"), 100),
        sos=calls_for_help(extras.get("alarm", told_of.get("alarm"))),
    )
    placed = coords.get("latitude") is not None and coords.get("longitude") is not None
    return Sent(device, values, placed, flag(told_of.get("mock")))


register(Door("osmand", "/doors/osmand/{key}", "path", read, methods=("GET", "POST")))
