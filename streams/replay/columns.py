"""Which column of a recorded CSV means what: told by option or TOML, else recognised by its name.

Knows headers, separators and units; neither Redis nor the city.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from city.people.position_fields import ROW
from streams.messages.values import RefusedError, identifier
from streams.replay.encodings import EncodingError, known_encoding

SPEED_UNITS = {"m/s": 1.0, "km/h": 1 / 3.6, "mph": 0.44704, "knots": 1852 / 3600}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "blank": " "}
US_EXAMPLE = "%m/%d/%Y %I:%M:%S %p"

# for each field of the contract the headers it is known by, the surest first
KNOWN: dict[str, dict[str, tuple[str, ...]]] = {
    "positions": {field.name: (field.name, *field.headers) for field in ROW},
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
        "address": ("address", "incident address", "location", "place", "street"),
        "photos": ("photos", "media_url"),
        "outcome": ("outcome",),
        "due": ("due",),
        "closed": ("closed",),
    },
}
# what civic recordings call the times of a case: replayed only where that is asked for
LIKELY = {
    "due": ("duedate", "due date", "due_date", "target_dt", "sla_target_dt", "expected_datetime"),
    "closed": ("closedate", "closed date", "close date", "closed_date", "closed_dt", "closed_at"),
}
NEEDED = {"positions": tuple(field.name for field in ROW if field.required), "reports": ("report", "time")}


KINDS: dict[str, tuple[type, str]] = {"columns": (dict, "a table"), "relative": (bool, "true or false")}


class MappingError(ValueError):
    """One sentence: where, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Told:
    """What options or a TOML file say of a recording; empty = to be recognised."""

    columns: Mapping[str, str] = field(
        default_factory=dict
    )  # field of the contract → header, or number from 1
    time_format: str = ""  # "" ISO 8601 or epoch numbers; "s", "ms", "us", "ns", or as in strptime
    zone: str = ""  # of times that carry none
    speed_unit: str = "m/s"
    separator: str = ""
    encoding: str = ""  # "" by its mark, UTF-8, or a guess
    inspector: str = ""  # whose all rows are
    relative: bool = False  # times count from the recording's start


def read_told(path: Path) -> Told:
    """A mapping file: the members of `Told`, `columns` as a table."""
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise MappingError(f"{path}: a mapping file wanted, got {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: TOML wanted, got {error}") from None
    for name, value in document.items():
        if name not in Told.__dataclass_fields__:
            wanted = ", ".join(Told.__dataclass_fields__)
            raise MappingError(f"{path}: {name} is not known here; known are {wanted}")
        kind, wanted = KINDS.get(name, (str, "text"))
        if not isinstance(value, kind):
            raise MappingError(f"{path}: {name} must be {wanted}, got {value!r}")
    columns = document.get("columns", {})
    for name, header in columns.items():
        if not isinstance(header, str | int) or isinstance(header, bool):
            raise MappingError(f"{path}: columns.{name} must be text or a number, got {header!r}")
    told = {**document, "columns": {name: str(header) for name, header in columns.items()}}
    return check(Told(**told), str(path))


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
    try:
        known_encoding(told.encoding or "utf-8")
        identifier("inspector", told.inspector or "-")
    except (EncodingError, RefusedError) as error:
        raise MappingError(f"{where}: {error}") from None
    return told


def separator(told: Told, header: str) -> str:
    """The separator told, else the one found most often in the header; blanks where there is no other."""
    if told.separator:
        return SEPARATORS.get(told.separator, told.separator)
    marks = [mark for mark in SEPARATORS.values() if mark != " "]
    if " " in header.strip() and not any(mark in header for mark in marks):
        return " "
    return max(marks, key=header.count)


def places(kind: str, header: Sequence[str], told: Told, where: str) -> dict[str, int]:
    """For each field of the contract that the recording has, the index of its column."""
    at = {name.strip().lower(): number for number, name in reversed(list(enumerate(header)))}
    found = {name: at[k] for name, known in KNOWN[kind].items() for k in reversed(known) if k in at}
    for name, column in told.columns.items():
        if name not in KNOWN[kind]:
            raise MappingError(f"{where}: {name!r} is no field of {kind}; they are {', '.join(KNOWN[kind])}")
        found[name] = _index(name, column.strip().lower(), at, header, where)
    if told.inspector:
        found.pop("inspector", None)
    given = {*found, *(["inspector"] if told.inspector else [])}
    missing = [name for name in NEEDED[kind] if name not in given]
    if missing:
        alone = ", or whose all rows are with --inspector NAME" if "inspector" in missing else ""
        raise MappingError(
            f"{where}: no column for {', '.join(missing)} among {', '.join(header)}; say which with "
            f"--column {missing[0]}=NAME, or by its number from 1, as --column {missing[0]}=1{alone}"
        )
    return found


def _index(name: str, column: str, at: Mapping[str, int], header: Sequence[str], where: str) -> int:
    if column in at:
        return at[column]
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(header):
        return int(column) - 1
    raise MappingError(f"{where}: no column {column!r} for {name}; there are {', '.join(header)}")


def unused(kind: str, header: Sequence[str], found: Mapping[str, int]) -> list[tuple[str, str]]:
    """Columns that look like the times of a case and are not taken: field and header."""
    names = {name.strip().lower(): name.strip() for name in header}
    return [
        (field, names[known])
        for field, likely in (LIKELY if kind == "reports" else {}).items()
        for known in likely
        if field not in found and known in names
    ]


def numbered(told: Told, header: Sequence[str]) -> bool:
    """Whether any column was told by its number: the first line may then be one of data."""
    names = {name.strip().lower() for name in header}
    return any(column.strip().lower() not in names for column in told.columns.values())
