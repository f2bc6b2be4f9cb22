"""What somebody wants done to a case, what follows from it, and the shape of the rules it is decided by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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
    role: str  # one of ROLES
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
class Act:
    """A button of the console that gives the command: its name, its key if it has one, and the conditions
    under which it is shown beyond the command's own."""

    name: str
    key: str = ""
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of commands: in which states, by whom, of whose cases and under which conditions
    it may be given; what it writes, what it says in `data`, and the buttons that give it. `owner` is whose
    the case must be: "" anybody's, "own" the actor's, "free" the actor's or nobody's, "led" the actor's, or
    anybody's for those who lead, "sent" one that was sent to the actor. Conditions stand in conditions.py."""

    states: tuple[str, ...]
    roles: tuple[str, ...]
    owner: str
    events: tuple[str, ...]
    data: str = ""
    when: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What decisions look things up in."""

    areas: Areas
    roster: Roster
    matters: Matters
    calendar: Calendar
    rules: Rules
