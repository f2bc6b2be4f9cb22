"""The facts of a span read into columns: what was filed, sent, closed or ended in it, or ran at its end."""

from __future__ import annotations

import numpy as np
from sqlalchemy import Engine, func, select

from city.review.columns import NAMES, NEVER, FactColumns
from streams.history.events.tables import case_facts, codes

_COLUMNS = [func.coalesce(case_facts.c[name], NEVER) for name in NAMES]


def read_facts(engine: Engine, world: int, begin: int, end: int) -> FactColumns:
    """Of [begin, end), epoch ms. Raises SQLAlchemyError."""
    facts = case_facts.c
    of_world = select(facts.case_id, *_COLUMNS).where(facts.world == world)
    before = facts.filed + 0 < begin  # a sum: no index of it is taken, since nearly all lie before
    wanted = (  # each by an index of its own; what was sent in the span ended in it or later
        of_world.where(facts.filed >= begin, facts.filed < end),
        of_world.where(before, facts.ended >= begin),
        of_world.where(before, facts.ended.is_(None)),
    )
    with engine.connect() as connection:
        found = (connection.execute(part).cursor.fetchall() for part in wanted)  # a third faster than rows
        rows = [row for part in found for row in part]
        words = {row.id: row.code for row in connection.execute(select(codes.c.id, codes.c.code))}
    ids, *told = zip(*rows, strict=True) if rows else [()] * (1 + len(NAMES))
    columns = {name: np.fromiter(each, np.int64, len(each)) for name, each in zip(NAMES, told, strict=True)}
    return FactColumns(tuple(ids), columns, words)
