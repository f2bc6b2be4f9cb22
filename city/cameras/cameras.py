"""The cameras of a city: what each is, which area it lies in, which are near. Reads them as parsed.

A source may hold a user and a password: it is in no repr, in no error and in nothing that is published.
"""

from __future__ import annotations

import hashlib
import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from city.areas.areas import Areas
from city.areas.locate import Locator, PolygonLocator
from city.areas.plane import METRES_PER_DEGREE

KINDS = ("rtsp", "mjpeg", "jpeg", "whep", "hls")
MEMBERS = ("id", "name", "name_en", "lat", "lon", "kind", "still", "source", "sub")
SHARED = MEMBERS[:-2]  # what is published
ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
LONGEST = 2000
# a user or password may hold anything but what ends the host's part of an address
ADDRESS = re.compile(
    r"(?P<scheme>rtsps?|https?)://(?:[^\s/?#@]*@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(?::(?P<port>\d{1,5}))?(?:[/?][^\s#]*)?"
)


class CameraError(ValueError):
    """One sentence: where, what was wanted, what came; of a source never what came."""


@dataclass(frozen=True, slots=True)
class Camera:
    """`still`: its picture may stay the same without being frozen. The web process knows no source."""

    id: str
    name: str
    name_en: str | None
    lat: float
    lon: float
    kind: str
    still: bool
    source: str = field(default="", repr=False)
    sub: str = field(default="", repr=False)


class Cameras:
    """The cameras of one city, depth first by area, then by id."""

    def __init__(self, areas: Areas, cameras: Iterable[Camera], locator: Locator | None = None) -> None:
        """What lies outside the city belongs to the root alone. A locator that is there need not be made."""
        self.areas = areas
        found = list(cameras)
        lat, lon = np.array([c.lat for c in found]), np.array([c.lon for c in found])
        leaf = locator.leaf(lat, lon) if locator else PolygonLocator(areas).leaf(lon, lat)
        placed = sorted(zip(np.maximum(leaf, 0).tolist(), found, strict=True), key=lambda p: (p[0], p[1].id))
        self.all = [camera for _, camera in placed]
        self.positions = [position for position, _ in placed]
        self.area = {camera.id: areas.order[position].code for position, camera in placed}
        self.edition = edition(self.all)
        self._by_id = {camera.id: camera for camera in self.all}
        self._at = np.radians([[c.lat, c.lon] for c in self.all]).reshape(-1, 2)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, id: str) -> Camera | None:
        return self._by_id.get(id)

    def within(self, code: str) -> list[Camera]:
        """The area's and its descendants'."""
        return self.all[self._range(code)]

    def near(
        self, lat: float, lon: float, radius_m: float, limit: int, code: str | None = None
    ) -> list[tuple[Camera, float]]:
        """With their metres, nearest first, at most `limit`; of this area alone when one is told."""
        here = self._range(code or self.areas.root.code)
        north, east = (self._at[here] - np.radians([lat, lon])).T
        east = (east + math.pi) % (2 * math.pi) - math.pi
        metres = np.degrees(np.hypot(north, east * math.cos(math.radians(lat)))) * METRES_PER_DEGREE
        order = np.argsort(metres, kind="stable")[:limit].tolist()
        return [(self.all[here.start + i], float(metres[i])) for i in order if metres[i] <= radius_m]

    def _range(self, code: str) -> slice:
        first = self.areas.position[code]
        end = int(self.areas.end[first])
        return slice(bisect_left(self.positions, first), bisect_left(self.positions, end))


def edition(cameras: Iterable[Camera]) -> str:
    """12 hex digits that change with anything the public may know, whatever the order."""
    shared = (tuple(getattr(camera, name) for name in SHARED) for camera in cameras)
    return hashlib.sha256(repr(sorted(shared, key=lambda told: told[0])).encode()).hexdigest()[:12]


def public(cameras: Iterable[Camera]) -> list[dict[str, Any]]:
    """What others may know: everything but where the pictures come from."""
    return [{name: getattr(camera, name) for name in SHARED} for camera in cameras]


def from_public(rows: object) -> list[Camera]:
    """Raises CameraError."""
    return _read_all(rows, "the published cameras", sources=False)


def read_cameras(document: object, source: str) -> list[Camera]:
    """Of a camera file as parsed: TOML with [[camera]], or GeoJSON points. Raises CameraError."""
    if not isinstance(document, Mapping):
        raise CameraError(f"{source}: must be TOML with [[camera]] or a GeoJSON FeatureCollection of points")
    if document.get("type") == "FeatureCollection":
        return _read_all(_of_features(document.get("features"), source), source)
    unknown = sorted(set(document) - {"camera"})
    if unknown:
        raise CameraError(f"{source}: {_shown(unknown[0])} is not known here; cameras are tables [[camera]]")
    return _read_all(document.get("camera", []), source)


def _read_all(rows: object, source: str, *, sources: bool = True) -> list[Camera]:
    if not isinstance(rows, Sequence) or isinstance(rows, str | bytes):
        raise CameraError(f"{source}: a list of cameras wanted, got {type(rows).__name__}")
    found: dict[str, Camera] = {}
    for number, row in enumerate(rows, 1):
        camera = read_camera(row, f"{source} camera {number}", sources=sources)
        if camera.id in found:
            raise CameraError(f"{source} camera {number}: the id must be unique, got {camera.id} twice")
        found[camera.id] = camera
    return list(found.values())


