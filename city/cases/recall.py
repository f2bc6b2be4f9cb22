"""Whoever was sent and is not wanted any more must be told: the entry in `dispatches` that takes it back, and
the one that sends the same dispatch again when an undone merge lets it stand once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from city.cases.case import Assignment
from city.cases.command import Decided
from city.cases.command_context import CommandContext
from city.cases.sending import about

SENT = ("dispatched", "handling")  # states in which somebody is on the way or at work
_APPROVED = {"return": "returned", "void": "void"}
_LOOKED = {"verified": "checked", "failed": "checked", "inspecting": "sent_again", "merged": "merged"}


def with_recall(ask: CommandContext, decided: Decided) -> Decided:
    """The same decision, with what it means to whoever the case was with."""
    stands, case, looks = ask.case.assignment, ask.case, ask.case.inspection
    if looks is not None and (why := _LOOKED.get(decided.type) or _why(decided)):
        return replace(decided, recall=_entry(ask, looks, "recall", {"why": why}))
    if stands is None:
        return decided
    if decided.type == "unmerged" and case.before in SENT:
        return replace(decided, dispatch=_again(ask, stands))
    why = _why(decided) if case.state in SENT else None
    return replace(decided, recall=_entry(ask, stands, "recall", {"why": why})) if why else decided


def _why(decided: Decided) -> str | None:
    match decided.type:
        case "dispatched":
            return "sent_again"
        case "approved":
            return _APPROVED.get(decided.data["what"])
        case "merged":
            return "merged"
    return None


def _again(ask: CommandContext, stands: Assignment) -> dict[str, Any]:
    return _entry(ask, stands, "dispatch", about(ask.case, stands.answer_by, None))


def _entry(ask: CommandContext, stands: Assignment, name: str, data: dict[str, Any]) -> dict[str, Any]:
    who = {"inspector": stands.inspector} if stands.inspector else {"department": stands.department}
    return {name: stands.id, **who, "time": ask.now, "data": data}
