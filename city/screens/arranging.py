"""Scenes and programmes: saved, published, removed. Two who edit one at a time: the second is told. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from city.cases.refusal import Name, refuse
from city.screens.content import SCENE
from city.screens.decision import (
    Decision,
    Moment,
    area_named,
    between,
    check_editor,
    check_fit,
    check_revision,
    fits,
    home,
    name_of,
)
from city.screens.programme import DAY_MINUTES, LONGEST, MEASURES, MOST_STEPS, SHORTEST, Programme, Step
from city.screens.scenes import LAYOUTS, LONGEST_TEXT, MOST_CAMERAS, PANELS, Panel, Scene
from city.screens.screen import Screen
from city.screens.screen_rule import ScreenRule

MOST = 200  # scenes, and programmes


@dataclass(frozen=True, slots=True)
class SaveScene:
    """`id`: none is a new one, which gets the command's. `owner`: the area whose people may change it."""

    name: str
    layout: str
    panels: tuple[Panel, ...] = ()
    area: str = ""
    id: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class SaveProgramme:
    """As a draft, which no screen shows until it is published."""

    name: str
    steps: tuple[Step, ...]
    area: str
    id: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Publish:
    """The draft of this revision, which whoever publishes it has seen."""

    programme: str
    revision: int


@dataclass(frozen=True, slots=True)
class Remove:
    """`kind`: scene, programme or rule."""

    kind: str
    id: str
    revision: int


def save_scene(at: Moment, asked: SaveScene) -> Decision:
    held = at.plan.scenes.get(asked.id) if asked.id else None
    _check_held(at, asked.id, held, len(at.plan.scenes))
    check_editor(at, asked.area or at.scope)
    if held is not None:
        check_editor(at, home(at, held.area))
        check_revision(held.revision, asked.revision)
    if asked.layout not in LAYOUTS or len(asked.panels) != LAYOUTS[asked.layout]:
        refuse("bad_layout")
    for panel in asked.panels:
        if panel.kind not in PANELS or len(panel.cameras) > MOST_CAMERAS or len(panel.text) > LONGEST_TEXT:
            refuse("bad_panel")
    area = asked.area or ("" if at.scope == at.areas.root.code else at.scope)
    scene = Scene(asked.id or at.id, name_of(asked.name), asked.layout, asked.panels, area)
    scene = replace(scene, revision=held.revision + 1 if held else 1)
    if held is not None and scene.area != held.area:
        _check_moved(at, scene)
    return Decision("scene_saved", {f"scene:{scene.id}": scene}, {"scene": scene.id, "name": scene.name})


def save_programme(at: Moment, asked: SaveProgramme) -> Decision:
    held = at.plan.programmes.get(asked.id) if asked.id else None
    _check_held(at, asked.id, held, len(at.plan.programmes))
    check_editor(at, asked.area)
    if held is not None:
        check_editor(at, home(at, held.area))
        check_revision(held.revision, asked.revision)
    _check_steps(at, asked.steps, asked.area)
    fresh = held or Programme(asked.id or at.id, "")
    programme = replace(
        fresh,
        name=name_of(asked.name),
        area=asked.area,
        draft=asked.steps,
        edited_by=at.account,
        revision=fresh.revision + 1 if held else 1,
    )
    return Decision(
        "programme_saved",
        {f"programme:{programme.id}": programme},
        {"programme": programme.id, "name": programme.name},
    )


def publish(at: Moment, asked: Publish) -> Decision:
    held = at.plan.programmes.get(asked.programme)
    if held is None:
        refuse("unknown_programme")
    check_editor(at, home(at, held.area))
    check_revision(held.revision, asked.revision)
    if held.draft is None:
        refuse("no_draft")
    _check_steps(at, held.draft, held.area)
    for screen in at.plan.screens.values():
        if screen.programme == held.id:
            check_fit(at, screen, (step.scene for step in held.draft))
    programme = replace(held, steps=held.draft, draft=None, revision=held.revision + 1)
    return Decision(
        "published",
        {f"programme:{programme.id}": programme},
        {"programme": programme.id, "name": programme.name},
    )


def remove(at: Moment, asked: Remove) -> Decision:
    """What a screen or a programme still shows is not removed."""
    plan = at.plan
    tables: dict[str, Mapping[str, Scene | Programme | ScreenRule]] = {
        "scene": plan.scenes,
        "programme": plan.programmes,
        "rule": plan.rules,
    }
    held = tables.get(asked.kind, {}).get(asked.id)
    if held is None:
        refuse(f"unknown_{asked.kind}" if asked.kind in tables else "unknown_scene")
    check_editor(at, home(at, held.area))
    check_revision(held.revision, asked.revision)
    used = _users(at, asked.kind, asked.id)
    if used:
        refuse("still_used", by=Name(used[0]), count=len(used))
    return Decision(f"{asked.kind}_removed", {f"{asked.kind}:{asked.id}": None}, {"name": held.name})


def _check_held(at: Moment, id: str, held: Scene | Programme | None, count: int) -> None:
    if id and held is None:
        refuse("edited_meanwhile")  # somebody has removed it
    taken = at.id in at.plan.scenes or at.id in at.plan.programmes  # whoever makes something names it
    if not id and taken:
        refuse("edited_meanwhile")
    if held is None and count >= MOST:
        refuse("too_many_scenes", most=MOST)


def _check_steps(at: Moment, steps: tuple[Step, ...], area: str) -> None:
    if not 1 <= len(steps) <= MOST_STEPS:
        refuse("bad_steps", most=MOST_STEPS)
    for step in steps:
        scene = at.plan.scenes.get(step.scene)
        if scene is None:
            refuse("unknown_scene")
        if not fits(at.areas, scene.area, home(at, area)):
            refuse("scene_elsewhere", scene=Name(scene.name))
        between("seconds", step.seconds, SHORTEST, LONGEST)
        between("stay", step.stay, 0, LONGEST)
        between("first", step.first, 0, DAY_MINUTES)
        between("last", step.last, 0, DAY_MINUTES)
        if step.measure and step.measure not in MEASURES:
            refuse("bad_measure")


def _check_moved(at: Moment, scene: Scene) -> None:
    """Where it is shown now it may be shown still."""
    for screen in at.plan.screens.values():
        programme = at.plan.programmes.get(screen.programme)
        planned = programme is not None and any(step.scene == scene.id for step in programme.steps)
        if (planned or _pushed(at, screen, scene.id)) and not fits(at.areas, scene.area, screen.area):
            refuse("beyond_screen", screen=Name(screen.name), area=area_named(at, screen.area))


def _pushed(at: Moment, screen: Screen, scene: str) -> bool:
    live = at.plan.stack(screen.id).live(at.now)
    return any(push.content.kind == SCENE and push.content.id == scene for push in live)


def _users(at: Moment, kind: str, id: str) -> list[str]:
    """Names of what still needs it."""
    if kind == "programme":
        return [screen.name for screen in at.plan.screens.values() if screen.programme == id]
    if kind == "rule":
        return []
    programmes = [
        programme.name
        for programme in at.plan.programmes.values()
        if any(step.scene == id for step in (*programme.steps, *(programme.draft or ())))
    ]
    return programmes + [screen.name for screen in at.plan.screens.values() if _pushed(at, screen, id)]
