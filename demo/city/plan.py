"""Who of the demo city is planned to work, and who is on call: the same every day, so that it never runs out.
One town has nobody at night, as in life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

DAY, NIGHT = ("08:00", "20:00"), ("20:00", "08:00")
THIRDS = (("00:00", "08:00"), ("08:00", "16:00"), ("16:00", "24:00"))
TOWN = 9  # digits of a town's code
WITHOUT_NIGHT = "441900127"
PLANNED = 12  # people of each town
Row = dict[str, str]


def plan_rows(roster: Sequence[Row], root: str) -> list[Row]:
    """Rows of the file, of the rows of the roster."""
    return list(_rows(roster, root))


def _rows(roster: Sequence[Row], root: str) -> Iterator[Row]:
    yield _row(
        "on_call",
        ("00:00", "24:00"),
        area=root,
        name="市指挥中心值班室",
        name_en="City duty room",
        phone="10000000000",
    )
    towns = {
        code: [person["inspector"] for person in people]
        for code, people in groupby(
            sorted(roster, key=lambda row: row["area"]), lambda row: row["area"][:TOWN]
        )
    }
    for code, people in towns.items():
        yield _row("on_call", DAY, area=code, inspector=people[0])
        if code != WITHOUT_NIGHT:
            yield _row("on_call", NIGHT, area=code, inspector=people[1])
        yield _row("on_call", NIGHT, area=code, inspector=people[2], department="rescue")
        for number, inspector in enumerate(people[3 : 3 + PLANNED]):
            yield _row("shift", THIRDS[number % len(THIRDS)], inspector=inspector)


def _row(kind: str, hours: tuple[str, str], **told: str) -> Row:
    begin, end = hours
    names = ("area", "department", "inspector", "name", "name_en", "phone")
    row = {"type": kind, "day": "daily", "from": begin, "to": end}
    return row | {name: told.get(name, "") for name in names}
