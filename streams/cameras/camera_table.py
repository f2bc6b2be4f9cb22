"""A table of cameras, as spreadsheets and open data have it, as cameras of ours; and those as a camera file.

Good rows are taken, each bad one is refused alone. Knows texts: no file on a disk, no Redis.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import shapely

from city.areas.datum import wgs84_from_bd09, wgs84_from_gcj02
from city.cameras.cameras import Camera, CameraError, read_camera
from city.headers import listed, plain, recognised
from streams.replay.columns import MappingError, Told, separator
from streams.replay.move import apply, fit
from streams.replay.recording import RecordedRow

# for each member of a camera the headers it is known by, the surest first
KNOWN = {
    "id": ("id", "camera id", "camera_id", "cameraid", "device_id", "编号", "设备编码"),
    "name": ("name", "location name", "camera name", "camera_name", "location", "title", "名称", "点位名称"),
    "name_en": ("name_en",),
    "lat": ("lat", "latitude", "y", "纬度"),
    "lon": ("lon", "lng", "long", "longitude", "x", "经度"),
    "kind": ("kind",),
    "still": ("still",),
    "source": ("source", "url", "rtsp", "address"),
    "sub": ("sub", "substream", "sub_stream"),
}
NEEDED = ("lat", "lon")
OPTIONS = ("source", "sub", "kind")  # what an option tells of all rows
DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
BLANK = re.compile(r"\{([^{}]*)\}")
BACK = {"gcj02": wgs84_from_gcj02, "bd09": wgs84_from_bd09}
YES, NO = frozenset({"true", "1", "yes", "y", "是"}), frozenset({"false", "0", "no", "n", "否", ""})


@dataclass(frozen=True, slots=True)
class Wanted:
    """`source` and `sub` are templates such as rtsp://10.0.0.{id}/main: a blank is a member or a header.
    They and `kind` win over a column only recognised by its name: `source` often says who told of it."""

    columns: Mapping[str, str] = field(default_factory=dict)  # member → header
    source: str = field(default="", repr=False)
    sub: str = field(default="", repr=False)
    kind: str = ""
    datum: str = "wgs84"
    outline: shapely.Geometry | None = None  # the city that the whole is moved into


@dataclass(slots=True)
class Imported:
    """`refused` are sentences; `scale` tells how much the whole was shrunk by its move, None for no move;
    `numbered`: no column held ids, so each camera goes by the number of its row."""

    cameras: list[Camera] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    scale: float | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as texts, each with where it stands, such as `line 3`."""

    header: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


def read_table(text: str, wanted: Wanted, where: str) -> Imported:
    """Every row of a CSV with a header. Raises MappingError when the table as a whole cannot be read."""
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(Told(), text.split("\n", 1)[0]))
    try:
        header = next(reader, [])
        rows = [(f"line {reader.line_num}", values) for values in reader if any(values)]
    except csv.Error as error:
        raise MappingError(f"{where} line {reader.line_num}: CSV wanted, got {error}") from None
    return read_rows(Table(header, rows), wanted, where)


def read_rows(table: Table, wanted: Wanted, where: str) -> Imported:
    """Raises MappingError when the table as a whole cannot be understood."""
    header = table.header
    at = _places(table, wanted, where)
    _refuse_unknown_blanks(wanted, header, where)
    places = [RecordedRow(0, None, _told(values, at)) for _, values in table.rows]
    found = Imported(scale=_moved(places, wanted), numbered="id" not in at)
    seen: set[str] = set()
    for number, (row, (place, values)) in enumerate(zip(places, table.rows, strict=True), 1):
        here = f"{where} {place}"
        blanks = {plain(name): value.strip() for name, value in zip(header, values, strict=False)}
        if found.numbered:  # by its place in the table, also behind rows that are refused today
            row.fields["id"] = str(number)
        try:
            camera = _camera(row.fields, blanks | _plainly(row.fields), wanted, here)
            if camera.id in seen:
                raise CameraError(f"{here}: the id must be unique, got {camera.id} twice")
        except CameraError as error:
            found.refused.append(str(error))
            continue
        seen.add(camera.id)
        found.cameras.append(camera)
    return found


def _places(table: Table, wanted: Wanted, where: str) -> dict[str, int]:
    """For each member the number of its column."""
    header, found = table.header, recognised(table.header, KNOWN)
    for name in OPTIONS:
        if getattr(wanted, name) and name not in wanted.columns:
            found.pop(name, None)
    for name, column in wanted.columns.items():
        if name not in KNOWN:
            raise MappingError(f"options: {name!r} is nothing of a camera; known are {', '.join(KNOWN)}")
        at = recognised(header, {column: ()}).get(column)
        if at is None:
            raise MappingError(f"{where}: no column {column!r} for {name}; there are {listed(header)}")
        found[name] = at
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise MappingError(
            f"{where}: no column for {', '.join(missing)} among {listed(header)}; "
            f"say which with --column {missing[0]}=NAME"
        )
    _refuse_no_source(table, found, wanted, where)
    return found


