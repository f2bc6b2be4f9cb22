"""What screens showed: lines made of what the log of the wall says, for whoever may know. Pure.

A push is one line, whatever became of it: who put it there, from when until when, and who took it off. What
began before the oldest entry at hand has no line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from city.areas.areas import Areas
from city.screens.plan import Plan

PUSH, TOLD, LEVEL = "push", "announcement", "level"


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of the log. `at` epoch ms."""

    at: int
    actor: str
    done: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """`kind`: PUSH of a `thing` (a kind of content) with an `id` on a `screen`; TOLD, an announcement of
    `text`; LEVEL, whose code is the `thing`, `text` its reason. `until`: when it ended or is to end, epoch
    ms, 0 for a level. `ended_by`: the account that took it off; none where it ran out."""

    key: str
    kind: str
    at: int
    until: int
    by: str
    area: str
    thing: str = ""
    id: str = ""
    screen: str = ""
    text: str = ""
    rule: bool = False
    ended_by: str = ""


def lines(logged: Iterable[Logged], plan: Plan, areas: Areas, scope: str) -> list[Line]:
    """Newest first, of what lies in the scope: screens that hang there, and what lies there on them. The
    level is everybody's. `logged` oldest first."""
    found: dict[str, Line] = {}
    for entry in logged:
        _take(found, entry)
    seen = [line for line in found.values() if _may_know(line, plan, areas, scope)]
    return sorted(seen, key=lambda line: (line.at, line.key), reverse=True)


def _take(found: dict[str, Line], entry: Logged) -> None:
    data = entry.data
    if entry.done == "put":
        for id in _texts(data.get("ended")):  # of a rule, whose older ones made room
            _end(found, id, entry.at, "")
        line = _put(entry)
        found[line.key] = line
    elif entry.done in ("extended", "shortened", "followed"):
        line_of = found.get(str(data.get("push", "")))
        if line_of:
            until, area = _number(data.get("until")) or line_of.until, str(data.get("area") or line_of.area)
            found[line_of.key] = replace(line_of, until=until, area=area)
    elif entry.done == "ended":
        for id in _texts(data.get("pushes")):
            _end(found, id, entry.at, "" if data.get("ran_out") or data.get("rule") else entry.actor)
    elif entry.done in ("room_ended", "taken_down"):
        gone = {*_texts(data.get("screens")), str(data.get("screen", ""))}
        for line in [line for line in found.values() if line.screen in gone and line.until > entry.at]:
            _end(found, line.key, entry.at, entry.actor)
    elif entry.done == "announced":
        line = _announced(entry)
        found[line.key] = line
    elif entry.done == "announcement_ended":
        for id in _texts(data.get("announcements")):
            _end(found, id, entry.at, "" if data.get("ran_out") else entry.actor)
    elif entry.done == "level_set":
        code, why = str(data.get("level", "")), str(data.get("why", ""))
        key = f"level {entry.at}"
        found[key] = Line(key, LEVEL, entry.at, 0, entry.actor, "", thing=code, text=why)


def _put(entry: Logged) -> Line:
    data = {name: str(value) for name, value in entry.data.items()}
    return Line(
        data.get("push", ""),
        PUSH,
        entry.at,
        _number(entry.data.get("until")),
        data.get("rule") or entry.actor,
        data.get("area", ""),
        thing=data.get("kind", ""),
        id=data.get("id", ""),
        screen=data.get("screen", ""),
        rule="rule" in data,
    )


def _announced(entry: Logged) -> Line:
    key, area = str(entry.data.get("announcement", "")), str(entry.data.get("area", ""))
    text, until = str(entry.data.get("text", "")), _number(entry.data.get("until"))
    return Line(key, TOLD, entry.at, until, entry.actor, area, text=text)


def _end(found: dict[str, Line], key: str, at: int, by: str) -> None:
    """One that ran out is told of a little later than it ended."""
    line = found.get(key)
    if line is not None and line.until > 0:
        found[key] = replace(line, until=min(line.until, at), ended_by=by)


def _may_know(line: Line, plan: Plan, areas: Areas, scope: str) -> bool:
    if line.kind == LEVEL:
        return True
    screen = plan.screens.get(line.screen)
    where = [line.area] if line.kind == TOLD else [line.area, screen.area if screen else ""]
    return all(area in areas and areas.within(area, scope) for area in where)


def _texts(told: Any) -> list[str]:
    return [str(each) for each in told] if isinstance(told, list | tuple) else []


def _number(told: Any) -> int:
    return told if isinstance(told, int) else 0
