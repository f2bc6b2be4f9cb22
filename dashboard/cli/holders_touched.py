"""Whose area would be gone with another edition: accounts, keys and screens, what each holds then, and
whether that is more than before."""

from __future__ import annotations

from collections.abc import Iterator

from city.areas.areas import Areas
from city.areas.gone import successor
from city.editions.difference import Difference
from dashboard.cli.record import Record
from streams.access.accounts import Accounts
from streams.access.api_keys import ApiKeys
from streams.screens.plan_store import PlanStore

LARGER = 1.1  # times the ground of before


def holders(held: Record) -> Iterator[tuple[str, str]]:
    """What holds an area, and the area's code; no secret is read out. Raises what Redis says."""
    for account in Accounts(held.redis, held.keys).all():
        for grant in account.grants:
            yield f"account {account.id} ({grant.role})", grant.area
    for key in ApiKeys(held.redis, held.keys).all():
        if key.revoked is None:
            for area in key.areas:
                yield f"key {key.name}", area
    for screen in PlanStore(held.redis, held.keys).read()[0].screens.values():
        yield f"screen {screen.name}", screen.area


def holders_touched(held: Record, old: Areas, new: Areas, found: Difference) -> list[str]:
    """A head and a line each; nothing where nobody's area is gone."""
    lines = []
    for who, area in holders(held):
        code = old[area].code if area in old else area
        if code not in found.gone:
            continue
        to = successor(found.gone[code])
        if to is None:
            lines.append(f"{who}: {area} → nothing: no one area has its ground")
            continue
        before, after = old[code].polygon.area, new[to].polygon.area
        more = f", which is larger ({after / before:.1f} times its ground)" if after > before * LARGER else ""
        lines.append(f"{who}: {area} → {to}{more}")
    return [f"accounts, keys and screens whose area is gone: {len(lines):,}", *lines] if lines else []
