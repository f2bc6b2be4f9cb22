"""Rules: saved, switched on and off. Pure. What they bring is screen_rule.py's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from city.cases.refusal import Name, refuse
from city.screens.decision import (
    Decision,
    Moment,
    between,
    check_editor,
    check_revision,
    home,
    name_of,
    screen_of,
)
from city.screens.screen_rule import CLAIMED, FARTHEST_CAMERA, UNTIL, ScreenRule
from city.screens.stack import LONGEST_S

MOST = 100  # rules
MOST_ITEMS = 16  # of one rule: a socket takes no longer list
LONGEST_CODE = 64  # characters of a category or an item


@dataclass(frozen=True, slots=True)
class SaveRule:
    """`id`: none is a new one, which gets the command's. Fields as of ScreenRule."""

    name: str
    area: str
    screen: str
    category: str = ""
    items: tuple[str, ...] = ()
    urgent: bool = False
    sos: bool = False
    cameras_within_m: int = 0
    until: str = CLAIMED
    seconds: int = 60
    on: bool = True
    id: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule of this revision, on or off; what a rule that is off has on its screen ends."""

    rule: str
    on: bool
    revision: int


def save_rule(at: Moment, asked: SaveRule) -> Decision:
    held = at.plan.rules.get(asked.id) if asked.id else None
    if (asked.id and held is None) or (not asked.id and at.id in at.plan.rules):
        refuse("edited_meanwhile")
    if held is None and len(at.plan.rules) >= MOST:
        refuse("too_many_rules", most=MOST)
    check_editor(at, asked.area)
    if held is not None:
        check_editor(at, home(at, held.area))
        check_revision(held.revision, asked.revision)
    rule = checked_rule(at, asked, held.revision + 1 if held else 1)
    return _saved("rule_saved", rule)


def checked_rule(at: Moment, asked: SaveRule, revision: int = 1) -> ScreenRule:
    """The rule as it would be saved. Its screen takes something from whoever sets it, and its cases can lie
    in that screen's area."""
    screen = screen_of(at, asked.screen)
    if not screen.takes_from(at.role):
        refuse("not_cleared", screen=Name(screen.name))
    inside, around = (asked.area, screen.area), (screen.area, asked.area)
    if screen.area not in at.areas or not (at.areas.within(*inside) or at.areas.within(*around)):
        refuse("area_elsewhere")
    between("seconds", asked.seconds, 0, LONGEST_S)
    between("cameras_within_m", asked.cameras_within_m, 0, FARTHEST_CAMERA)
    codes = (asked.category, *asked.items)
    if asked.until not in UNTIL or len(codes) > MOST_ITEMS + 1 or max(map(len, codes)) > LONGEST_CODE:
        refuse("bad_rule")
    rule = ScreenRule(asked.id or at.id, name_of(asked.name), asked.area, screen.id)
    return replace(
        rule,
        category=asked.category,
        items=asked.items,
        urgent=asked.urgent,
        sos=asked.sos,
        cameras_within_m=asked.cameras_within_m,
        until=asked.until,
        seconds=asked.seconds,
        on=asked.on,
        revision=revision,
    )


def switch(at: Moment, asked: Switch) -> Decision:
    held = at.plan.rules.get(asked.rule)
    if held is None:
        refuse("unknown_rule")
    check_editor(at, home(at, held.area))
    check_revision(held.revision, asked.revision)
    rule = replace(held, on=asked.on, revision=held.revision + 1)
    return _saved("switched_on" if rule.on else "switched_off", rule)


def _saved(done: str, rule: ScreenRule) -> Decision:
    return Decision(done, {f"rule:{rule.id}": rule}, {"rule": rule.id, "name": rule.name})
