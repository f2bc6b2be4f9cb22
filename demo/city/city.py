"""The demo city: as large as the one that started it, made up below its towns. The same seed makes the
same city. Knows the shapes of the files, never where they are kept."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from city.areas.plane import Plane
from city.areas.rings import write_polygon
from city.building.scatter import allot, claim, sample, swirl
from city.building.subdivide import Level, Nest, nest, raise_levels
from demo.city import names

ROOT = "441900"
LEVELS = ["city", "town", "village", "grid"]
VILLAGES, GRIDS, POSTS, PEOPLE = 593, 3_150, 8_428, 5_928
HENGLI, HENGLI_VILLAGES, HENGLI_GRIDS = "441900106", 17, 85
DOUBLED = 11  # village names that stand in two towns
Random = np.random.Generator
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DemoCity:
    areas_document: dict[str, Any]
    roster_rows: list[dict[str, str]]
    matters_document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Town:
    code: str
    name: str
    name_en: str
    lon: float
    lat: float
    km2: float
    villages: int
    grids: int


def demo_city(seed: int = 1, crowd: int = 1) -> DemoCity:
    """`crowd` multiplies posts and people, for load trials."""
    random = np.random.default_rng(seed)
    towns = read_towns()
    shape = coast(random)
    levels = _levels(shape, towns, random)
    while not _counts_hold(levels, towns):
        levels = _levels(shape, towns, random)
    features = _features(levels, towns, random)
    rows = _people(features, crowd, random)
    document = {"type": "FeatureCollection", "levels": LEVELS, "datum": "WGS-84", "features": features}
    return DemoCity(document, rows, tomllib.loads(data("items.toml")))


def data(name: str) -> str:
    """One of the files that come with the demo city."""
    return resources.files("demo.city").joinpath("data", name).read_text(encoding="utf-8")


def read_towns() -> list[Town]:
    """The 33 towns, with their villages and grids scaled to the demo city's."""
    rows = list(csv.DictReader(data("towns.csv").splitlines()))
    told = np.array([float(row["villages"]) for row in rows])
    km2 = np.array([float(row["km2"]) for row in rows])
    fixed = [row["code"] for row in rows].index(HENGLI)
    villages = _fixed(VILLAGES, told, fixed, HENGLI_VILLAGES)
    share = 0.7 * told / told.sum() + 0.3 * km2 / km2.sum()
    grids = _fixed(GRIDS, share, fixed, HENGLI_GRIDS)
    return [
        Town(row["code"], row["name"], row["name_en"], float(row["lon"]), float(row["lat"]), *numbers)
        for row, *numbers in zip(rows, km2.tolist(), villages, grids, strict=True)
    ]


def _fixed(total: int, share: Points, place: int, value: int) -> list[int]:
    others = allot(total - value, np.delete(share, place), 0)
    return [*others[:place], value, *others[place:]]


def coast(random: Random) -> Any:
    """The city's outline in lon, lat: the coarse one, with its straight lines made to wander."""
    rows = csv.DictReader(data("outline.csv").splitlines())
    coarse = np.array([[float(row["lon"]), float(row["lat"])] for row in rows])
    plane = Plane.of(shapely.Polygon(coarse))
    while True:
        ring = plane.flat(coarse)
        size = 0.17
        while np.hypot(*(np.roll(ring, -1, axis=0) - ring).T).max() > 220:
            along = np.roll(ring, -1, axis=0) - ring
            aside = np.column_stack([-along[:, 1], along[:, 0]]) * random.uniform(-size, size, (len(ring), 1))
            ring = np.stack([ring, ring + along / 2 + aside], axis=1).reshape(-1, 2)
        outline = shapely.Polygon(plane.round(ring))
        if outline.is_valid:
            return outline


def _levels(shape: Any, towns: list[Town], random: Random) -> list[Level]:
    plane = Plane.of(shape)
    flat = plane.flatten(shape)
    points = sample(flat, 100.0, random)
    centres = plane.flat(np.array([[town.lon, town.lat] for town in towns]))
    wide, narrow = swirl(random, 9_000, 700), swirl(random, 2_500, 150)
    bent = narrow(wide(points))
    wanted = np.array([town.km2 for town in towns])
    share = wanted / wanted.sum()
    for _ in range(2):  # cells of different sizes meet between towns: what one lost is made good once
        nested = _settled(points, claim(bent, centres, share), centres, towns, random)
        seats = shapely.STRtree(shapely.points(nested.centres))
        nearest = seats.query_nearest(shapely.points(points[::20]), all_matches=False)[1]
        held = np.bincount(nested.owner[0][nearest], minlength=len(towns))
        share = share * wanted / wanted.sum() * len(points[::20]) / held
    return raise_levels(flat, nested, plane, random)


