"""Entries of the reports stream to reports. One that names itself is never lost for what else is wrong."""

import re
from collections.abc import Collection, Sequence

from city.cases.filing import Report
from streams.messages.arrival import BY_ID, Arrival
from streams.messages.entries import Entry
from streams.messages.fix import read_place
from streams.messages.rejects import Reject, raw_fields, reject
from streams.messages.values import RefusedError, identifier, moment

TEXT_LONGEST = 4001  # one more than a case keeps, so that filing sees that there was more
_LONGEST = {"item": 64, "channel": 64, "urgency": 64, "outcome": 64, "area": 64, "address": 500}
_PHOTOS, _PHOTO_LONGEST = 20, 500
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def report_fields(
    report: str, time: int, item: str, *, lat: float | None = None, lon: float | None = None, **optional: str
) -> dict[str, str]:
    """A report's fields; `optional` are area, text, inspector, channel, urgency, address, photos, outcome."""
    fields = {"report": report, "time": str(time), "item": item}
    if lat is not None and lon is not None:
        fields |= {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"}
    return fields | optional


def decode_reports(
    entries: Sequence[Entry],
    stream: str = "reports",
    arrival: Arrival = BY_ID,
    gateways: Collection[str] = (),
) -> tuple[list[Report], list[Reject]]:
    """What the clerk copied from the stream of one of `gateways` came when it was written there."""
    reports: list[Report] = []
    rejects: list[Reject] = []
    for entry, fields in entries:
        name = entry.decode("ascii")
        try:
            reports.append(_report(name, fields, arrival.of(_came(fields, gateways) or entry)))
        except RefusedError as error:
            rejects.append(reject(stream, name, None, str(error), raw_fields(fields)))
    return reports, rejects


def _came(fields: dict[bytes, bytes], gateways: Collection[str]) -> bytes | None:
    if not gateways or fields.get(b"gateway", b"").decode("ascii", "replace") not in gateways:
        return None
    came = fields.get(b"came", b"")
    return came if came.isdigit() else None


def _report(entry: str, fields: dict[bytes, bytes], received: int) -> Report:
    lat, lon = _place(fields)
    short = {name: _text(fields, name, longest) or None for name, longest in _LONGEST.items()}
    return Report(
        entry=entry,
        report=identifier("report", fields.get(b"report")),
        time=_time(fields.get(b"time")),
        received=received,
        item=short["item"] or "",
        lat=lat,
        lon=lon,
        area=short["area"],
        text=_text(fields, "text", TEXT_LONGEST),
        inspector=_inspector(fields.get(b"inspector")),
        channel=short["channel"],
        urgency=short["urgency"],
        address=short["address"],
        photos=_photos(fields),
        outcome=short["outcome"],
    )


def _text(fields: dict[bytes, bytes], name: str, longest: int) -> str:
    # four bytes hold any character; what is cut through in the middle becomes one mark at the very end
    told = fields.get(name.encode(), b"")[: longest * 4].decode("utf-8", "replace")
    return _CONTROL.sub(" ", told).strip()[:longest]


def _place(fields: dict[bytes, bytes]) -> tuple[float, float] | tuple[None, None]:
    try:
        return read_place(fields.get(b"lat"), fields.get(b"lon"))
    except RefusedError:
        return None, None


def _time(value: bytes | None) -> int | None:
    try:
        return moment("time", value)
    except RefusedError:
        return None


def _inspector(value: bytes | None) -> str | None:
    try:
        return identifier("inspector", value)
    except RefusedError:
        return None


def _photos(fields: dict[bytes, bytes]) -> tuple[str, ...]:
    """Addresses between blanks."""
    told = _text(fields, "photos", _PHOTOS * _PHOTO_LONGEST).split()
    return tuple(photo for photo in told if len(photo) <= _PHOTO_LONGEST)[:_PHOTOS]
