"""Whether a city's borders are in the datum they are said to be in, as a sentence. Knows no options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from city.areas.geojson import DATUMS
from city.datum.evidence import NAMES, Found, by_outline, by_prefectures, in_china


@dataclass(frozen=True, slots=True)
class Judgement:
    """`datum`: the one that fits best, None when nothing tells; `known`: whether anything was compared."""

    sentence: str
    datum: str | None = None
    known: bool = False


def told_datum(document: object) -> str | None:
    """What an areas file says of itself; only one datum may be said."""
    said = document.get("datum") if isinstance(document, Mapping) else None
    return "wgs84" if said in DATUMS else None


def of_city(shape: Any, told: str | None) -> Judgement:
    """Of a city's whole shape, as it came, in the datum `told` (None: nobody said, so WGS-84)."""
    said = told or "wgs84"
    found = by_prefectures(shape)
    if found is not None and found.best is not None:
        return _compared(found, found.best, said, f"the borders of {found.by}")
    if not in_china(shape):
        return Judgement("")
    how = "told as" if told else "assumed"
    return Judgement(
        f"datum {how} {NAMES[said]}; nothing to check it against. Maps of China come in WGS-84, GCJ-02 (350 "
        "to 600 m off) and BD-09 (more than a kilometre): look at it on a base map, or give an outline or "
        "positions whose datum is known"
    )


def of_parts(parts: Any, told: str, outline: Any, outline_told: str) -> tuple[Judgement, Judgement]:
    """Of the parts and of their outline, each as it came: what each says of its own datum."""
    by_parts = {name: by_outline(parts, outline, name).metres[told] for name in NAMES}
    found = by_outline(parts, outline, outline_told)
    if found.best is not None:
        return _compared(found, found.best, told, "the outline"), Judgement("", outline_told, known=True)
    other = Found(by_parts, "the parts")
    if other.best is not None:
        return Judgement("", told, known=True), _compared(other, other.best, outline_told, "the parts")
    nearest = min(found.metres.values())
    doubt = Judgement(f"the outline tells no datum: its border lies {nearest:.0f} m off in the best case")
    return doubt, Judgement("")


def _compared(found: Found, best: str, said: str, with_what: str) -> Judgement:
    if best == said:
        return Judgement(
            f"the datum is {NAMES[said]}: {_near(found, best)} from {with_what}", best, known=True
        )
    return Judgement(
        f"the datum must be {NAMES[said]}, but it fits {with_what} as {NAMES[best]}: "
        f"{_near(found, best)} off, and {_near(found, said)} as {NAMES[said]}",
        best,
        known=True,
    )


def _near(found: Found, name: str) -> str:
    return f"{found.metres[name]:.0f} m"
