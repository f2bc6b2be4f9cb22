"""Putting something on a screen, and taking it off again. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from city.cases.refusal import Name, refuse
from city.screens.content import KINDS, OF_AN_ID, PLACE, SCENE, Content
from city.screens.decision import Decision, Moment, between, pushable, screen_of, stacked
from city.screens.screen import Screen
from city.screens.stack import IDENTIFY_MS, LEASE_S, LONGEST_S, MOST_PUSHES, PERSON, SHORTEST_S, Push


@dataclass(frozen=True, slots=True)
class Put:
    """`over`: the push of somebody else that is known to be replaced."""

    screen: str
    content: Content
    seconds: int = LEASE_S
    over: str = ""


@dataclass(frozen=True, slots=True)
class Extend:
    """`seconds` more, from when it would have ended."""

    screen: str
    push: str
    seconds: int = LEASE_S


@dataclass(frozen=True, slots=True)
class End:
    """`push`: none is all of them."""

    screen: str
    push: str = ""


@dataclass(frozen=True, slots=True)
class EndRoom:
    room: str


@dataclass(frozen=True, slots=True)
class Hold:
    screen: str
    held: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """`by`: 1 the next scene, -1 the one before."""

    screen: str
    by: int


@dataclass(frozen=True, slots=True)
class Identify:
    screen: str


@dataclass(frozen=True, slots=True)
class Reload:
    screen: str


def put(at: Moment, asked: Put) -> Decision:
    """What is on the screen stays below, and comes back when this ends."""
    screen = pushable(at, asked.screen)
    content = _fitting(at, screen, asked.content)
    _check_scope(at, screen, content)
    between("seconds", asked.seconds, SHORTEST_S, LONGEST_S)
    stack = at.plan.stack(screen.id)
    top = stack.top(at.now)
    if top and top.rank == PERSON and top.by != at.account and top.id != asked.over:
        refuse("driven", screen=Name(screen.name), who=Name(at.called(top.by)))
    pushes = stack.live(at.now)
    if len(pushes) >= MOST_PUSHES:
        refuse("too_many_pushes", screen=Name(screen.name), most=MOST_PUSHES)
    push = Push(at.id, content, at.account, at.now, at.now + asked.seconds * 1000)
    data = {"push": push.id, "until": push.until, "over": top.id if top else "", "area": content.area}
    told = {"kind": content.kind, "id": content.id}
    return Decision("put", stacked(at, screen.id, pushes=(*pushes, push)), data | told)


def extend(at: Moment, asked: Extend) -> Decision:
    screen = pushable(at, asked.screen)
    push = _live(at, screen, asked.push)
    between("seconds", asked.seconds, SHORTEST_S, LONGEST_S)
    until = min(push.until + asked.seconds * 1000, at.now + LONGEST_S * 1000)
    pushes = tuple(
        replace(each, until=until) if each.id == push.id else each
        for each in at.plan.stack(screen.id).live(at.now)
    )
    return Decision("extended", stacked(at, screen.id, pushes=pushes), {"push": push.id, "until": until})


def end(at: Moment, asked: End) -> Decision:
    """What was below it is seen again."""
    screen = pushable(at, asked.screen)
    pushes = at.plan.stack(screen.id).live(at.now)
    gone = (_live(at, screen, asked.push),) if asked.push else pushes
    left = tuple(push for push in pushes if push not in gone)
    return Decision("ended", stacked(at, screen.id, pushes=left), {"pushes": [push.id for push in gone]})


def end_room(at: Moment, asked: EndRoom) -> Decision:
    """Of every screen of the room that whoever asks may put something on."""
    screens = [
        screen
        for screen in at.plan.room(asked.room)
        if screen.area in at.areas and at.areas.within(screen.area, at.scope) and screen.takes_from(at.role)
    ]
    if not screens:
        refuse("unknown_room")
    shown = [screen.id for screen in screens if at.plan.stack(screen.id).live(at.now)]
    changes = {subject: value for id in shown for subject, value in stacked(at, id, pushes=()).items()}
    return Decision("room_ended", changes, {"room": asked.room, "screens": shown})


def hold(at: Moment, asked: Hold) -> Decision:
    screen = pushable(at, asked.screen)
    return Decision("held" if asked.held else "let_go", stacked(at, screen.id, held=asked.held))


def turn(at: Moment, asked: Turn) -> Decision:
    screen = pushable(at, asked.screen)
    if asked.by not in (1, -1):
        refuse("out_of_bounds", what=Name("by"), low=-1, high=1)
    turns = at.plan.stack(screen.id).turns + asked.by
    return Decision("turned", stacked(at, screen.id, turns=turns), {"by": asked.by})


def identify(at: Moment, asked: Identify) -> Decision:
    """It shows its name, whoever may put something on it: nothing it shows goes."""
    screen = screen_of(at, asked.screen)
    return Decision("identified", stacked(at, screen.id, named_until=at.now + IDENTIFY_MS))


def reload(at: Moment, asked: Reload) -> Decision:
    screen = pushable(at, asked.screen)
    return Decision("reloaded", stacked(at, screen.id, reloads=at.plan.stack(screen.id).reloads + 1))


def _live(at: Moment, screen: Screen, id: str) -> Push:
    push = at.plan.stack(screen.id).get(id, at.now)
    if push is None:
        refuse("push_over", screen=Name(screen.name))
    return push


def _fitting(at: Moment, screen: Screen, content: Content) -> Content:
    """One of the kinds there are, with what its kind needs; a scene lies in its area, or in the screen's."""
    scene = at.plan.scenes.get(content.id) if content.kind == SCENE else None
    if scene is not None:
        return replace(content, area=scene.area or screen.area)
    place = content.kind == PLACE
    whole = (
        bool(content.id) if content.kind in OF_AN_ID else not place or None not in (content.lat, content.lon)
    )
    if content.kind not in KINDS or content.kind == SCENE or not whole:
        refuse("bad_content")
    return content


def _check_scope(at: Moment, screen: Screen, content: Content) -> None:
    """What is put there lies where both the screen and whoever puts it there may look."""
    if content.area not in at.areas or not at.areas.within(content.area, at.scope):
        refuse("content_elsewhere")
    if not at.areas.within(content.area, screen.area):
        refuse("beyond_screen", screen=Name(screen.name), area=_named(at, screen.area))


def _named(at: Moment, code: str) -> Name:
    area = at.areas[code]
    return Name(area.name, area.name_en)
