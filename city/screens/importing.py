"""Scenes, programmes and rules out of a file: all of them or none. Pure.

What is there under the same id becomes what the file says. A programme comes as a draft, a rule switched
off: what screens show by themselves is published by a person. Whoever brings a file in has seen what it
would change: `seen` says so, and holds only while nobody has changed any of it since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from city.cases.refusal import ObjectionError, refuse
from city.screens.arranging import SaveProgramme, SaveScene, save_programme, save_scene
from city.screens.decision import Decision, Moment, home, name_of
from city.screens.file_checks import check_programme, check_rule, check_scene, wanted, wish
from city.screens.hanging import ID
from city.screens.plan import Plan
from city.screens.programme import Programme
from city.screens.ruling import SaveRule, save_rule
from city.screens.scenes import Scene
from city.screens.screen_rule import ScreenRule


@dataclass(frozen=True, slots=True)
class Import:
    """Revisions do not count. `screens`: how those were called that rules name, by id: a rule finds a screen
    of that name where there is none of that id. `seen`: the mark of what it was seen to change."""

    scenes: tuple[Scene, ...] = ()
    programmes: tuple[Programme, ...] = ()
    rules: tuple[ScreenRule, ...] = ()
    screens: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Names of what would be new and of what would be other than it is, how many stay as they are, and the
    mark by which whoever has seen this says so."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    mark: str
    changes: Mapping[str, Any]


def foresee(at: Moment, asked: Import) -> Foreseen:
    """What the file would do. Raises ObjectionError: where in the file, what was wanted, what came."""
    return _Reading(at, asked).foreseen()


def bring_in(at: Moment, asked: Import) -> Decision:
    told = foresee(at, asked)
    if not told.changes:
        refuse("nothing_to_import")
    if told.mark != asked.seen:
        refuse("edited_meanwhile")
    return Decision("brought_in", told.changes, {"names": [*told.new, *told.changed][:50]})


class _Reading:
    """Each on what the one before left, as commands come one after the other."""

    def __init__(self, at: Moment, asked: Import) -> None:
        self._plan = at.plan.copy()
        self._at, self._asked = replace(at, plan=self._plan), asked
        self._new: list[str] = []
        self._changed: list[str] = []
        self._held: list[str] = []
        self._read: set[str] = set()
        self._same = 0
        self._changes: dict[str, Any] = {}

    def foreseen(self) -> Foreseen:
        asked = self._asked
        self._each("scenes", asked.scenes, self._scene)
        self._each("programmes", asked.programmes, self._programme)
        self._each("rules", asked.rules, self._rule)
        told = "\n".join(self._held).encode()
        mark = hashlib.blake2b(told, digest_size=10).hexdigest()
        return Foreseen(tuple(self._new), tuple(self._changed), self._same, mark, self._changes)

    def _each(self, list_: str, things: Iterable[Any], read: Callable[[str, Any], Decision | None]) -> None:
        for number, thing in enumerate(things):
            where = f"{list_}[{number}]"
            if not ID.fullmatch(thing.id):
                wanted(f"{where}.id", wish("wanted_id"), thing.id)
            if f"{list_}:{thing.id}" in self._read:
                wanted(f"{where}.id", wish("wanted_once"), thing.id)
            self._read.add(f"{list_}:{thing.id}")
            try:
                decision = read(where, thing)
            except ObjectionError as error:
                if error.refusal.sentence == "file_wrong":
                    raise
                told = error.refusal
                refuse(told.code, "file_refused", where=f"{where} ({thing.name})", why=told)
            if decision is None:
                self._same += 1
                continue
            self._plan.apply(decision.changes)
            self._changes.update(decision.changes)

    def _note(self, held: Any, told: Any) -> Moment:
        """Who decides: what is made bears the id of the file."""
        (self._changed if held else self._new).append(name_of(told.name))
        self._held.append(f"{type(told).__name__} {told.id} {held.revision if held else 0}")
        return self._at if held else replace(self._at, id=told.id)

    def _scene(self, where: str, told: Scene) -> Decision | None:
        check_scene(where, told)
        held = self._plan.scenes.get(told.id)
        if held is not None and replace(told, revision=held.revision) == held:
            return None
        at = self._note(held, told)
        id, revision = (held.id, held.revision) if held else ("", 0)
        return save_scene(at, SaveScene(told.name, told.layout, told.panels, told.area, id, revision))

    def _programme(self, where: str, told: Programme) -> Decision | None:
        check_programme(where, told)
        held = self._plan.programmes.get(told.id)
        steps = told.steps if told.draft is None else told.draft
        if held is not None and (held.name, held.area) == (told.name, told.area):
            theirs = held.steps if held.draft is None else held.draft
            if theirs == steps:
                return None
        at = self._note(held, told)
        id, revision = (held.id, held.revision) if held else ("", 0)
        return save_programme(at, SaveProgramme(told.name, steps, told.area, id, revision))

    def _rule(self, where: str, told: ScreenRule) -> Decision | None:
        check_rule(where, told)
        told = replace(told, screen=self._screen(told.screen))
        held = self._plan.rules.get(told.id)
        if held is not None and replace(told, on=held.on, revision=held.revision) == held:
            return None
        at = self._note(held, told)
        id, revision = (held.id, held.revision) if held else ("", 0)
        values = {name: getattr(told, name) for name in SaveRule.__slots__}
        return save_rule(at, SaveRule(**values | {"id": id, "revision": revision, "on": False}))

    def _screen(self, id: str) -> str:
        """Of that id; else the only one of that name that whoever asks may know of."""
        screens, at = self._plan.screens, self._at
        name = self._asked.screens.get(id)
        if id in screens or name is None:
            return id
        called = [
            screen.id
            for screen in screens.values()
            if screen.name == name and at.areas.within(home(at, screen.area), at.scope)
        ]
        return called[0] if len(called) == 1 else id


def exported(plan: Plan, within: Callable[[str], bool]) -> Import:
    """What belongs to areas that are `within`, and what has none as far as one of these needs it."""
    programmes = tuple(each for each in plan.programmes.values() if within(each.area))
    needed = {step.scene for each in programmes for step in (*each.steps, *(each.draft or ()))}
    scenes = tuple(
        scene
        for scene in plan.scenes.values()
        if (within(scene.area) if scene.area else scene.id in needed or within(""))
    )
    rules = tuple(rule for rule in plan.rules.values() if within(rule.area))
    hung = (plan.screens.get(rule.screen) for rule in rules)
    return Import(scenes, programmes, rules, {screen.id: screen.name for screen in hung if screen})
