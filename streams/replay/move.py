"""A recording made elsewhere, placed inside a city's outline: shifted, turned if that helps, and scaled, with
its shape kept. Knows rows and a polygon, neither files nor Redis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from city.areas.plane import METRES_PER_DEGREE
from streams.messages.fix import read_place
from streams.messages.values import RefusedError
from streams.replay.columns import MappingError
from streams.replay.recording import RecordedRow

FENCE = 3.0  # inter-quartile ranges beyond which a place is a stray one
FEW = 0.02  # strays of all places that do not count for the fit; more are a part of the recording
OFTEN = 0.005  # of all places at one and the same stray place: a placeholder such as the middle of a state
GRAINS = 512  # along the longer side of the recording, when places are counted together
WITHIN = 0.99  # of the places: the scale is the largest at which so many lie inside
CELLS = 128  # of the raster the outline is tried on, along its longer side
TURNS = range(0, 360, 15)  # degrees clockwise
WORTH_TURNING = 1.15  # north stays up unless turning allows so much more
LARGEST = 100.0  # metres there for one here: a recording of a single place has no size
STEPS = 7  # halvings of the scale's range
Plane = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Move:
    """`scale` metres there for each metre here, turned clockwise by `turn` degrees about `here`, which comes
    to lie at `there` (lat, lon). Placeholders are no places, and stay where they are."""

    here: tuple[float, float]
    there: tuple[float, float]
    scale: float
    turn: float
    placeholders: frozenset[tuple[float, float]]

    def places(self, latlon: Plane) -> Plane:
        """Of shape (n, 2), lat and lon."""
        return _off_plane(_turned(_plane(latlon, self.here), self.turn) * self.scale, self.there)


def fit(rows: list[RecordedRow], outline: shapely.Geometry, largest: float = LARGEST) -> Move:
    """The move into `outline` (x = lon, y = lat) at the largest scale, `largest` at most, at which 99 of 100
    places lie inside. Placeholders and a few strays do not count. Raises MappingError without places."""
    found = np.array([place for row in rows if (place := place_of(row))], float).reshape(-1, 2)
    if not len(found):
        raise MappingError("nothing to move: no row has a position")
    counted, placeholders = _sorted_out(found)
    low, high = np.percentile(counted, [0.5, 99.5], axis=0)
    here = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    board = SearchGrid(outline)
    straight, turned = _best(board, *_grains(_plane(counted, here)), largest)
    spot = turned if turned.scale > straight.scale * WORTH_TURNING else straight
    middle = _off_plane(np.array([spot.shift]), board.middle)[0]
    return Move(here, (float(middle[0]), float(middle[1])), spot.scale, float(spot.turn), placeholders)


def _sorted_out(found: Plane) -> tuple[Plane, frozenset[tuple[float, float]]]:
    """The places the fit is made for, and those that are none: far from the rest, and whole degrees or the
    same again and again."""
    first, third = np.percentile(found, [25, 75], axis=0)
    reach = FENCE * (third - first) + 1e-6
    stray = ~((found >= first - reach) & (found <= third + reach)).all(axis=1)
    places, each, counts = np.unique(found, axis=0, return_inverse=True, return_counts=True)
    none = ((places == np.rint(places)).all(axis=1) | (counts > max(2, OFTEN * len(found))))[
        each.reshape(-1)
    ] & stray
    placeholders = frozenset((float(lat), float(lon)) for lat, lon in np.unique(found[none], axis=0))
    stray &= ~none
    aside = none | stray if stray.sum() <= max(1.0, FEW * len(found)) else none
    return found[~aside], placeholders


def _grains(xy: Plane) -> tuple[Plane, Plane]:
    """Places close together as one, and how many each stands for."""
    grain = max(float(np.ptp(np.percentile(xy, [0.5, 99.5], axis=0), axis=0).max()), 1.0) / GRAINS
    cells, counts = np.unique(np.rint(xy / grain), axis=0, return_counts=True)
    return cells * grain, counts.astype(float)


def apply(move: Move, rows: list[RecordedRow]) -> None:
    """Move every usable place, in place; (0, 0) stays the sign of a phone that knows no place."""
    placed = [(row, place) for row in rows if (place := place_of(row))]
    if not placed:
        return
    moved = move.places(np.array([place for _, place in placed], float)).tolist()
    for (row, place), (lat, lon) in zip(placed, moved, strict=True):
        if place not in move.placeholders:
            row.fields |= {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}", **_heading(row, move.turn)}


def place_of(row: RecordedRow) -> tuple[float, float] | None:
    try:
        return read_place(row.fields.get("lat"), row.fields.get("lon"))
    except RefusedError:
        return None


def _heading(row: RecordedRow, turn: float) -> dict[str, str]:
    try:
        heading = float(row.fields["heading"])
    except (KeyError, ValueError):
        return {}
    return {"heading": f"{(heading + turn) % 360:.6g}"} if turn and 0 <= heading <= 360 else {}


@dataclass(frozen=True, slots=True)
class Spot:
    """A placement tried: `shift` in metres north and east of the outline's middle."""

    scale: float
    turn: int
    shift: tuple[float, float]


