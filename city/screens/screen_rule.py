"""Rules: which cases come to which screen by themselves, and how long they stay. Pure.

A case is shown once by a rule. It stays until somebody has taken it up and a little longer, or for a time;
when the case ends, or after LONGEST_S, it goes whatever the rule says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from city.cases.case import Case
from city.screens.content import CASE, Content
from city.screens.screen import Screen
from city.screens.stack import LONGEST_S, RULE, Push

CLAIMED, TIME = "claimed", "time"
UNTIL = (CLAIMED, TIME)
FARTHEST_CAMERA = 2000  # metres
CategoryOf = Callable[[str], str]  # the category of an item, empty for an item nobody knows


@dataclass(frozen=True, slots=True)
class ScreenRule:
    """Cases of `area`, whose people may change the rule; of a category and of items, where there are any;
    only urgent ones, only calls for help. `seconds`: after somebody has taken the case up, or after it came
    in."""

    id: str
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
    revision: int = 1

    def concerns(self, case: Case, category_of: CategoryOf) -> bool:
        return (
            self.area in case.place
            and (not self.category or category_of(case.item) == self.category)
            and (not self.items or case.item in self.items)
            and (case.urgent or not self.urgent)
            and (case.sos or not self.sos)
        )

    def span(self, case: Case) -> tuple[int, int]:
        """From when until when the case is shown, epoch ms, as far as is known of it now. Taken up is what
        somebody has claimed, acknowledged or sent somebody to."""
        began = came(case)
        ends = [began + LONGEST_S * 1000]
        if self.until == TIME:
            ends.append(began + self.seconds * 1000)
        elif case.first_response is not None:
            ends.append(case.first_response + self.seconds * 1000)
        if case.ended_at is not None:
            ends.append(case.ended_at)
        return began, max(began, min(ends))


def due(
    rule: ScreenRule, case: Case, screen: Screen | None, now: int, category_of: CategoryOf
) -> Push | None:
    """What the rule has on its screen now because of this case. Nothing comes to a screen in whose area the
    case does not lie, nor to one that takes nothing."""
    if screen is None or screen.id != rule.screen or not rule.on or not screen.takes_from_rules:
        return None
    until = rule.span(case)[1]
    if until <= now or screen.area not in case.place or not rule.concerns(case, category_of):
        return None
    content = Content(CASE, case.area, case.id, case.lat, case.lon, rule.cameras_within_m)
    return Push(push_id(rule.id, case.id), content, rule.id, now, until, RULE)


def came(case: Case) -> int:
    """When it came in, epoch ms."""
    return case.received or case.filed


def push_id(rule: str, case: str) -> str:
    """The same for the same rule and case, so that it is made once."""
    return "rule-" + hashlib.blake2b(f"{rule} {case}".encode(), digest_size=10).hexdigest()
