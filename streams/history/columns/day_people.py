"""Who stands behind an ordinal of a day: the only link between tracks and people. Numbers are drawn, not
counted, so that none of two days tells of the other."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from streams.history.events.tables import metadata

day_people = sa.Table(
    "day_people",
    metadata,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("inspector", sa.String(64), nullable=False),
    sa.UniqueConstraint("day", "inspector", name="day_people_inspector"),
)
BITS = 31
_AT_ONCE = 500  # names in one question


class DayPeople:
    """Raises what SQLAlchemy says."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def ordinals(self, day: str, inspectors: Iterable[str]) -> Mapping[str, int]:
        """Of everybody of the day, and of all of these; whoever has none is given one, and it is kept before
        this returns. Nothing is remembered here: whoever is forgotten is forgotten at once."""
        told = sa.select(day_people.c.inspector, day_people.c.ordinal).where(day_people.c.day == day)
        with self._engine.connect() as connection:
            known: dict[str, int] = {row.inspector: row.ordinal for row in connection.execute(told)}
        taken = set(known.values())
        drawn = {who: _draw(taken) for who in sorted({who for who in inspectors if who not in known})}
        if drawn:  # by a transaction of its own: in SQLite one that has read may not write while others do
            rows = [{"day": day, "ordinal": ordinal, "inspector": who} for who, ordinal in drawn.items()]
            with self._engine.begin() as connection:
                connection.execute(sa.insert(day_people), rows)
        known.update(drawn)
        return known

    def whose(self, day: str, ordinals: Iterable[int]) -> dict[int, str]:
        """Those that anybody stands behind still."""
        wanted, found = list(ordinals), dict[int, str]()
        with self._engine.connect() as connection:
            for at in range(0, len(wanted), _AT_ONCE):
                some = day_people.c.ordinal.in_(wanted[at : at + _AT_ONCE])
                told = sa.select(day_people.c.ordinal, day_people.c.inspector)
                for ordinal, inspector in connection.execute(told.where(day_people.c.day == day, some)):
                    found[ordinal] = inspector
        return found

    def of(self, day: str, inspector: str) -> int | None:
        with self._engine.connect() as connection:
            found = sa.select(day_people.c.ordinal).where(
                day_people.c.day == day, day_people.c.inspector == inspector
            )
            return connection.execute(found).scalar()

    def forget_day(self, day: str) -> None:
        self._delete(day_people.c.day == day)

    def forget_before(self, day: str) -> None:
        """All days before this one."""
        self._delete(day_people.c.day < day)

    def forget(self, inspector: str) -> None:
        """One person, of all days: what was recorded of them is nobody's from now on. A fix that comes after
        is given another number."""
        self._delete(day_people.c.inspector == inspector)

    def _delete(self, which: sa.ColumnElement[bool]) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.delete(day_people).where(which))


def _draw(taken: set[int]) -> int:
    while (drawn := secrets.randbits(BITS)) in taken:
        pass
    taken.add(drawn)
    return drawn
