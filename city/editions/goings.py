"""What became of areas that earlier editions had, as today's edition knows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from city.areas.areas import Areas
from city.areas.gone import Goings, Gone, Heir
from city.editions.succession import LEAST, heirs


def goings(old: Areas, new: Areas, since: int) -> dict[str, Gone]:
    """By code, each area of `old` that `new` has no more."""
    codes = [area.code for area in old.order if area.code not in new]
    found = heirs(old, new, codes)
    return {
        code: Gone(
            code,
            old[code].name,
            old[code].name_en,
            old[code].level,
            since,
            found[code],
            next(step.code for step in reversed(old.path(code)) if step.code in new),
        )
        for code in codes
    }


def chained(steps: Iterable[Goings], areas: Areas) -> dict[str, Gone]:
    """Of several editions, each step from one to the next, the oldest first: what of all of them today's
    `areas` do not have, told by areas that they have."""
    known: dict[str, Gone] = {}
    for step in steps:
        known = {code: _on(gone, step) for code, gone in known.items()} | dict(step)
    return {code: gone for code, gone in known.items() if code not in areas}


def _on(gone: Gone, step: Goings) -> Gone:
    """The same area, told by what the next edition has."""
    shares: dict[str, float] = {}
    for heir in gone.shares:
        after = step[heir.code].shares if heir.code in step else (Heir(heir.code, 1.0),)
        for each in after:
            shares[each.code] = shares.get(each.code, 0.0) + heir.share * each.share
    kept = [Heir(code, share) for code, share in shares.items() if share >= LEAST]
    under = step[gone.under].under if gone.under in step else gone.under
    return replace(gone, shares=tuple(sorted(kept, key=lambda heir: (-heir.share, heir.code))), under=under)
