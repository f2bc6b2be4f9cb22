"""Who the simulated phones belong to: the roster, thinned or enlarged, and some people not on it.

Knows the roster and the areas; neither walks nor Redis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from city.areas.areas import Areas
from city.people.roster import Person


@dataclass(frozen=True, slots=True)
class Crowd:
    """One row a phone. `area` numbers `polygons`; `codes` names each phone's home."""

    ids: list[str]
    modes: list[str]
    codes: list[str]
    area: NDArray[np.int64]
    polygons: list[Any]
    listed: int  # rows below this are people of the roster


def enlarged(people: Sequence[Person], count: int) -> list[tuple[str, str, str]]:
    """`count` people as (id, home, mode): an even choice of the roster, or several for each of its entries.

    The second for `D0001` is `D0001.2`, and so on.
    """
    rounds, rest = divmod(count, len(people))
    chosen = [(n, person) for n in range(rounds) for person in people]
    chosen += [(rounds, people[at * len(people) // rest]) for at in range(rest)]
    return [(p.inspector if n == 0 else f"{p.inspector}.{n + 1}", p.area, p.mode) for n, p in chosen]


def gather(areas: Areas, people: Sequence[Person], count: int | None, strangers: int) -> Crowd:
    """The crowd for a city; `count` None is the roster as it is."""
    chosen = enlarged(people, len(people) if count is None else count)
    listed = len(chosen)
    step = max(listed // max(strangers, 1), 1)
    chosen += [(f"guest-{n + 1:02}", chosen[n * step % listed][1], "foot") for n in range(strangers)]
    homes = {code: _on_the_map(areas, code) for _, code, _ in chosen}
    drawn = sorted(set(homes.values()))
    number = {code: at for at, code in enumerate(drawn)}
    return Crowd(
        ids=[inspector for inspector, _, _ in chosen],
        modes=[mode for _, _, mode in chosen],
        codes=[code for _, code, _ in chosen],
        area=np.array([number[homes[code]] for _, code, _ in chosen], np.int64),
        polygons=[areas[code].polygon for code in drawn],
        listed=listed,
    )


def _on_the_map(areas: Areas, code: str) -> str:
    """The area itself, or the nearest above it that has a shape: some exist on paper only."""
    return next(area.code for area in reversed(areas.path(code)) if not area.polygon.is_empty)
