"""What an event of Cursor on Target 2.0 must be: the fields that its base schema wants, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

TYPE = re.compile(r"\w+(-\w+)*(;[^;]*)?")
HOW = re.compile(r"\w(-\w+)*")
ZULU = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
EVENT = {"version", "uid", "type", "how", "time", "start", "stale"}
OPTIONAL = {"access", "qos", "opex"}
POINT = {"lat": 90.0, "lon": 180.0, "hae": 1e8, "ce": 1e8, "le": 1e8}
LARGEST = 65_536


def faults(event: Element, size: int) -> list[str]:
    return list(_faults(event, size))


def _faults(event: Element, size: int) -> Iterator[str]:
    if event.tag != "event":
        yield f"the root is {event.tag}"
    if size > LARGEST:
        yield f"{size} bytes"
    names = set(event.attrib)
    if not EVENT <= names <= EVENT | OPTIONAL:
        yield f"attributes {sorted(names)}"
    if float(event.get("version", "0")) < 2:
        yield "version"
    if not event.get("uid"):
        yield "no uid"
    if not TYPE.fullmatch(event.get("type", "")) or not HOW.fullmatch(event.get("how", "")):
        yield f"type {event.get('type')} how {event.get('how')}"
    times = [event.get(name, "") for name in ("time", "start", "stale")]
    if not all(map(ZULU.fullmatch, times)):
        yield f"times {times}"
    elif not moment(times[1]) < moment(times[2]):
        yield "stale before it starts"
    points, details = event.findall("point"), event.findall("detail")
    if len(points) != 1 or len(details) > 1 or len(event) != len(points) + len(details):
        yield f"children {[child.tag for child in event]}"
    for point in points:
        if set(point.attrib) != set(POINT):
            yield f"point {sorted(point.attrib)}"
        elif any(abs(float(point.attrib[name])) > most for name, most in POINT.items()):
            yield f"point {point.attrib}"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
