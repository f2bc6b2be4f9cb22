"""What somebody wants done to a case, and the two answers: what happens, or what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from city.areas import Areas
from city.matters import Matters
from city.roster import Roster
from city.rules import Rules


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
    """The one event that follows, and the fields of its entry in `dispatches` if somebody is sent."""

    type: str
    data: dict[str, Any]
    dispatch: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands in the way: a code for programs, a sentence each for people."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of commands: who may give it, in which states, and what it writes."""

    states: tuple[str, ...]
    roles: tuple[str, ...]
    events: tuple[str, ...]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What decisions look things up in."""

    areas: Areas
    roster: Roster
    matters: Matters
    calendar: Any  # of working days
    rules: Rules