def _refuse_no_source(table: Table, found: Mapping[str, int], wanted: Wanted, where: str) -> None:
    if wanted.source:
        return
    example = "say where pictures come from, for instance with --source 'rtsp://10.0.0.{id}/main'"
    at = found.get("source")
    if at is None:
        raise MappingError(f"{where}: no column for source among {listed(table.header)}; {example}")
    values = [values[at] for _, values in table.rows if at < len(values) and values[at].strip()]
    if values and "source" not in wanted.columns and not any(":" in value for value in values):
        raise MappingError(f"{where}: the column {table.header[at]!r} holds no addresses; {example}")


def _refuse_unknown_blanks(wanted: Wanted, header: Sequence[str], where: str) -> None:
    known = {plain(name) for name in (*header, *KNOWN)}
    for name in (*BLANK.findall(wanted.source), *BLANK.findall(wanted.sub)):
        if plain(name) not in known:
            raise MappingError(f"{where}: no column {name!r} to fill in; there are {listed(header)}")


def _plainly(fields: Mapping[str, str]) -> dict[str, str]:
    return {plain(name): value for name, value in fields.items()}


def _told(values: Sequence[str], at: Mapping[str, int]) -> dict[str, str]:
    fields = {name: values[number].strip() for name, number in at.items() if number < len(values)}
    return {name: value for name, value in fields.items() if value}


def _moved(rows: list[RecordedRow], wanted: Wanted) -> float | None:
    """The move of all places into the outline, done in place; tells its scale."""
    if wanted.outline is None:
        return None
    how = fit(rows, wanted.outline)
    apply(how, rows)
    return how.scale


def _camera(fields: Mapping[str, str], blanks: Mapping[str, str], wanted: Wanted, where: str) -> Camera:
    if "id" not in fields:
        raise CameraError(f"{where}: id is missing")
    told: dict[str, Any] = {name: fields[name] for name in ("id", "name", "name_en") if name in fields}
    told |= {"lat": _degrees(fields.get("lat")), "lon": _degrees(fields.get("lon"))}
    told |= {"kind": fields.get("kind") or wanted.kind or None, "still": _flag(fields.get("still", ""))}
    for name, template in (("source", wanted.source), ("sub", wanted.sub)):
        told[name] = fields.get(name) or _filled(template, blanks, where)
    camera = read_camera(told, where)
    if (camera.lat, camera.lon) == (0.0, 0.0):
        raise CameraError(f"{where} ({camera.id}): a place wanted, got lat 0 and lon 0, which stand for none")
    return camera if wanted.datum not in BACK else _on_wgs84(told, camera, wanted.datum, where)


def _on_wgs84(told: Mapping[str, Any], camera: Camera, datum: str, where: str) -> Camera:
    lat, lon = BACK[datum](camera.lat, camera.lon)
    return read_camera({**told, "lat": round(float(lat), 7), "lon": round(float(lon), 7)}, where)


def _degrees(value: str | None) -> object:
    """A number where it is one; else what came, for the refusal."""
    text = value or ""
    try:
        return float(text.replace(",", ".") if DECIMAL_COMMA.fullmatch(text) else text)
    except ValueError:
        return value


def _flag(value: str) -> object:
    return {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(value.lower(), value)


def _filled(template: str, blanks: Mapping[str, str], where: str) -> str:
    def fill(found: re.Match[str]) -> str:
        value = blanks.get(plain(found[1]), "")
        if not value:
            raise CameraError(f"{where}: {found[1]} is wanted for the address, got nothing")
        return quote(value, safe="")

    return BLANK.sub(fill, template)


def toml(cameras: Iterable[Camera], head: Iterable[str] = ()) -> str:
    """A camera file; `head` are lines of remarks above it."""
    lines = [f"# {line}" for line in head]
    for camera in cameras:
        lines += ["", "[[camera]]", *(f"{k} = {_text(v)}" for k, v in _members(camera))]
    return "\n".join(lines).lstrip("\n") + "\n"


def geojson(cameras: Iterable[Camera], head: Iterable[str] = ()) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {k: v for k, v in _members(camera) if k not in ("lat", "lon")},
            "geometry": {"type": "Point", "coordinates": [camera.lon, camera.lat]},
        }
        for camera in cameras
    ]
    document = {"type": "FeatureCollection", "remarks": list(head), "features": features}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _members(camera: Camera) -> Iterable[tuple[str, Any]]:
    yield from (("id", camera.id), ("name", camera.name))
    if camera.name_en:
        yield "name_en", camera.name_en
    yield from (("lat", camera.lat), ("lon", camera.lon), ("kind", camera.kind), ("source", camera.source))
    if camera.sub:
        yield "sub", camera.sub
    if camera.still:
        yield "still", True


def _text(value: object) -> str:
    """A TOML value: JSON's strings are TOML's, as long as nothing in them is a control character."""
    return json.dumps(value, ensure_ascii=False)
