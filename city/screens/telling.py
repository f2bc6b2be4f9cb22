"""Announcements, and the level of the whole city. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from city.cases.refusal import refuse
from city.screens.announcements import LEVELS, LONGEST, MOST, ROLES, Announcement, Level
from city.screens.decision import (
    Decision,
    Moment,
    between,
    check_editor,
    check_revision,
    home,
    name_of,
    pushable,
)
from city.screens.stack import SHORTEST_S

LONGEST_S = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Announce:
    """On these screens; none are all of `area`, or none where it is for roles."""

    text: str
    area: str
    seconds: int
    screens: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdraw:
    announcement: str


@dataclass(frozen=True, slots=True)
class SetLevel:
    """`revision` of the level that whoever sets another has seen; None: whatever it is."""

    code: str
    why: str
    revision: int | None = None


def announce(at: Moment, asked: Announce) -> Decision:
    check_editor(at, asked.area)
    between("seconds", asked.seconds, SHORTEST_S, LONGEST_S)
    held = at.plan.announcements.values()
    live = [told for told in held if told.until > at.now and told.area == asked.area]
    if len(live) >= MOST:
        refuse("too_many_announcements", most=MOST)
    if not set(asked.roles) <= set(ROLES):
        refuse("bad_roles")
    screens = tuple(pushable(at, id).id for id in asked.screens)
    text, until = name_of(asked.text, LONGEST), at.now + asked.seconds * 1000
    roles = tuple(role for role in ROLES if role in asked.roles)
    told = Announcement(at.id, text, at.account, at.now, until, asked.area, screens, roles)
    data = {"announcement": told.id, "area": told.area, "screens": list(screens), "until": until}
    data |= {"roles": list(roles), "text": text}
    return Decision("announced", {f"announcement:{told.id}": told}, data)


def withdraw(at: Moment, asked: Withdraw) -> Decision:
    held = at.plan.announcements.get(asked.announcement)
    if held is None or held.until <= at.now:
        refuse("announcement_over")
    check_editor(at, home(at, held.area))
    changes = {f"announcement:{held.id}": None}
    return Decision("announcement_ended", changes, {"announcements": [held.id]})


def set_level(at: Moment, asked: SetLevel) -> Decision:
    """Of the whole city, by whoever has the whole city."""
    check_editor(at, at.areas.root.code)
    if asked.code not in LEVELS:
        refuse("unknown_level")
    if asked.revision is not None:
        check_revision(at.plan.level.revision, asked.revision)
    why = name_of(asked.why, LONGEST)
    level = Level(asked.code, why, at.account, at.now, at.plan.level.revision + 1)
    return Decision("level_set", {"level:": level}, {"level": level.code, "why": why})
