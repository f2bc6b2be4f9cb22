"""The numbers on a page, in the order of LiveCity.counters' columns. What each means is said in
layouts/counters.toml."""

from dataclasses import dataclass

UNKNOWN = -1  # nothing in this city can tell yet; pages show a dash, never 0


@dataclass(frozen=True, slots=True)
class Definition:
    """`additive`: an area's number is the sum of its children's and what belongs to it directly."""

    unit: str  # people, posts, grids or cases
    additive: bool = True


DEFINITIONS: dict[str, Definition] = {
    "posts": Definition("posts"),
    "people": Definition("people"),
    "on_duty": Definition("people"),
    "handling": Definition("people"),
    "patrolling": Definition("people"),
    "idle": Definition("people"),
    "offline": Definition("people"),
    "off_shift": Definition("people"),
    "unlisted": Definition("people"),
    "visiting": Definition("people", additive=False),
    "outside": Definition("people"),
    "grids": Definition("grids"),
    "grids_covered": Definition("grids"),
    "grids_uncovered": Definition("grids"),
    "reported": Definition("cases"),
    "advised": Definition("cases"),
    "dispatched": Definition("cases"),
    "resolved": Definition("cases"),
    "closed": Definition("cases"),
    "open": Definition("cases"),
    "overdue": Definition("cases"),
    "unlocated": Definition("cases"),
    "ordered": Definition("cases"),
    "ordered_late": Definition("cases"),
    "sos": Definition("cases"),
    "sos_waiting": Definition("cases"),
    "advised_hour": Definition("cases"),
    "closed_hour": Definition("cases"),
}
COUNTERS: tuple[str, ...] = tuple(DEFINITIONS)
COLUMN: dict[str, int] = {name: column for column, name in enumerate(COUNTERS)}
