"""Announcements, and the level of the whole city. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from city.cases.refusal import refuse
from city.screens.announcements import LEVELS, LONGEST, MOST, Announcement, Level
from city.screens.decision import Decision, Moment, between, check_editor, name_of, pushable
from city.screens.stack import SHORTEST_S

LONGEST_S = 7 * 86_400
EMPTY_WHY = 1  # characters, at least


@dataclass(frozen=True, slots=True)
class Announce:
    """On these screens; none are all of `area`."""

    text: str
    area: str
    seconds: int
    screens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    announcement: str


@dataclass(frozen=True, slots=True)
class SetLevel:
    code: str
    why: str


def announce(at: Moment, asked: Announce) -> Decision:
    check_editor(at, asked.area)
    between("seconds", asked.seconds, SHORTEST_S, LONGEST_S)
    live = [told for told in at.plan.announcements.values() if told.until > at.now]
    if len(live) >= MOST:
        refuse("too_many_announcements", most=MOST)
    screens = tuple(pushable(at, id).id for id in asked.screens)
    text, until = name_of(asked.text, LONGEST), at.now + asked.seconds * 1000
    told = Announcement(at.id, text, at.account, at.now, until, asked.area, screens)
    over = {f"announcement:{id}": None for id, each in at.plan.announcements.items() if each not in live}
    changes = {**over, f"announcement:{told.id}": told}
    data = {"announcement": told.id, "area": told.area, "screens": list(screens), "until": until}
    return Decision("announced", changes, data)


def withdraw(at: Moment, asked: Withdraw) -> Decision:
    held = at.plan.announcements.get(asked.announcement)
    if held is None or held.until <= at.now:
        refuse("announcement_over")
    check_editor(at, held.area)
    return Decision("announcement_ended", {f"announcement:{held.id}": None}, {"announcement": held.id})


def set_level(at: Moment, asked: SetLevel) -> Decision:
    """Of the whole city, by whoever has the whole city."""
    check_editor(at, at.areas.root.code)
    if asked.code not in LEVELS:
        refuse("unknown_level")
    why = name_of(asked.why, LONGEST)
    level = Level(asked.code, why, at.account, at.now, at.plan.level.revision + 1)
    return Decision("level_set", {"level:": level}, {"level": level.code, "why": why})