class SearchGrid:
    """The outline as a raster of cells that lie wholly inside, on which any placement is tried at once: the
    share of places inside, for every shift, is one correlation."""

    def __init__(self, outline: shapely.Geometry) -> None:
        west, south, east, north = outline.bounds
        self.middle = ((south + north) / 2, (west + east) / 2)
        low, high = _plane(np.array([(south, west), (north, east)]), self.middle)
        self.cell = float((high - low).max()) / CELLS + 1e-3
        self.size = 2 * CELLS  # room for any shift without coming round the edge
        at = (np.arange(CELLS) - (CELLS - 1) / 2) * self.cell
        grid = np.stack(np.meshgrid(at, at, indexing="ij"), axis=-1).reshape(-1, 2)
        half = shapely.buffer(outline, -0.75 * self.cell / METRES_PER_DEGREE)
        latlon = _off_plane(grid, self.middle)
        shape = half if not half.is_empty else outline
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, latlon[:, 1], latlon[:, 0]).reshape(CELLS, CELLS)
        self._mask = np.fft.rfft2(inside.astype(float), (self.size, self.size))
        self.width = float((high - low).max())

    def try_out(self, xy: Plane, weight: Plane) -> tuple[float, tuple[float, float]]:
        """The share of these places (metres about their middle) inside at a good shift, and that shift: the
        one nearest the outline's middle of all that are good enough, else the best there is."""
        cells = np.rint(xy / self.cell) + CELLS // 2
        kept = ((cells >= 0) & (cells < CELLS)).all(axis=1)
        at = cells[kept].astype(int) @ (self.size, 1)
        count = np.bincount(at, weight[kept], self.size**2).reshape(self.size, self.size)
        share = (
            np.fft.irfft2(self._mask * np.conj(np.fft.rfft2(count)), (self.size, self.size)) / weight.sum()
        )
        shifts = (np.fft.fftfreq(self.size) * self.size).astype(int)
        far = np.hypot(shifts[:, None], shifts[None, :])
        good = share >= min(float(share.max()), WITHIN) - 1e-9
        row, column = np.unravel_index(int(np.argmin(np.where(good, far, np.inf))), far.shape)
        # cell i of the raster has its middle at (i - (CELLS - 1) / 2), a place at 0 was put into CELLS // 2
        off = CELLS // 2 - (CELLS - 1) / 2
        north, east = ((int(shifts[at]) + off) * self.cell for at in (row, column))
        return float(share[row, column]), (north, east)


def _best(board: SearchGrid, xy: Plane, weight: Plane, largest: float) -> tuple[Spot, Spot]:
    """The best without turning, and the best of all turns."""
    longest = max(float(np.ptp(np.percentile(xy, [0.5, 99.5], axis=0), axis=0).max()), 1.0)
    top = min(largest, 1.5 * board.width / longest)
    lowest = top / 2**STEPS
    straight = best = _largest(board, xy, weight, 0, (lowest, top)) or Spot(lowest, 0, (0.0, 0.0))
    for turn in TURNS[1:]:
        if best.scale < top:
            best = _largest(board, xy, weight, turn, (best.scale * 1.02, top)) or best
    return straight, best


def _largest(
    board: SearchGrid, xy: Plane, weight: Plane, turn: int, scales: tuple[float, float]
) -> Spot | None:
    """At this turn; None when not even the lowest of the scales will do."""
    turned, (low, high) = _turned(xy, turn), scales
    found: Spot | None = None
    for scale in (low, high):
        share, shift = board.try_out(turned * scale, weight)
        if share < WITHIN - 1e-9:
            break
        found = Spot(scale, turn, shift)
    if found is None or found.scale == high:
        return found
    for _ in range(STEPS):
        scale = (low + high) / 2
        share, shift = board.try_out(turned * scale, weight)
        if share < WITHIN - 1e-9:
            high = scale
        else:
            low, found = scale, Spot(scale, turn, shift)
    return found


def _plane(latlon: Plane, middle: tuple[float, float]) -> Plane:
    """Metres north and east of the middle."""
    by_lon = np.cos(np.radians(middle[0]))
    return (latlon - middle) * (METRES_PER_DEGREE, METRES_PER_DEGREE * by_lon)


def _off_plane(xy: Plane, middle: tuple[float, float]) -> Plane:
    by_lon = np.cos(np.radians(middle[0]))
    return xy / (METRES_PER_DEGREE, METRES_PER_DEGREE * by_lon) + middle


def _turned(xy: Plane, degrees: float) -> Plane:
    """Clockwise: what lay north comes to lie east at 90."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    north, east = xy[:, 0], xy[:, 1]
    return np.stack((north * cosine - east * sine, north * sine + east * cosine), axis=1)
