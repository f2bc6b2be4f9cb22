"""Who did what to a case, in a sentence, for whoever wanted to do something to it at the same time."""

from __future__ import annotations

from collections.abc import Sequence

from city.cases.case import Happened
from city.cases.refusal import Name
from city.live import LiveCity
from city.sight import Sight
from dashboard.console.names import Pair, actor_name
from layouts.sentences import both
from layouts.words import table


def told_since(live: LiveCity, happened: Sequence[Happened], sight: Sight) -> dict[str, str]:
    """What came between, the newest last; three at most."""
    departments = live.matters.departments
    deeds = [(sight.actor(each.type, each.actor, departments), each.type) for each in happened[-3:]]
    return both("happened_since", {"deeds": Name(*_deeds(live, deeds))})


def said(live: LiveCity, happened: Sequence[Happened]) -> Pair:
    """Who did what, as the record has it, in Chinese and English."""
    return _deeds(live, [(each.actor, each.type) for each in happened])


def _deeds(live: LiveCity, deeds: Sequence[tuple[str | None, str]]) -> Pair:
    """Actors and types of events, as one sentence's part."""
    named = [(actor_name(live, actor), deed(type)) for actor, type in deeds]
    apart = both("apart")
    zh = apart["zh"].join(f"{actor[0]} {what[0]}" for actor, what in named)
    return zh, apart["en"].join(f"{actor[1]} {what[1]}" for actor, what in named)


def deed(type: str) -> Pair:
    known = table("console").get(f"event_{type}") or both("unknown_event", {"type": type})
    return known["zh"], known["en"]