def _settled(
    points: Points, town_of: npt.NDArray[np.int64], centres: Points, towns: list[Town], random: Random
) -> Nest:
    """Villages and grids in every town, smaller round its centre."""
    seats, villages, owners = [], [], []
    offset = 0
    for index, town in enumerate(towns):
        inside = points[town_of == index]
        mass = 0.4 + 3 * np.exp(-((inside - centres[index]) ** 2).sum(axis=1) / 1_800**2)
        nested = nest(inside, mass, [town.villages, town.grids], random)
        seats.append(nested.centres)
        villages.append(nested.owner[0] + offset)
        owners.append(np.full(len(nested.centres), index))
        offset += town.villages
    return Nest(np.concatenate(seats), [np.concatenate(owners), np.concatenate(villages)])


def _counts_hold(levels: list[Level], towns: list[Town]) -> bool:
    """A cell that lay apart may have changed its town; Hengli's grids are counted in public."""
    hengli = [town.code for town in towns].index(HENGLI)
    grids = sum(levels[1].parent[village] == hengli for village in levels[2].parent)
    return grids == HENGLI_GRIDS and len(levels[1].polygons) == VILLAGES


def _features(levels: list[Level], towns: list[Town], random: Random) -> list[dict[str, Any]]:
    town_level, village_level, grid_level = levels
    outline = shapely.coverage_union_all(town_level.polygons)
    features = [_feature(ROOT, "东莞市", "Dongguan", 0, None, 0, outline, synthetic=False)]
    for town, polygon in zip(towns, town_level.polygons, strict=True):
        features.append(_feature(town.code, town.name, town.name_en, 1, ROOT, 0, polygon, synthetic=False))
    villages = _numbered(village_level, [town.code for town in towns])
    grids = _numbered(grid_level, villages)
    called = _village_names(village_level.parent, random)
    posts = _posts(random)
    for code, parent, polygon, (zh, en) in zip(
        villages, village_level.parent, village_level.polygons, called, strict=True
    ):
        features.append(_feature(code, zh, en, 2, towns[parent].code, 1, polygon))
    for code, parent, polygon, count in zip(
        grids, grid_level.parent, grid_level.polygons, posts, strict=True
    ):
        number = code[-2:]
        features.append(
            _feature(code, f"网格 {number}", f"Grid {number}", 3, villages[parent], count, polygon)
        )
    return features


def _feature(
    code: str,
    zh: str,
    en: str,
    level: int,
    parent: str | None,
    posts: int,
    polygon: Any,
    synthetic: bool = True,
) -> dict[str, Any]:
    told = {"code": code, "name": zh, "name_en": en, "level": LEVELS[level], "parent": parent, "posts": posts}
    return {
        "type": "Feature",
        "properties": told | ({"synthetic": True} if synthetic else {}),
        "geometry": write_polygon(polygon),
    }


def _numbered(level: Level, parents: list[str]) -> list[str]:
    """Codes: three digits after the parent's, from the north to the south of each parent."""
    codes = [""] * len(level.polygons)
    taken: dict[int, int] = {}
    south = [-shapely.centroid(polygon).y for polygon in level.polygons]
    for index in sorted(range(len(codes)), key=lambda index: (south[index], index)):
        parent = level.parent[index]
        taken[parent] = taken.get(parent, 0) + 1
        codes[index] = f"{parents[parent]}{taken[parent]:03d}"
    return codes


def _village_names(parent: list[int], random: Random) -> list[tuple[str, str]]:
    """Different names, except for a few that a second village of another town bears too."""
    turn = random.permutation(len(parent)).tolist()
    called = dict(zip(turn, names.places(len(parent) - DOUBLED, random), strict=False))
    for again, village in enumerate(turn[-DOUBLED:]):
        first = next(other for other in turn[again * 9 :] if parent[other] != parent[village])
        called[village] = called[first]
    return [called[village] for village in range(len(parent))]


def _posts(random: Random) -> list[int]:
    """One to five posts a grid; each village has one of its own beside them."""
    places = random.choice(GRIDS * 4, size=POSTS - VILLAGES - GRIDS, replace=False)
    return [int(more) + 1 for more in np.bincount(places // 4, minlength=GRIDS)]


def _people(features: list[dict[str, Any]], crowd: int, random: Random) -> list[dict[str, str]]:
    for feature in features:
        feature["properties"]["posts"] *= crowd
    seats = [told["code"] for told in (f["properties"] for f in features) for _ in range(told["posts"])]
    filled = sorted(random.choice(len(seats), size=PEOPLE * crowd, replace=False).tolist())
    numbers = random.permutation(len(filled))
    town = {f["properties"]["code"]: f["properties"]["name_en"][0] for f in features[1:34]}
    modes = random.choice(["foot", "bike"], size=len(filled), p=[0.7, 0.3])
    called = names.people(len(filled), random)
    kinds = random.choice(["full", "auxiliary", "mobile"], size=len(filled), p=[0.78, 0.16, 0.06])
    rows = []
    for seat, number, (zh, en), mode, kind in zip(filled, numbers, called, modes, kinds, strict=True):
        rows.append(
            {
                "inspector": f"{town[seats[seat][:9]]}-{number + 1:04d}",
                "name": zh,
                "area": seats[seat],
                "department": "",
                "phone": f"100{number + 1:08d}",
                "mode": str(mode),
                "name_en": en,
                "kind": str(kind),
            }
        )
    return rows
