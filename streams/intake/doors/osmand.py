"""Phones with Traccar Client, and whatever else speaks OsmAnd's protocol: https://www.traccar.org/osmand/

Older clients send a query or a form, with knots; from 9 on JSON, with metres a second. What is answered with
anything but 200 stays in the phone, which sends it again: so only that, and no fix of no use, is so answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta, Struct

from streams.access.devices import device_name
from streams.intake.doors import Door, Question, register
from streams.intake.sent import KNOT, Sent, calls_for_help, flag, measure, member, moment_of, told
from streams.messages.values import UNREADABLE, RefusedError, refuse

MOST_FIELDS, MOST_PLACES = 100, 100
TOKEN = "notificationToken"  # where the server could wake the phone: nothing of ours does


Lat = Annotated[float, Meta(ge=-90, le=90, description="Degrees north, WGS-84.")]
Lon = Annotated[float, Meta(ge=-180, le=180, description="Degrees east, WGS-84.")]
Time = Annotated[int | str, Meta(description="Epoch seconds or milliseconds, or ISO 8601; now without.")]


class OsmAndForm(Struct, omit_defaults=True):
    """A fix as a query or a form. -1 is not known."""

    id: Annotated[str, Meta(description="What the phone calls itself; its inspector has it.")] | None = None
    deviceid: Annotated[str, Meta(description="The same, by another name.")] | None = None
    timestamp: Time | None = None
    lat: Lat | None = None
    lon: Lon | None = None
    location: Annotated[str, Meta(description="`lat,lon` in one.")] | None = None
    accuracy: Annotated[float, Meta(description="Metres.")] | None = None
    speed: Annotated[float, Meta(description="Knots.")] | None = None
    bearing: Annotated[float, Meta(description="Degrees from north.")] | None = None
    heading: Annotated[float, Meta(description="The same, by another name.")] | None = None
    batt: Annotated[float, Meta(description="Per cent.")] | None = None
    alarm: Annotated[str, Meta(description="`sos` calls for help; words between commas.")] | None = None
    valid: Annotated[str, Meta(description="Anything but `true` or `1`: it knows no place.")] | None = None
    mock: Annotated[str, Meta(description="`true` or `1`: a place made up in the phone.")] | None = None
    notificationToken: Annotated[str, Meta(description="Answered and left alone.")] | None = None


class OsmAndCoords(Struct, omit_defaults=True):
    """Metres, metres a second, degrees."""

    latitude: Lat
    longitude: Lon
    accuracy: float | None = None
    speed: float | None = None
    heading: float | None = None


class OsmAndBattery(Struct, omit_defaults=True):
    level: Annotated[float, Meta(description="0 to 1.")] | None = None


class OsmAndExtras(Struct, omit_defaults=True):
    alarm: str | None = None


class OsmAndLocation(Struct, omit_defaults=True):
    coords: OsmAndCoords | None = None
    timestamp: Time | None = None
    battery: OsmAndBattery | None = None
    extras: OsmAndExtras | None = None
    alarm: str | None = None
    mock: bool | None = None


class OsmAndBody(Struct, omit_defaults=True):
    """What Traccar Client 9 and later send: one place, or up to 100."""

    device_id: str | int
    location: OsmAndLocation | list[OsmAndLocation] | None = None


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


register(
    Door(
        "osmand",
        "/doors/osmand/{key}",
        "path",
        read,
        methods=("GET", "POST"),
        about="Where a phone with Traccar Client is, or whatever else speaks OsmAnd's protocol.",
        query=OsmAndForm,
        bodies={"application/x-www-form-urlencoded": OsmAndForm, "application/json": OsmAndBody},
    )
)
