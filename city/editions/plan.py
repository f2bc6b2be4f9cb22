"""Which edition of the city's files holds when: what was loaded, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from city.areas.gone import Goings

AREAS, ROSTER, MATTERS = KINDS = ("areas", "roster", "matters")


class PlanError(ValueError):
    """One sentence: why this cannot hold then."""


@dataclass(frozen=True, slots=True)
class Edition:
    """`since`: from when it holds, epoch ms; 0 for the one that held when the first other was loaded. `gone`:
    what of the edition before it is no more, of areas alone. `id`: its place in the record."""

    kind: str
    edition: str
    since: int
    name: str  # of the file it came from
    by: str
    told: int  # when it was loaded, epoch ms
    gone: Goings = field(default_factory=dict)
    id: str = ""


class Plan:
    """`editions` in the order of the record. `withdrawn`: ids of those that were taken back before they
    held."""

    def __init__(self, editions: Iterable[Edition] = (), withdrawn: Iterable[str] = ()) -> None:
        taken = frozenset(withdrawn)
        self.editions = tuple(each for each in editions if each.id not in taken)

    def of(self, kind: str) -> list[Edition]:
        """In the order in which they hold."""
        return sorted((each for each in self.editions if each.kind == kind), key=lambda each: each.since)

    def at(self, kind: str, now: int) -> Edition | None:
        """The one that holds then; None where the settings' file does."""
        return next((each for each in reversed(self.of(kind)) if each.since <= now), None)

    def before(self, kind: str, now: int) -> Edition | None:
        """The one that held before the one that holds then."""
        held = [each for each in self.of(kind) if each.since <= now]
        return held[-2] if len(held) > 1 else None

    def next(self, now: int) -> int | None:
        """When another one begins to hold."""
        return min((each.since for each in self.editions if each.since > now), default=None)

    def editions_at(self, now: int) -> dict[str, str]:
        """By kind, of those that are not the settings' own."""
        held = ((kind, self.at(kind, now)) for kind in KINDS)
        return {kind: each.edition for kind, each in held if each}

    def steps(self, now: int) -> list[Goings]:
        """What each edition of the areas up to then put away."""
        return [each.gone for each in self.of(AREAS) if each.since <= now]

    def fits(self, kind: str, since: int) -> None:
        """Raises PlanError: what is gone is told from one edition to the next, so a new one comes last."""
        last = self.of(kind)[-1:]
        if last and last[0].since >= since:
            raise PlanError(
                f"an edition of the {kind} ({last[0].edition}) already holds from a later moment; "
                f"take it back first (gridwall {kind} rollback), or let this one hold after it"
            )
