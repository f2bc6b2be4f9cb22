"""What somebody wants done to a case, and the two answers: what happens, or what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from city.rules import Rules
from city.time.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Command:
    """`actor` comes from the session or the key, never from `data`: an officer's id, or for the role `field`
    the inspector's, for `department` the department's code. `scope` is the area the actor may see."""

    do: str
    case: str
    actor: str
    role: str  # officer, head, leader, operator, field, department, clerk
    data: dict[str, Any] = field(default_factory=dict)
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The one event that follows, and what its entries in `dispatches` say: `dispatch` if somebody is sent,
    `recall` if somebody is not wanted any more. `upon`: another case the decision rests on, at the revision
    it was seen at: it holds only while it is there."""

    type: str
    data: dict[str, Any]
    dispatch: dict[str, Any] | None = None
    upon: tuple[str, int] | None = None
    recall: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands in the way: a code for programs, a sentence each for people."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of commands: who may give it, in which states, and what it writes. `owner` is
    whose the case must be: "" anybody's, "own" the actor's, "free" the actor's or nobody's, "sent" one that
    was sent to the actor."""

    states: tuple[str, ...]
    roles: tuple[str, ...]
    owner: str
    events: tuple[str, ...]
    data: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What decisions look things up in."""

    areas: Areas
    roster: Roster
    matters: Matters
    calendar: Calendar
    rules: Rules


class ObjectionError(Exception):
    """Ends a decision: carries the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.en)
        self.refusal = refusal


def refuse(code: str, zh: str, en: str) -> NoReturn:
    raise ObjectionError(Refusal(code, zh, en))
