"""An area of an earlier edition, and what became of it. Knows no tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WHOLE = 0.9  # of its ground: that much in one area, and this is its successor


@dataclass(frozen=True, slots=True)
class Heir:
    """`share` of the old area's ground lies in the new area `code`, 0 to 1."""

    code: str
    share: float


def successor(of: tuple[Heir, ...]) -> str | None:
    """The one area that goes on in its place; None where its ground was shared out, or is nobody's."""
    return of[0].code if of and of[0].share >= WHOLE else None


@dataclass(frozen=True, slots=True)
class Gone:
    """An area that is no more since `since` (epoch ms). `shares`: who has its ground now, the largest first;
    `under`: the nearest area above it that there still is."""

    code: str
    name: str
    name_en: str | None
    level: str
    since: int
    shares: tuple[Heir, ...]
    under: str

    @property
    def to(self) -> str | None:
        """The one area that goes on in its place."""
        return successor(self.shares)


Goings = Mapping[str, Gone]  # by code
