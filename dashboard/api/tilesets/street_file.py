"""A base map of lines: streets and waters of a GeoJSON file, handed to a page area by area, which draws them
itself under its marks. Nothing comes from outside, and no picture is needed at any size of screen."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from city.areas.area import Area
from dashboard.api.tilesets.tileset import CREDIT, TilesetError

LINES = ".geojson"
KINDS = ("water", "main", "street", "lane")
AROUND = 0.25  # of an area's size: what is shown beside it
LANES = 400  # grids: of a larger area nobody could see a lane
KEPT = 64  # areas
LARGEST = 64 * 1024 * 1024
WRAPS: dict[str, Callable[[Any], list[Any]]] = {  # of a geometry: its lines or rings
    "LineString": lambda told: [told],
    "MultiLineString": lambda told: told,
    "Polygon": lambda told: told,
    "MultiPolygon": lambda told: [ring for polygon in told for ring in polygon],
}
Lines = list[list[int]]  # each `lat, lon, lat, lon, …` at 1e-5 degrees


class StreetMap(Struct, frozen=True):
    """What lies in and around an area. `water` are rings, the others lines; no `lane` of a large area."""

    code: str
    water: Lines
    main: Lines
    street: Lines
    lane: Lines


class Streets:
    """Raises TilesetError for a file that is none."""

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > LARGEST:
            raise TilesetError(f"{path}: a file of at most {LARGEST:,} bytes wanted")
        try:
            told: Any = msgspec.json.decode(path.read_bytes())
            found = [_part(feature) for feature in told["features"]]
        except (msgspec.DecodeError, UnicodeDecodeError, TypeError, KeyError, ValueError) as error:
            raise TilesetError(f"{path}: a GeoJSON of streets and waters wanted: {error}") from None
        self.credit = _credit(told.get("credit"))
        self.credit_en = _credit(told.get("credit_en")) or self.credit
        self._kinds = [kind for kind, _, _ in found]
        self._lines = [lines for _, lines, _ in found]
        self._boxes: NDArray[np.float64] = np.array([box for _, _, box in found]).reshape(-1, 4)
        self._kept: dict[str, tuple[bytes, bytes]] = {}

    def payload(self, area: Area, grids: int) -> tuple[bytes, bytes]:
        """The JSON of an area, plain and gzipped."""
        if area.code not in self._kept:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            body = msgspec.json.encode(self._around(area, grids))
            self._kept[area.code] = body, gzip.compress(body, 5)
        return self._kept[area.code]

    def _around(self, area: Area, grids: int) -> StreetMap:
        parts: dict[str, Lines] = {kind: [] for kind in KINDS}
        if not area.polygon.is_empty and len(self._boxes):
            west, south, east, north = area.polygon.bounds
            aside, above = (east - west) * AROUND, (north - south) * AROUND
            box = self._boxes
            near = (box[:, 2] >= west - aside) & (box[:, 0] <= east + aside)
            near &= (box[:, 3] >= south - above) & (box[:, 1] <= north + above)
            for at in np.flatnonzero(near).tolist():
                if self._kinds[at] != "lane" or grids <= LANES:
                    parts[self._kinds[at]] += [line.tolist() for line in self._lines[at]]
        return StreetMap(area.code, **parts)


def _credit(told: object) -> str:
    return told[:CREDIT] if isinstance(told, str) else ""


def open_streets(path: Path) -> Streets:
    """Raises TilesetError."""
    try:
        return Streets(path)
    except OSError as error:
        raise TilesetError(f"{path}: cannot be read: {error.strerror}") from None


def _part(feature: Any) -> tuple[str, list[NDArray[np.int32]], tuple[float, float, float, float]]:
    kind = feature["properties"]["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, got {kind!r:.40}")
    shape = feature["geometry"]
    wrap = WRAPS[shape["type"]]
    lines = [np.array(line, np.float64) for line in wrap(shape["coordinates"])]
    points = np.concatenate([line[:, :2] for line in lines])
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"degrees wanted, got {west}, {south} to {east}, {north}")
    whole = [np.rint(line[:, 1::-1] * 1e5).astype(np.int32).ravel() for line in lines]
    return kind, whole, (west, south, east, north)
