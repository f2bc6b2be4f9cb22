"""What a screen is told of itself, and what whoever looks after a room is told of its screens. Reads; decides
nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from city.access.roles import may
from city.areas.areas import Areas
from city.cameras.cameras import Camera
from city.cases.case import Case
from city.screens.announcements import Announcement
from city.screens.content import CAMERA, CASE, Content
from city.screens.plan import Plan
from city.screens.programme import Programme
from city.screens.screen import Screen
from city.screens.screen_rule import CLAIMED
from city.screens.stack import RULE, Push
from dashboard.access.viewer import Viewer
from streams.screens.beats import Beat
from streams.screens.sightings import SCREEN, Sighting

Pair = tuple[str, str]
Called = Callable[[str], Pair]  # how people call an account, zh and en


@dataclass(frozen=True, slots=True)
class Known:
    """What screens and people say themselves: by screen, and by announcement; `case` by its id, `camera`
    by its id and the area it must lie in. `looked`: screens whose signs of life were looked for."""

    beats: Mapping[str, Beat] = field(default_factory=dict)
    sightings: Mapping[str, list[Sighting]] = field(default_factory=dict)
    case: Callable[[str], Case | None] = lambda _: None
    camera: Callable[[str, str], Camera | None] = lambda *_: None
    looked: Collection[str] = ()


def screen_told(plan: Plan, id: str, now: int, called: Called, areas: Areas) -> dict[str, Any]:
    """All that a screen needs to go on by itself: leases with their ends, its programme with its scenes."""
    screen = plan.screens.get(id)
    if screen is None:
        return {"screen": None}
    stack, programme = plan.stack(id), plan.programmes.get(screen.programme)
    pushes = [_push(plan, push, called) for push in stack.live(now)]  # of walls: by whom, in words
    wanted = [push["content"]["id"] for push in pushes if push["content"]["kind"] == "scene"]
    wanted += [step.scene for step in programme.steps] if programme else []
    scenes = {id: asdict(plan.scenes[id]) for id in wanted if id in plan.scenes}
    return {
        "screen": asdict(screen),
        "pushes": pushes,
        "held": stack.held,
        "turns": stack.turns,
        "reloads": stack.reloads,
        "named_until": stack.named_until,
        "programme": _programme(programme, scenes, screen, areas),
        "scenes": scenes,
        "announcements": announcements_of(plan, screen, now, areas),
        "level": _called(asdict(plan.level), "by", called),
    }


def announcements_of(plan: Plan, screen: Screen, now: int, areas: Areas) -> list[dict[str, Any]]:
    """Those on this screen."""
    return [
        {"id": told.id, "text": told.text, "at": told.at, "until": told.until}
        for told in plan.announcements.values()
        if told.until > now and told.on_screen(screen, areas)
    ]


def newest(plan: Plan) -> list[Announcement]:
    """Announcements, the newest first."""
    return sorted(plan.announcements.values(), key=lambda told: (told.at, told.id), reverse=True)


def room_told(
    plan: Plan,
    room: str,
    who: Viewer,
    now: int,
    known: Known,
    called: Called,
    areas: Areas,
) -> dict[str, Any]:
    """A room's screens as far as they hang in the scope, with what may be put on them; of every room without
    one."""
    scope = who.scope
    here = [screen for screen in plan.screens.values() if _holds(areas, screen.area, scope)]
    hung = (
        plan.room(room)
        if room
        else sorted(here, key=lambda each: (each.room, each.row, each.column, each.id))
    )
    wanted = [screen for screen in hung if screen in here]
    scenes = {id: asdict(scene) for id, scene in plan.scenes.items() if _seen(areas, scene.area, scope)}
    programmes = {
        id: _called(asdict(programme), "edited_by", called)
        for id, programme in plan.programmes.items()
        if _seen(areas, programme.area, scope)
    }
    return {
        "room": room if wanted else None,  # of a room elsewhere not even its name comes back
        "rooms": sorted({screen.room for screen in here}),
        "screens": [_row(plan, screen, who, now, known, called) for screen in wanted],
        "scenes": scenes,
        "programmes": programmes,
        "announcements": [
            _called(asdict(told), "by", called) | _sighted(told, here, known, called, areas)
            for told in newest(plan)
            if told.until > now and _holds(areas, told.area, scope)
        ],
        "level": _called(asdict(plan.level), "by", called),
        "rules": _rules(plan, who, areas),
    }


def _rules(plan: Plan, who: Viewer, areas: Areas) -> dict[str, Any]:
    """Those of the scope, to whoever may change them."""
    if not may(who.role, "screens"):
        return {}
    return {id: asdict(rule) for id, rule in plan.rules.items() if _holds(areas, rule.area, who.scope)}


def _row(plan: Plan, screen: Screen, who: Viewer, now: int, known: Known, called: Called) -> dict[str, Any]:
    stack = plan.stack(screen.id)
    pushes = [
        _push(plan, push, called) | {"own": push.by == who.id} | _titled(push.content, screen, known)
        for push in stack.live(now)
    ]
    return asdict(screen) | {
        "may": screen.takes_from(who.role),
        "stack": {"pushes": pushes, "held": stack.held, "turns": stack.turns},
        "beat": known.beats.get(screen.id),
        "looked": screen.id in known.looked,
    }


def _titled(content: Content, screen: Screen, known: Known) -> dict[str, Any]:
    """What a page needs to call a case or a camera that is not among those it knows: both lie in the screen's
    area."""
    case = known.case(content.id) if content.kind == CASE else None
    camera = known.camera(content.id, screen.area) if content.kind == CAMERA else None
    return {
        "case": {"item": case.item, "sos": case.sos, "unverified": case.unverified} if case else None,
        "camera": (camera.name, camera.name_en) if camera else None,
    }


def _push(plan: Plan, push: Push, called: Called) -> dict[str, Any]:
    """A rule is called by its name. `claim_s`: of one that stays until the case is taken up, for how many
    seconds longer; before that its end is only the latest there can be. Else 0."""
    rule = plan.rules.get(push.by) if push.rank == RULE else None
    return asdict(push) | {
        "by": (rule.name, rule.name) if rule else called(push.by),
        "claim_s": rule.seconds if rule and rule.until == CLAIMED else 0,
    }


def _sighted(
    told: Announcement, screens: list[Screen], known: Known, called: Called, areas: Areas
) -> dict[str, Any]:
    """On which screens it is, what those it was sent to are called, which of them showed it, and which people
    had it on their page or read it."""
    on = [screen.id for screen in screens if told.on_screen(screen, areas)]
    seen = known.sightings.get(told.id, [])
    return {
        "on": on,
        "to": [screen.name for screen in screens if screen.id in told.screens],
        "shown": [each.id for each in seen if each.kind == SCREEN and each.id in on],
        "people": [
            {"name": called(each.id), "at": each.at, "read": each.read}
            for each in seen
            if each.kind != SCREEN
        ],
    }


def _called(told: dict[str, Any], name: str, called: Called) -> dict[str, Any]:
    """With somebody's name where their account stood."""
    return told | {name: called(told[name]) if told[name] else None}


def _programme(
    programme: Programme | None, scenes: Mapping[str, Any], screen: Screen, areas: Areas
) -> dict[str, Any] | None:
    """Without the steps whose scene is gone or lies beyond the screen's area."""
    if programme is None:
        return None
    steps = [
        asdict(step)
        for step in programme.steps
        if step.scene in scenes and _fits(areas, scenes[step.scene]["area"], screen.area)
    ]
    return {"id": programme.id, "name": programme.name, "steps": steps}


def _fits(areas: Areas, area: str, within: str) -> bool:
    return not area or _holds(areas, area, within)


def _seen(areas: Areas, area: str, scope: str) -> bool:
    """What is shared by all, and what lies in the scope."""
    return not area or _holds(areas, area, scope)


def _holds(areas: Areas, area: str, scope: str) -> bool:
    return area in areas and scope in areas and areas.within(area, scope)
