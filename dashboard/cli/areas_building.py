"""`gridwall areas build`, step by step: from files as they were read to a whole city. Writes none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from city.areas.areas import read_areas
from city.areas.rings import read_polygon
from city.building.build import BuildPlan, by_parent, fill_levels
from city.building.joining import (
    Coded,
    Naming,
    enclosing,
    feature,
    join_shapes,
    moved,
    name_member,
    outline,
    read_codes,
    refuse_broken,
    to_wgs84,
    together,
)
from city.datum.judgement import told_datum
from dashboard.cli.areas_datum import judge_city, judge_parts, note

Table = tuple[str, list[dict[str, str]]]


@dataclass(slots=True)
class AreaSources:
    """What there is to build from, with the names of the files; `told` are the command's options."""

    name: str
    document: Any
    told: Mapping[str, Any]
    codes: Table | None = None
    names: Table | None = None
    outline: tuple[str, Any] | None = None

    @property
    def datum(self) -> str:
        return self.told["datum"] or told_datum(self.document) or "wgs84"


def whole_city(sources: AreaSources) -> dict[str, Any]:
    """An areas document with all its levels. Raises AreaError."""
    told = sources.told
    document = _coded(sources) if sources.codes else _levelled(sources)
    read_areas(document, sources.name)  # what is wrong already need not be multiplied
    plan = BuildPlan(_listed(document, sources), told["parts"], told["leaves"], told["seed"])
    return fill_levels(document, plan, sources.name)


def _levelled(sources: AreaSources) -> dict[str, Any]:
    """FILE is an areas file already."""
    refuse_broken(sources.document, "name", sources.name)
    roots = [f for f in sources.document["features"] if not f["properties"].get("parent")]
    sure = _judged(sources, together([each.get("geometry") for each in roots], sources.name))
    levels = sources.document.get("levels") or _levels(sources)
    return to_wgs84(sources.document, sources.datum, sources.name) | {"levels": levels} | sure


def _coded(sources: AreaSources) -> dict[str, Any]:
    """FILE has shapes with names, to which a list gives codes."""
    code, name, name_en = [*str(sources.told["root"]).split(","), "", "", ""][:3]
    if not code or not name:
        raise click.UsageError("--codes needs --root CODE,NAME,NAME_EN for the city itself")
    naming, levels, (file, rows) = _naming(sources), _levels(sources), sources.codes or ("", [])
    codes = read_codes(rows, naming, file)
    member = name_member(sources.document, {each.name for each in codes}, naming, sources.name)
    refuse_broken(sources.document, member, sources.name)
    joined = join_shapes(sources.document, codes, naming, levels[1], code, sources.name)
    sure = _judged(sources, together([each["geometry"] for each in joined], sources.name))
    parts = to_wgs84({"features": joined}, sources.datum, sources.name)["features"]
    if sources.outline:
        border = outline(sources.outline[1], sources.outline[0])
        boundary = moved(border, sources.told["outline_datum"], sources.outline[0])
    else:
        boundary = enclosing(parts, sources.name)
    root = feature(Coded(code, name, name_en or None), levels[0], None, boundary)
    return {"type": "FeatureCollection", "levels": levels, "features": [root, *parts]} | sure


def _judged(sources: AreaSources, shape: Any) -> dict[str, str]:
    """What the new file may say of its datum: only what somebody said, or what something else bears out."""
    known, told = False, sources.told["datum"] or told_datum(sources.document)
    if sources.outline:
        files, datum = (sources.name, sources.outline[0]), sources.told["outline_datum"]
        refuse_broken(sources.outline[1], "name", sources.outline[0])
        known = judge_parts(shape, sources.datum, sources.outline[1], datum, files)
        border = read_polygon(outline(sources.outline[1], files[1]), files[1])
        judgement = judge_city(border, datum, files[1], "say --outline-datum {0}")
    else:
        judgement = judge_city(shape, told, sources.name, "say --datum {0}")
    if judgement.known or not known:
        note(sources.outline[0] if sources.outline else sources.name, judgement)
    return {"datum": "WGS-84"} if known or judgement.known or told else {}


def _levels(sources: AreaSources) -> list[str]:
    return [level.strip() for level in sources.told["levels"].split(",")]


def _naming(sources: AreaSources) -> Naming:
    pairs = dict(alias.partition("=")[::2] for alias in sources.told["alias"])
    if not all(pairs.values()):
        raise click.UsageError("--alias must be SHAPE=LISTED, as 松山湖管委会=松山湖")
    return Naming(pairs, sources.told["cut"], sources.told["name_property"])


def _listed(document: dict[str, Any], sources: AreaSources) -> dict[str, list[Coded]]:
    if sources.names is None:
        return {}
    file, rows = sources.names
    codes = read_codes(rows, _naming(sources), file)
    return by_parent(codes, [shape["properties"].get("code") or "" for shape in document["features"]])
