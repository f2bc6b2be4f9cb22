"""Putting something on a screen, and taking it off again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from city.cases.refusal import Name, ObjectionError, Refusal, refuse
from city.screens.content import AREA, CASE, FOLLOW, KINDS, LONGEST_ID, OF_AN_ID, PLACE, SCENE, Content
from city.screens.decision import (
    Decision,
    Moment,
    area_named,
    between,
    check_editor,
    fits,
    home,
    pushable,
    screen_of,
    stacked,
)
from city.screens.screen import Screen
from city.screens.screen_rule import FARTHEST_CAMERA
from city.screens.stack import (
    FOLLOWED_S,
    IDENTIFY_MS,
    LEASE_S,
    LONGEST_S,
    MOST_PUSHES,
    PERSON,
    RULE,
    SHORTEST_S,
    Push,
    Stack,
)
from city.screens.walls import driven_by, sharing, wall_of

ACROSS = (AREA, PLACE)  # what is put on one part of a map is put on all


@dataclass(frozen=True, slots=True)
class Put:
    """`over`: the push of somebody else that is known to be replaced."""

    screen: str
    content: Content
    seconds: int = LEASE_S
    over: str = ""


@dataclass(frozen=True, slots=True)
class Extend:
    """`seconds` more, from when it would have ended. What a rule put there is theirs who extend it."""

    screen: str
    push: str
    seconds: int = LEASE_S


@dataclass(frozen=True, slots=True)
class End:
    """`push`: none is all of them. `over`: the push of somebody else that is known to end."""

    screen: str
    push: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class EndRoom:
    """`over`: the newest of somebody else that is known to end."""

    room: str
    over: str = ""


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
    """What is on the screen stays below, and comes back when this ends. On a part of a wall's one map an area
    or a place is put on all parts; one on which somebody else has something keeps that."""
    screen = pushable(at, asked.screen)
    content = _fitting(at, screen, asked.content)
    _check_scope(at, screen, content)
    seconds = FOLLOWED_S if content.kind == FOLLOW else asked.seconds
    between("seconds", seconds, SHORTEST_S, LONGEST_S)
    top = at.plan.stack(screen.id).top(at.now)
    driven = driven_by(at, screen)
    if driven and driven.id != asked.over:
        refuse("driven", screen=Name(screen.name), who=Name(at.called(driven.by)), push=driven.id)
    if len(at.plan.stack(screen.id).live(at.now)) >= MOST_PUSHES:
        refuse("too_many_pushes", screen=Name(screen.name), most=MOST_PUSHES)
    mates = [
        each.id for each in sharing(at, screen) if content.kind in ACROSS and _takes(at, each, asked.over)
    ]
    below = {id: at.plan.stack(id).live(at.now) for id in (screen.id, *mates)}
    # newer than what it covers, though another process's clock may be a little ahead of ours
    newest = max((each.at for pushes in below.values() for each in pushes), default=0)
    push = Push(at.id, content, at.account, max(at.now, newest + 1), at.now + seconds * 1000)
    data = {"push": push.id, "until": push.until, "over": top.id if top else "", "area": content.area}
    told = {"screen": screen.id, "kind": content.kind, "id": content.id} | _across(mates)
    changes = {id: (*pushes, push) for id, pushes in below.items()}
    return Decision("put", _stacked(at, changes), data | told)


def extend(at: Moment, asked: Extend) -> Decision:
    screen = pushable(at, asked.screen)
    push = _live(at, screen, asked.push)
    if push.content.kind == FOLLOW:
        refuse("follows", screen=Name(screen.name))
    between("seconds", asked.seconds, SHORTEST_S, LONGEST_S)
    until = min(push.until + asked.seconds * 1000, at.now + LONGEST_S * 1000)
    longer = replace(push, until=until)
    if push.rank == RULE:
        longer = replace(longer, rank=PERSON, by=at.account)
    mates = _with(at, screen, (push,))
    changes = {
        id: tuple(longer if each.id == push.id else each for each in at.plan.stack(id).live(at.now))
        for id in (screen.id, *mates)
    }
    data = {"screen": screen.id, "push": push.id, "until": until} | _across(mates)
    return Decision("extended", _stacked(at, changes), data)


def end(at: Moment, asked: End) -> Decision:
    """What was below it is seen again."""
    screen = pushable(at, asked.screen)
    gone = (_live(at, screen, asked.push),) if asked.push else at.plan.stack(screen.id).live(at.now)
    _check_told(at, gone, asked.over, "ends_others", screen=Name(screen.name))
    ids, mates = {push.id for push in gone}, _with(at, screen, gone)
    changes = {
        id: tuple(push for push in at.plan.stack(id).live(at.now) if push.id not in ids)
        for id in (screen.id, *mates)
    }
    data = {"screen": screen.id, "pushes": [push.id for push in gone]} | _across(mates)
    return Decision("ended", _stacked(at, changes), data)


def end_room(at: Moment, asked: EndRoom) -> Decision:
    """Of every screen of the room that whoever asks may put something on."""
    screens = [
        screen
        for screen in at.plan.room(asked.room)
        if at.areas.within(home(at, screen.area), at.scope) and screen.takes_from(at.role)
    ]
    if not screens:
        refuse("unknown_room")
    shown = [screen.id for screen in screens if at.plan.stack(screen.id).live(at.now)]
    gone = [push for id in shown for push in at.plan.stack(id).live(at.now)]
    _check_told(at, gone, asked.over, "ends_others_in_room")
    changes = {subject: value for id in shown for subject, value in stacked(at, id, pushes=()).items()}
    return Decision("room_ended", changes, {"room": asked.room, "screens": shown})


def hold(at: Moment, asked: Hold) -> Decision:
    screen = pushable(at, asked.screen)
    changes = stacked(at, screen.id, held=asked.held)
    return Decision("held" if asked.held else "let_go", changes, {"screen": screen.id})


def turn(at: Moment, asked: Turn) -> Decision:
    screen = pushable(at, asked.screen)
    if asked.by not in (1, -1):
        refuse("out_of_bounds", what=Name("by"), low=-1, high=1)
    turns = at.plan.stack(screen.id).turns + asked.by
    return Decision("turned", stacked(at, screen.id, turns=turns), {"screen": screen.id, "by": asked.by})


def identify(at: Moment, asked: Identify) -> Decision:
    """It shows its name, whoever may put something on it: nothing it shows goes."""
    screen = screen_of(at, asked.screen)
    changes = stacked(at, screen.id, named_until=at.now + IDENTIFY_MS)
    return Decision("identified", changes, {"screen": screen.id})


def reload(at: Moment, asked: Reload) -> Decision:
    """By whoever looks after it, whoever may put something on it."""
    screen = screen_of(at, asked.screen)
    check_editor(at, home(at, screen.area))
    changes = stacked(at, screen.id, reloads=at.plan.stack(screen.id).reloads + 1)
    return Decision("reloaded", changes, {"screen": screen.id})


def _check_told(at: Moment, gone: Iterable[Push], over: str, code: str, **values: Name) -> None:
    """What other people put there ends only by whoever knows of the newest of it whose it is."""
    others = [push for push in gone if push.rank == PERSON and push.by != at.account]
    newest = max(others, key=lambda push: (push.at, push.id), default=None)
    if newest and newest.id != over:
        names = tuple(Name(who) for who in dict.fromkeys(at.called(push.by) for push in others))
        told = {"who": names, "push": newest.id}
        raise ObjectionError(Refusal(code, code, told | values))


def _takes(at: Moment, mate: Screen, over: str) -> bool:
    """Whether another part of the map takes it too."""
    driven = driven_by(at, mate)
    return (driven is None or driven.id == over) and len(at.plan.stack(mate.id).live(at.now)) < MOST_PUSHES


def _with(at: Moment, screen: Screen, pushes: tuple[Push, ...]) -> list[str]:
    """The other parts of its wall on which one of these lies too."""
    ids = {push.id for push in pushes}
    mates = (each.id for each in wall_of(at.plan, screen) if each.id != screen.id)
    return [id for id in mates if any(push.id in ids for push in at.plan.stack(id).live(at.now))]


def _across(mates: list[str]) -> dict[str, list[str]]:
    return {"across": mates} if mates else {}


def _stacked(at: Moment, pushes: Mapping[str, tuple[Push, ...]]) -> dict[str, Stack]:
    """The changes of these screens' stacks."""
    changes: dict[str, Stack] = {}
    for id, left in pushes.items():
        changes |= stacked(at, id, pushes=left)
    return changes


