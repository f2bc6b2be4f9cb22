"""Roles, and what each may see and do: the one table. The door asks it, docs/security.md is printed from it,
the walk of all routes goes along it.

What a role may do to a case stands beside each command (city/cases/commands.py): here is only who reaches it.
"""

from __future__ import annotations

from dataclasses import dataclass

LEADER, OPERATOR, OFFICER, HEAD = "leader", "operator", "officer", "head"
DEPARTMENT, FIELD, SCREEN = "department", "field", "screen"
AUDITOR, ADMINISTRATOR = "auditor", "administrator"
ROLES = (LEADER, OPERATOR, OFFICER, HEAD, DEPARTMENT, FIELD, SCREEN, AUDITOR, ADMINISTRATOR)
GRANTED = (LEADER, OPERATOR, OFFICER, HEAD, DEPARTMENT, AUDITOR, ADMINISTRATOR)  # to an account

_SEATED = (LEADER, OFFICER, HEAD)
_WATCHING = (*_SEATED, OPERATOR)


@dataclass(frozen=True, slots=True)
class Right:
    """Something that is seen or done, and who may."""

    name: str
    roles: tuple[str, ...]
    meaning: str  # as docs/security.md says it


RIGHTS = {
    right.name: right
    for right in (
        Right("wall", (*_WATCHING, SCREEN), "the wall of an area: map, counters, feed, tiles"),
        Right("cameras", (*_WATCHING, SCREEN), "pictures of cameras in the area"),
        Right("console", _SEATED, "the queue and the cards of cases, with what reporters wrote and sent"),
        Right("evidence", (OFFICER, HEAD), "photos brought at a console, when verifying"),
        Right("command", (*_WATCHING, DEPARTMENT, FIELD), "commands to cases, each as its own row says"),
        Right(
            "people",
            _WATCHING,
            "who one dot on the map is, by a click: the areas they are at home in, at a console the name, "
            "there also of whoever is sent to a case; told when it stands in the audit, 60 a minute",
        ),
        Right(
            "ids",
            (OFFICER, HEAD),
            "at a console, people by their roster id and name: who is sent, asked and judged; to all others "
            "a person is a number that is good in one room",
        ),
        Right("contact", (OFFICER, HEAD), "a person's name and telephone, for a case, one at a time"),
        Right("lists", _WATCHING, "the cases, people and areas behind a number, and their CSV"),
        Right("performance", _SEATED, "how areas and departments do"),
        Right(
            "handover",
            _SEATED,
            "the handover of a shift: what stands open, its notes, and those before it; officers and heads "
            "note and accept, heads sign",
        ),
        Right("review", (LEADER, HEAD), "numbers of days gone by, the cases behind them, and their history"),
        Right("health", (ADMINISTRATOR, OPERATOR, HEAD), "what is wrong with the system, in sentences"),
        Right("audit", (AUDITOR,), "who signed in, saw and did what"),
        Right("accounts", (ADMINISTRATOR,), "accounts, grants and sessions"),
        Right("own_work", (DEPARTMENT, FIELD), "the tasks one was sent to"),
        Right("screen", (SCREEN,), "to be a screen that hangs in a room: it shows what it is told"),
        Right("screens", (OPERATOR, HEAD), "to pair screens, name, move and revoke them, and what they show"),
        Right("push", (*_WATCHING,), "to put something on a screen for a while, and to see what it shows"),
    )
}


def may(role: str, right: str) -> bool:
    """Whether a role has a right. KeyError for a right that nobody defined."""
    return role in RIGHTS[right].roles
