"""What each type of event makes of a case. It checks that the event fits; whether it should happen,
city/cases/decide.py has decided before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from city.cases.assigned import assigned, at_work, moment, standing, with_photos
from city.cases.case import OPEN, STATES, Asked, Case, CaseEvent, Pause
from city.cases.case_places import CasePlaces
from city.cases.order_effects import (
    Changes,
    inspected,
    inspecting,
    order_withdrawn,
    replied,
    supervised,
    urged,
)

CLERK = "clerk"
_NOTHING_SEEN: Changes = {"inspection": None, "evidence": None}


@dataclass(frozen=True, slots=True)
class Effect:
    """`states` are those the event fits to."""

    states: tuple[str, ...]
    change: Callable[[Case, CaseEvent, CasePlaces], Changes]


def apply(case: Case, event: CaseEvent, case_places: CasePlaces) -> Case:
    """The case after the event. Raises ValueError, KeyError or TypeError for one that does not fit."""
    effect = EFFECTS.get(event.type)
    if effect is None:
        raise ValueError(f"its type must be one of {', '.join(EFFECTS)}, got {event.type!r}")
    if case.state not in effect.states:
        raise ValueError(
            f"{event.type} fits a case that is {' or '.join(effect.states)}, got one that is {case.state}"
        )
    return replace(case, revision=event.revision, **effect.change(case, event, case_places))


def _acknowledged(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"acknowledged_by": event.actor, "acknowledged_at": event.time, **_response(case, event)}


def _claimed(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    if case.owner not in (None, event.actor):
        raise ValueError(f"only a case that is nobody's is claimed, got {case.owner}'s")
    return {"owner": event.actor, "owned_at": event.time, "unowned_at": None, **_response(case, event)}


def _taken_over(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    if case.owner in (None, event.actor):
        raise ValueError(f"only what somebody else has claimed is taken over, got {case.owner or 'nobody'}'s")
    return {"owner": event.actor, "owned_at": event.time, **_response(case, event)}


def _dispatched(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    """Whoever sends somebody to a call for help has taken note of it."""
    claim = {} if case.owner else _claimed(case, event, case_places)
    heard = _acknowledged(case, event, case_places) if case.waiting else {}
    return {
        "state": "dispatched",
        "assignment": assigned(event),
        "dispatched_at": case.dispatched_at or event.time,
        **_response(case, event),
        **heard,
        **claim,
    }


def _advised(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {**_ended("advised", event), **_response(case, event)}


def _accepted(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    name, sent = standing(case, event)
    return {name: replace(sent, accepted_at=event.time, unanswered_at=None)}


def _arrived(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    """Whoever is there is at work on it, whether they said so before or not."""
    name, sent = standing(case, event)
    there = {name: replace(at_work(sent, event), arrived_at=event.time)}
    return there if name == "inspection" else {"state": "handling", **there}


def _handled(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    name, sent = standing(case, event)
    return {"state": "handling", name: at_work(sent, event)}


def _fed_back(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    name, sent = standing(case, event)
    return {
        "state": "fed_back",
        name: at_work(sent, event),
        "fed_back_at": case.fed_back_at or event.time,
        "photos": with_photos(case, event),
        "evidence": "photo" if event.data.get("photos") else None,
    }


def _given_back(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    """Its owner keeps it, and has it on top of the queue."""
    name, _ = standing(case, event)
    if name == "inspection":
        return {"inspection": None}
    free = {} if case.owner else _free(event)
    return {"state": "new", "assignment": None, "returned": case.returned + 1, **free}


def _unanswered(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    name, sent = standing(case, event)
    if sent.accepted_at is not None:
        raise ValueError(f"only a dispatch without an answer is unanswered, got {sent.id}")
    return {name: replace(sent, unanswered_at=event.time)}


def _verified(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    seen = {"inspection": None, "photos": with_photos(case, event)}
    return {"state": "verified", "verified_at": event.time, **seen}


def _failed(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    again = {"state": "dispatched", "assignment": assigned(event), "returned": case.returned + 1}
    return {
        **again,
        **_NOTHING_SEEN,
        "photos": with_photos(case, event),
    }  # of what is left to do: no evidence


def _closed(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    due = moment(event.data["due"]) if event.data.get("due") else case.due
    return {**_ended("closed", event), "closed_at": event.time, "due": due, **_response(case, event)}


def _asked(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    told = {name: value for name, value in event.data.items() if name in ("hours", "until")}
    reason = str(event.data.get("reason") or "")
    return {"asked": Asked(str(event.data["what"]), reason, event.actor, event.time, told)}


def _approved(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    data, what = event.data, case.asked.what if case.asked else None
    if data["what"] != what:
        raise ValueError(f"what was asked for must be approved, {what}, got {data['what']!r}")
    match what:
        case "return":
            back = {"state": "new", "assignment": None, "returned": case.returned + 1}
            return {"asked": None, **back, **_NOTHING_SEEN, **_free(event)}
        case "void":
            return _ended("void", event)
        case "extend":
            return {"asked": None, "due": moment(data["due"])}
        case "defer":
            pause = Pause(event.time, moment(data["until"]), int(data["left"]))
            return {"asked": None, "due": None, "paused": pause}
    raise ValueError(f"approved must be a return, void, extend or defer, got {what!r}")


def _denied(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"asked": None}


def _resumed(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"paused": None, "due": moment(event.data["due"])}


def _escalated(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    """It waits for somebody of the level above to claim it."""
    level = event.data["level"]
    if level not in case_places.areas.levels:
        raise ValueError(f"level must be one of {', '.join(case_places.areas.levels)}, got {level!r}")
    return {"level": level, "escalated_at": event.time, **_free(event)}


def _noted(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"notes": case.notes + 1}


def _located(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    lat, lon = degrees(event.data.get("lat")), degrees(event.data.get("lon"))
    area = case_places.area(event.data.get("area"), lat, lon, event.data.get("edition"))
    if area is None:
        raise ValueError(f"area must be a code of the city's areas, got {event.data.get('area')!r}")
    return {"area": area, "place": case_places.place(area), "lat": lat, "lon": lon, "to_locate": False}


def _sorted(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    data = event.data
    urgency = data.get("urgency") or case.urgency
    return {
        "item": str(data["item"]),
        "to_sort": False,
        "limit": str(data.get("limit") or ""),
        "due": moment(data["due"]) if data.get("due") else None,
        "level": case_places.level(data.get("level") or case.level),
        "urgency": urgency,
        "urgent": case.sos or urgency == "urgent",
    }


def _merged(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    into = {"merged_into": str(event.data["into"]), "before": case.state}
    return {"state": "merged", "asked": None, "inspection": None, "ended_at": event.time, **into}


def _unmerged(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"state": case.before or "new", "before": None, "merged_into": None, "ended_at": None}


def _reopened(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {
        "state": "new",
        "assignment": None,
        "due": moment(event.data["due"]) if event.data.get("due") else None,
        "verified_at": None,
        "closed_at": None,
        "ended_at": None,
        "reopened": case.reopened + 1,
        **_NOTHING_SEEN,
        **_free(event),
    }


def _rung(case: Case, event: CaseEvent, case_places: CasePlaces) -> Changes:
    return {"rung": int(event.data["step"])}


def _free(event: CaseEvent) -> Changes:
    """Nobody owns it any more; its ladder begins anew."""
    return {"owner": None, "owned_at": None, "unowned_at": event.time, "rung": 0}


def _ended(state: str, event: CaseEvent) -> Changes:
    ended = {"state": state, "ended_at": event.time, "asked": None, "paused": None}
    return {**ended, "order": None, "inspection": None}


def _response(case: Case, event: CaseEvent) -> Changes:
    """The first time a person did something about it."""
    return {} if case.first_response or event.actor == CLERK else {"first_response": event.time}


def degrees(value: object) -> float | None:
    return None if value is None else float(str(value))


_OPEN = tuple(state for state in STATES if state in OPEN)
_SENT = ("dispatched", "handling")
EFFECTS: dict[str, Effect] = {
    "acknowledged": Effect(STATES, _acknowledged),
    "claimed": Effect(_OPEN, _claimed),
    "taken_over": Effect(_OPEN, _taken_over),
    "released": Effect(_OPEN, lambda case, event, case_places: _free(event)),
    "dispatched": Effect(("new", *_SENT), _dispatched),
    "advised": Effect(("new",), _advised),
    "accepted": Effect(("dispatched", "fed_back"), _accepted),
    "declined": Effect(("dispatched", "fed_back"), _given_back),
    "arrived": Effect((*_SENT, "fed_back"), _arrived),
    "handled": Effect(_SENT, _handled),
    "fed_back": Effect(_SENT, _fed_back),
    "handed_back": Effect((*_SENT, "fed_back"), _given_back),
    "unanswered": Effect(("dispatched", "fed_back"), _unanswered),
    "inspecting": Effect(("fed_back",), inspecting),
    "inspected": Effect(("fed_back",), inspected),
    "verified": Effect(("fed_back",), _verified),
    "failed": Effect(("fed_back",), _failed),
    "closed": Effect(("verified", "new"), _closed),
    "asked": Effect(_OPEN, _asked),
    "approved": Effect(_OPEN, _approved),
    "denied": Effect(_OPEN, _denied),
    "resumed": Effect(_OPEN, _resumed),
    "escalated": Effect(_OPEN, _escalated),
    "noted": Effect(STATES, _noted),
    "located": Effect(_OPEN, _located),
    "sorted": Effect(_OPEN, _sorted),
    "targeted": Effect(_OPEN, _resumed),
    "merged": Effect(_OPEN, _merged),
    "unmerged": Effect(("merged",), _unmerged),
    "reopened": Effect(("closed", "void", "advised"), _reopened),
    "rung": Effect(_OPEN, _rung),
    "supervised": Effect(_OPEN, supervised),
    "replied": Effect(_OPEN, replied),
    "order_withdrawn": Effect(_OPEN, order_withdrawn),
    "urged": Effect(_OPEN, urged),
}
