"""All there is to one case, for a console's card: what it says, how far it is, what happened, who can go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from msgspec.structs import asdict

from city.cases.case import STEPS, Case, Happened, step
from city.cases.duplicates import possible
from city.people.responders import method
from city.sight import NAMELESS, Sight
from city.time.deadlines import clock, left, read_limit
from dashboard.console.queue_rows import case_row
from dashboard.live.engine import Engine

NEAREST = 5
CAMERAS = 16
MINUTE = 60_000
STEP_EVENTS = {
    "filed": ("filed",),
    "dispatched": ("dispatched", "failed"),
    "handling": ("arrived", "handled"),
    "fed_back": ("fed_back",),
    "verified": ("verified",),
    "closed": ("closed",),
}


def card(engine: Engine, case: Case, scope: str, now: int) -> dict[str, Any]:
    """As far as whoever has this scope may know."""
    live, sight = engine.live, engine.live.sight(scope)
    history = [seen(engine, sight, each) for each in live.cases.history(case.id)]
    return {
        "case": asdict(case_row(live, case, 0, False, sight)) | told(case),
        "steps": steps(case, history, sight),
        "history": [
            {"time": each.time, "actor": each.actor, "type": each.type, "data": each.data} for each in history
        ],
        "clock": clock(case, now, live.rules, live.calendar),
        "left": time_left(engine, case, now),
        "responders": responders(engine, case, scope),
        "method": dict(zip(("zh", "en"), method(live.rules), strict=True)),
        "duplicates": [
            {
                "id": other.id,
                "item": other.item,
                "metres": round(metres),
                "minutes": apart // MINUTE,
                "state": other.state,
            }
            for other, metres, apart in possible(case, live)
            if sight.holds(other.area)
        ],
        "merged": [other.id for other in live.cases.duplicates(case.id) if sight.holds(other.area)],
        "resend": resend(engine, case, sight),
        "cameras": cameras(engine, case, scope),
    }


def resend(engine: Engine, case: Case, sight: Sight) -> dict[str, str | None] | None:
    """The case filed first under this report's key; without its id when it lies beyond the scope or is
    forgotten."""
    if case.resend_of is None:
        return None
    known = engine.live.cases.get(case.resend_of) is not None
    return {"of": sight.case(case.resend_of, engine.live.cases) if known else None}


def time_left(engine: Engine, case: Case, now: int) -> int | None:
    """Ms of the limit's own kind of time: a page knows no working calendar."""
    if case.paused is not None:
        return case.paused.left
    if case.due is None or not case.limit:
        return None
    return left(now, case.due, read_limit(case.limit).kind, engine.live.book.calendar)


def told(case: Case) -> dict[str, Any]:
    """What its reporter said, and what only a card has room for."""
    return {
        "text": case.text,
        "address": case.address,
        "channel": case.channel,
        "photos": list(case.photos),
        "outcome": case.outcome,
        "reported": case.reported,
        "claimed_place": case.claimed,
        "first_response": case.first_response,
        "unverified": case.unverified,
        "notes": case.notes,
        "reopened": case.reopened,
        "escalated_at": case.escalated_at,
    }


def seen(engine: Engine, sight: Sight, each: Happened) -> Happened:
    """An event as far as it may be known."""
    actor = sight.actor(each.type, each.actor, engine.live.matters.departments) or ""
    return replace(each, actor=actor, data=sight.data(each.data, engine.live.cases))


def steps(case: Case, history: list[Happened], sight: Sight) -> list[dict[str, Any]]:
    """Each of the seven with when it was reached last and by whom; what is not reached yet has neither."""
    reached, reporter = step(case), case.inspector and (sight.person(case.inspector) or NAMELESS)
    found: list[dict[str, Any]] = [{"step": STEPS[0], "at": case.reported, "by": reporter or case.channel}]
    for number, name in enumerate(STEPS[1:], 1):
        last = [each for each in history if each.type in STEP_EVENTS[name]] if number <= reached else []
        at, by = (last[-1].time, last[-1].actor) if last else (None, None)
        found.append({"step": name, "at": at, "by": by})
    return found


def responders(engine: Engine, case: Case, scope: str) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "inspector": one.inspector,
            "name": [one.name, one.name_en],
            "metres": round(one.metres),
            "seconds": round(one.seconds),
            "mode": one.mode,
            "age": one.age_ms,
            "accuracy": one.accuracy,
            "load": one.load,
            "owner": one.owner,
            "free": one.free,
            "lat": one.lat,
            "lon": one.lon,
        }
        for one in engine.responders.near(case, scope, NEAREST)
    ]


def cameras(engine: Engine, case: Case, scope: str) -> list[str]:
    """Ids of those within the case's ring, nearest first."""
    if case.lat is None or case.lon is None:
        return []
    radius = engine.settings.cameras.radius_m
    return [row.id for row in engine.watching.near(case.lat, case.lon, radius, CAMERAS, scope)]