def _of_features(features: object, source: str) -> list[dict[str, Any]]:
    if not isinstance(features, list):
        raise CameraError(f"{source}: features must be a list of points, got {type(features).__name__}")
    return [_of_feature(feature, f"{source} feature {n}") for n, feature in enumerate(features, 1)]


def _of_feature(feature: object, where: str) -> dict[str, Any]:
    """Other properties than ours are left out: maps carry many."""
    told = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(feature, Mapping) or not isinstance(told, Mapping):
        raise CameraError(f"{where}: must be a Feature with the properties id and source")
    told = {"id": feature.get("id")} | dict(told)
    match feature.get("geometry"):
        case {"type": "Point", "coordinates": [lon, lat, *_]}:
            kept = {name: told[name] for name in MEMBERS if told.get(name) is not None}
            return kept | {"lat": lat, "lon": lon}
    raise CameraError(f"{where}: geometry must be a Point with [lon, lat]")


def read_camera(row: object, where: str, *, sources: bool = True) -> Camera:
    """One camera as a table; without `sources` it may not even have one. Raises CameraError."""
    if not isinstance(row, Mapping):
        raise CameraError(f"{where}: must be a table, got {type(row).__name__}")
    known = MEMBERS if sources else SHARED
    for name in row:
        if name not in known:
            raise CameraError(
                f"{where}: {_shown(name)} is not known of a camera; known are {', '.join(known)}"
            )
    id_ = _named(row.get("id"))
    if id_ is None or id_ == "":
        raise CameraError(f"{where}: id is missing")
    if not isinstance(id_, str) or not ID.fullmatch(id_):
        raise CameraError(f"{where}: id must be 1 to 64 of A-Z a-z 0-9 . _ : -, got {_shown(id_)}")
    where = f"{where} ({id_})"
    source, sub = (_address(row, name, where) for name in ("source", "sub")) if sources else ("", "")
    if sources and not source:
        raise CameraError(f"{where}: source is missing")
    still = _yes(row.get("still", False))
    if not isinstance(still, bool):
        raise CameraError(f"{where}: still must be true or false, got {_shown(still)}")
    return Camera(
        id=id_,
        name=_line(row, "name", where) or id_,
        name_en=_line(row, "name_en", where),
        lat=_degrees(row, "lat", 90, where),
        lon=_degrees(row, "lon", 180, where),
        kind=_kind(row.get("kind"), (source, sub), where),
        still=still,
        source=source,
        sub=sub,
    )


def _named(value: object) -> object:
    """A whole number as the text it is written as: many lists count their cameras."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _yes(value: object) -> object:
    """Maps have no truth of their own: they write it as a text or a number."""
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).lower(), value)


def _address(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name, "")
    found = ADDRESS.fullmatch(value) if isinstance(value, str) else None
    if value == "" or (found and len(value) <= LONGEST and int(found["port"] or 0) < 65536 and _plain(value)):
        return str(value)
    raise CameraError(
        f"{where}: {name} must be an address such as rtsp://user:password@10.0.0.5:554/path, of rtsp, rtsps, "
        "http or https, in which @ / : ? # of a user or password are written %40 %2F %3A %3F %23 "
        "(what came is not shown: it may hold a password)"
    )


def _plain(address: str) -> bool:
    return address.isascii() and address.isprintable()


def _kind(kind: object, addresses: tuple[str, str], where: str) -> str:
    rtsp = {address.startswith("rtsp") for address in addresses if address}
    if kind is None and rtsp == {True}:
        return "rtsp"
    if not isinstance(kind, str) or kind not in KINDS:
        raise CameraError(f"{where}: kind must be one of {', '.join(KINDS)}, got {_shown(kind)}")
    if rtsp and rtsp != {kind == "rtsp"}:
        wanted = "rtsp or rtsps" if kind == "rtsp" else "http or https"
        raise CameraError(f"{where}: a camera of kind {kind} needs addresses of {wanted}, got another scheme")
    return kind


def _line(row: Mapping[str, Any], name: str, where: str) -> str | None:
    value = _named(row.get(name))
    if value is None or value == "":
        return None
    if (
        isinstance(value, str)
        and value.isprintable()
        and 0 < len(value.strip()) <= 200
        and "://" not in value
    ):
        return value.strip()
    raise CameraError(
        f"{where}: {name} must be one line of at most 200 characters and no address, got {_shown(value)}"
    )


def _degrees(row: Mapping[str, Any], name: str, most: int, where: str) -> float:
    value = row.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        came = f"the text {_shown(value)}" if isinstance(value, str) else _shown(value)
        raise CameraError(f"{where}: {name} must be a number of degrees, got {came}")
    if not -most <= value <= most:
        raise CameraError(f"{where}: {name} must be from -{most} to {most} degrees, got {_shown(value)}")
    return float(value)


def _shown(value: object) -> str:
    """What came; never an address that stands in the wrong place."""
    if value is None:
        return "nothing"
    text = repr(value)
    return "what may be an address" if "://" in text or "@" in text else text[:60]
