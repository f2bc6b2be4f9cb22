"""A base map for the demo city, made up from its own outlines: main roads from town to town, streets from
village to village, the lanes that its people walk on, rivers along borders, ponds."""

from __future__ import annotations

import hashlib
import heapq
import json
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from city.areas.area import Area
from city.areas.areas import Areas
from city.areas.plane import Plane
from demo.people.streets import lanes

CREDIT = {"credit": "虚构街道", "credit_en": "made-up streets"}
MADE_BY = ("street_map.py", "streets.py")
RIVER, STREAM, POND = 130.0, 55.0, (60.0, 260.0)  # metres across
PONDS = 140
DETOUR = 1.35  # a main road goes through no more villages than this makes longer
Points = NDArray[np.float64]


def write_street_map(folder: Path, areas: Areas, seed: int = 1) -> Path:
    """Made when it is missing or another city's or program's. Raises OSError."""
    file, stamp = folder / "streets.geojson", folder / "streets.stamp"
    wanted = _stamp(areas, seed)
    if file.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return file
    stamp.unlink(missing_ok=True)
    text = json.dumps(street_map(areas, seed), ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8", newline="\n")
    stamp.write_text(wanted, encoding="utf-8", newline="\n")
    return file


def _stamp(areas: Areas, seed: int) -> str:
    digest = hashlib.sha256(f"{areas.edition} {np.__version__} {shapely.__version__}".encode())
    for name in MADE_BY:
        digest.update(resources.files("demo.people").joinpath(name).read_bytes())
    return f"seed {seed} of {digest.hexdigest()[:16]}"


def street_map(areas: Areas, seed: int = 1) -> dict[str, Any]:
    """A GeoJSON FeatureCollection; `kind` of a feature: water, main, street or lane."""
    chance = np.random.default_rng([seed, 11])
    plane = Plane.of(areas.root.polygon)
    towns = areas.children(areas.root.code)
    villages = [village for town in towns for village in areas.children(town.code)]
    middles = plane.flat(np.array([[v.polygon.centroid.x, v.polygon.centroid.y] for v in villages]))
    beside = _neighbours(villages)
    main, streets = _roads(towns, villages, middles, beside)
    features = [_feature("water", water) for water in _waters(towns, areas, plane, chance)]
    features += [_lines("main", [plane.round(_smooth(middles[path], 2))]) for path in main]
    features += [
        _lines("street", [plane.round(_bent(middles[a], middles[b], chance)) for a, b in part])
        for part in _by_town(streets, villages)
    ]
    for village in villages:
        grids = areas.children(village.code) or [village]
        features.append(_lines("lane", [line for grid in grids for line in lanes(grid.polygon)]))
    return {"type": "FeatureCollection", **CREDIT, "features": features}


def _feature(kind: str, shape: Any) -> dict[str, Any]:
    told = json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-5)))
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": told}


def _lines(kind: str, lines: list[Points]) -> dict[str, Any]:
    told = [np.round(line, 5).tolist() for line in lines]
    geometry = {"type": "MultiLineString", "coordinates": told}
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": geometry}


def _neighbours(villages: list[Area]) -> list[tuple[int, int]]:
    """Pairs of villages with a border in common."""
    shapes = np.array([village.polygon for village in villages], object)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    apart = one < other
    shared = shapely.length(shapely.intersection(shapes[one[apart]], shapes[other[apart]])) > 1e-4
    return list(zip(one[apart][shared].tolist(), other[apart][shared].tolist(), strict=True))


def _roads(
    towns: list[Area], villages: list[Area], middles: Points, beside: list[tuple[int, int]]
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Main roads as rows of villages, one for each two towns that touch; the other ways between villages."""
    ways: dict[int, dict[int, float]] = {at: {} for at in range(len(villages))}
    for a, b in beside:
        ways[a][b] = ways[b][a] = float(np.hypot(*(middles[a] - middles[b])))
    seats = {town.code: _seat(town, villages, middles) for town in towns}
    linked = {(villages[a].parent, villages[b].parent) for a, b in beside}
    pairs = sorted({tuple(sorted((one, other))) for one, other in linked if one and other and one != other})
    main = [path for one, other in pairs if (path := _way(seats[one], seats[other], ways, middles))]
    taken = {tuple(sorted(step)) for path in main for step in pairwise(path)}
    return main, [pair for pair in beside if pair not in taken]


def _seat(town: Area, villages: list[Area], middles: Points) -> int:
    """The village nearest to a town's middle."""
    own = [at for at, village in enumerate(villages) if village.parent == town.code]
    centre = middles[own].mean(axis=0)
    return own[int(np.hypot(*(middles[own] - centre).T).argmin())]


def _way(start: int, end: int, ways: dict[int, dict[int, float]], middles: Points) -> list[int]:
    """The shortest way, nothing when it is a detour."""
    best, before = {start: 0.0}, {}
    queue = [(0.0, start)]
    while queue:
        far, at = heapq.heappop(queue)
        if at == end:
            break
        for to, step in ways[at].items():
            if far + step < best.get(to, np.inf):
                best[to], before[to] = far + step, at
                heapq.heappush(queue, (far + step, to))
    if end not in best or best[end] > DETOUR * float(np.hypot(*(middles[start] - middles[end]))):
        return []
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path


def _smooth(line: Points, rounds: int) -> Points:
    """Corners cut, ends kept (Chaikin)."""
    for _ in range(rounds):
        cut = np.stack([line[:-1] * 0.75 + line[1:] * 0.25, line[:-1] * 0.25 + line[1:] * 0.75], axis=1)
        line = np.concatenate([line[:1], cut.reshape(-1, 2)[1:-1], line[-1:]])
    return line


def _bent(start: Points, end: Points, chance: np.random.Generator) -> Points:
    """A way that is not quite straight."""
    along = end - start
    aside = np.array([-along[1], along[0]]) * chance.uniform(-0.12, 0.12, (2, 1))
    return _smooth(np.array([start, start + along * 0.35 + aside[0], start + along * 0.7 + aside[1], end]), 1)


def _by_town(streets: list[tuple[int, int]], villages: list[Area]) -> list[list[tuple[int, int]]]:
    parts: dict[str | None, list[tuple[int, int]]] = {}
    for pair in streets:
        parts.setdefault(villages[pair[0]].parent, []).append(pair)
    return list(parts.values())


def _waters(towns: list[Area], areas: Areas, plane: Plane, chance: np.random.Generator) -> list[Any]:
    """A river and streams along borders of towns, and ponds; in degrees, inside the city."""
    city = plane.flatten(areas.root.polygon)
    middles = plane.flat(np.array([[t.polygon.centroid.x, t.polygon.centroid.y] for t in towns]))
    shapes = np.array([plane.flatten(town.polygon) for town in towns], object)
    east, north = middles.T
    cuts = (
        (north > np.median(north), RIVER),
        (east > np.quantile(east, 0.33), STREAM),
        (east > np.quantile(east, 0.7), STREAM),
    )
    waters = []
    for side, across in cuts:
        line = shapely.intersection(shapely.union_all(shapes[side]), shapely.union_all(shapes[~side]))
        waters.append(shapely.buffer(shapely.simplify(line, 40.0), across / 2, quad_segs=3))
    west, south, right, top = city.bounds
    places = chance.uniform((west, south), (right, top), (PONDS, 2))
    sizes = chance.uniform(*POND, PONDS) / 2
    ponds = shapely.buffer(shapely.points(places), sizes, quad_segs=3)
    whole = shapely.intersection(shapely.union_all([*waters, *ponds]), city)
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    return [shapely.transform(part, plane.round) for part in parts]