def _live(at: Moment, screen: Screen, id: str) -> Push:
    push = at.plan.stack(screen.id).get(id, at.now)
    if push is None:
        refuse("push_over", screen=Name(screen.name))
    return push


def _fitting(at: Moment, screen: Screen, content: Content) -> Content:
    """One of the kinds there are, with what its kind needs; a scene lies in its area, or in the screen's."""
    scene = at.plan.scenes.get(content.id) if content.kind == SCENE else None
    if scene is not None:
        return Content(SCENE, scene.area or screen.area, scene.id)
    place = content.kind == PLACE
    whole = (
        bool(content.id) if content.kind in OF_AN_ID else not place or None not in (content.lat, content.lon)
    )
    if content.kind not in KINDS or content.kind == SCENE or not whole or len(content.id) > LONGEST_ID:
        refuse("bad_content")
    between("cameras_within_m", content.cameras_within_m, 0, FARTHEST_CAMERA if content.kind == CASE else 0)
    return replace(content, beyond=False)  # only who is followed goes beyond


def _check_scope(at: Moment, screen: Screen, content: Content) -> None:
    """What is put there lies where both the screen and whoever puts it there may look."""
    if content.area not in at.areas or not at.areas.within(content.area, at.scope):
        refuse("content_elsewhere")
    if not fits(at.areas, content.area, screen.area):
        refuse("beyond_screen", screen=Name(screen.name), area=area_named(at, screen.area))
