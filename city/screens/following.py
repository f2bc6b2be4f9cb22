"""A screen follows somebody from area to area, for as long as their page says that they are there. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from city.cases.refusal import Name, refuse
from city.screens.content import FOLLOW
from city.screens.decision import Decision, Moment, fits, pushable, stacked
from city.screens.stack import FOLLOWED_S


@dataclass(frozen=True, slots=True)
class Follow:
    """Whoever put this push there is still there; `area`: what they look at, empty where that is not told."""

    screen: str
    push: str
    area: str = ""


def follow(at: Moment, asked: Follow) -> Decision:
    """What lies beyond the screen is not shown on it: it stays where it was, and says so."""
    screen = pushable(at, asked.screen)
    pushes = at.plan.stack(screen.id).live(at.now)
    held = next((push for push in pushes if push.id == asked.push), None)
    if held is None or held.content.kind != FOLLOW or held.by != at.account:
        refuse("not_followed", screen=Name(screen.name))
    area = asked.area or held.content.area
    if area not in at.areas or not at.areas.within(area, at.scope):
        refuse("content_elsewhere")
    beyond = held.content.beyond if not asked.area else not fits(at.areas, area, screen.area)
    content = replace(held.content, area=held.content.area if beyond else area, beyond=beyond)
    until = at.now + FOLLOWED_S * 1000
    longer = replace(held, content=content, until=max(held.until, until))
    left = tuple(longer if push.id == held.id else push for push in pushes)
    data = {"screen": screen.id, "push": held.id, "until": longer.until, "area": content.area}
    return Decision("followed", stacked(at, screen.id, pushes=left), data | {"beyond": beyond})
