"""Which column of a recorded CSV means what: told by option or TOML, else recognised by its name.

Knows headers, times, zones and units; neither Redis nor the city.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from streams.values import EARLIEST

SPEED_UNITS = {"m/s": 1.0, "km/h": 1 / 3.6, "mph": 0.44704, "knots": 1852 / 3600}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
US_EXAMPLE = "%m/%d/%Y %I:%M:%S %p"

# for each field of the contract the headers it is known by, the surest first
KNOWN: dict[str, dict[str, tuple[str, ...]]] = {
    "positions": {
        "inspector": ("inspector", "vehicle_id", "device_id", "deviceid", "user_id", "tracker", "tid", "id"),
        "time": ("time", "timestamp", "datetime", "date_time", "gps_time", "t", "date"),
        "lat": ("lat", "latitude", "y"),
        "lon": ("lon", "lng", "long", "longitude", "x"),
        "accuracy": ("accuracy", "acc", "hdop_m"),
        "speed": ("speed", "velocity"),
        "heading": ("heading", "bearing", "course"),
        "battery": ("battery", "batt"),
        "sos": ("sos",),
    },
    "reports": {
        "report": ("report", "servicerequestnum", "service_request_id", "unique key", "case_id", "id"),
        "time": (
            "time",
            "createddate",
            "created date",
            "requested_datetime",
            "created_at",
            "timestamp",
            "date",
        ),
        "item": ("item", "srtype", "complaint type", "service_code", "service_name", "category", "type"),
        "lat": ("lat", "latitude", "y"),
        "lon": ("lon", "lng", "long", "longitude", "x"),
        "area": ("area",),
        "text": ("text", "description", "descriptor"),
        "inspector": ("inspector", "reporter"),
        "channel": ("channel", "methodreceived", "open data channel type", "source"),
        "urgency": ("urgency",),
        "address": ("address", "incident address", "location"),
        "photos": ("photos", "media_url"),
        "outcome": ("outcome",),
    },
}
NEEDED = {"positions": ("inspector", "time", "lat", "lon"), "reports": ("report", "time", "item")}


class MappingError(ValueError):
    """One sentence: where, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Told:
    """What options or a TOML file say of a recording; empty = to be recognised."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field of the contract → header
    time_format: str = ""  # "" ISO 8601 or epoch numbers; "s", "ms", or as in strptime
    zone: str = ""  # of times that carry none
    speed_unit: str = "m/s"
    separator: str = ""


def read_told(path: Path) -> Told:
    """A mapping file: `time_format zone speed_unit separator` and a table `[columns]`."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise MappingError(f"{path}: a mapping file wanted, got {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: TOML wanted, got {error}") from None
    for name, value in document.items():
        if name not in Told.__dataclass_fields__:
            wanted = ", ".join(Told.__dataclass_fields__)
            raise MappingError(f"{path}: {name} is not known here; known are {wanted}")
        if not isinstance(value, dict if name == "columns" else str):
            raise MappingError(
                f"{path}: {name} must be {'a table' if name == 'columns' else 'text'}, got {value!r}"
            )
    for name, header in document.get("columns", {}).items():
        if not isinstance(header, str):
            raise MappingError(f"{path}: columns.{name} must be text, got {header!r}")
    return check(Told(**document), str(path))


def overlaid(below: Told, above: Told) -> Told:
    """What `above` says, and where it says nothing, what `below` says."""
    said = {
        name: value
        for name in Told.__dataclass_fields__
        if (value := getattr(above, name)) != getattr(Told(), name)
    }
    return replace(below, **{**said, "columns": {**below.columns, **above.columns}})


def check(told: Told, where: str) -> Told:
    if told.speed_unit not in SPEED_UNITS:
        raise MappingError(
            f"{where}: speed unit must be one of {', '.join(SPEED_UNITS)}, got {told.speed_unit!r}"
        )
    if told.separator and told.separator not in SEPARATORS and len(told.separator) != 1:
        wanted = ", ".join(SEPARATORS)
        raise MappingError(f"{where}: separator must be one character or {wanted}, got {told.separator!r}")
    if told.zone:
        try:
            ZoneInfo(told.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise MappingError(
                f"{where}: zone must be a name like Asia/Shanghai, got {told.zone!r}"
            ) from None
    return told


def separator(told: Told, header: str) -> str:
    """The separator told, else the one found most often in the header."""
    if told.separator:
        return SEPARATORS.get(told.separator, told.separator)
    return max(SEPARATORS.values(), key=header.count)


def places(kind: str, header: Sequence[str], told: Told, where: str) -> dict[str, int]:
    """For each field of the contract that the recording has, the number of its column."""
    at = {name.strip().lower(): number for number, name in reversed(list(enumerate(header)))}
    found = {name: at[k] for name, known in KNOWN[kind].items() for k in reversed(known) if k in at}
    for name, column in told.columns.items():
        if name not in KNOWN[kind]:
            raise MappingError(f"{where}: {name!r} is no field of {kind}; they are {', '.join(KNOWN[kind])}")
        if column.strip().lower() not in at:
            raise MappingError(f"{where}: no column {column!r} for {name}; there are {', '.join(header)}")
        found[name] = at[column.strip().lower()]
    missing = [name for name in NEEDED[kind] if name not in found]
    if missing:
        raise MappingError(
            f"{where}: no column for {', '.join(missing)} among {', '.join(header)}; "
            f"say which with --column {missing[0]}=NAME"
        )
    return found


def time_reader(told: Told, where: str) -> Callable[[str], int | None]:
    """From a value of the time column to epoch ms, None when it cannot be read.

    Raises MappingError for a time without a zone when none was told: guessing would be hours off.
    """
    zone: Any = ZoneInfo(told.zone) if told.zone else None
    unit = {"s": 1000.0, "ms": 1.0}.get(told.time_format)

    def read(value: str) -> int | None:
        try:
            if unit or (not told.time_format and value.isdigit()):
                # ten digits are seconds until the year 2286, thirteen are milliseconds
                return round(float(value) * (unit or (1000 if len(value) <= 10 else 1)))
            when = (
                datetime.strptime(value, told.time_format)
                if told.time_format
                else datetime.fromisoformat(value)
            )
        except (ValueError, OverflowError):
            return None
        if when.tzinfo is None:
            if zone is None:
                raise MappingError(
                    f"{where}: the time {value!r} has no zone; "
                    "say which with --zone, for instance --zone Asia/Shanghai"
                )
            when = when.replace(tzinfo=zone)
        return round(when.timestamp() * 1000)

    return read


def sensible(time: int | None) -> bool:
    """A time a recording can be shifted by: clocks that were never set say 1970."""
    return time is not None and time >= EARLIEST
