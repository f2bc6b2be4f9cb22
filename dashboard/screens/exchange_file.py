"""A file of scenes, programmes and rules, as JSON: written, and read into what city/screens/importing.py
takes. What is spelt wrong is an error; nothing is passed over."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, Literal

import msgspec
from msgspec import Struct

from city.cases.refusal import refuse
from city.screens.file_checks import wish
from city.screens.importing import Import
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen_rule import CLAIMED, ScreenRule

VERSION = 1
EXPECTED = re.compile(r"(?:Expected|Invalid) (.+?)(?:, got (.+?))?(?: - at `\$?\.?(.*)`)?$", re.DOTALL)
MISSING = re.compile(r"Object missing required field `(.+?)`(?: - at `\$?\.?(.*)`)?$")
UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`(?: - at `\$?\.?(.*)`)?$")
BYTE = re.compile(r"\(byte (\d+)\)")


class PanelTold(Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    cameras: tuple[str, ...] = ()
    text: str = ""


class SceneTold(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    layout: str
    panels: tuple[PanelTold, ...] = ()
    area: str = ""


class StepTold(Struct, frozen=True, forbid_unknown_fields=True):
    scene: str
    seconds: int = 30
    first: int = 0
    last: int = 0
    measure: str = ""
    stay: int = 0


class ProgrammeTold(Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    area: str
    steps: tuple[StepTold, ...] = ()
    draft: tuple[StepTold, ...] | None = None


class RuleTold(Struct, frozen=True, forbid_unknown_fields=True):
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


class ArrangementFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`screens`: how those that rules name are called, by id."""

    gridwall: Literal["screens"]
    version: int
    scenes: tuple[SceneTold, ...] = ()
    programmes: tuple[ProgrammeTold, ...] = ()
    rules: tuple[RuleTold, ...] = ()
    screens: dict[str, str] = {}


def written(told: Import) -> bytes:
    """For people too: a line each."""
    lists: dict[str, tuple[Any, ...]] = {
        "scenes": told.scenes,
        "programmes": told.programmes,
        "rules": told.rules,
    }
    whole = {"gridwall": "screens", "version": VERSION}
    whole |= {name: [_without(asdict(each)) for each in things] for name, things in lists.items()}
    whole["screens"] = dict(told.screens)
    return msgspec.json.format(msgspec.json.encode(whole), indent=2)


def read(text: str, seen: str) -> Import:
    """Raises ObjectionError: where in the file, what was wanted, what came."""
    told = text.encode()
    try:
        msgspec.json.decode(told)
    except msgspec.DecodeError as error:
        _no_json(told, str(error))
    try:
        file = msgspec.json.decode(told, type=ArrangementFile)
    except msgspec.ValidationError as error:
        _wrong(told, str(error))
    if file.version != VERSION:
        refuse("file_wrong", where="version", wanted=VERSION, got=file.version)
    return Import(
        tuple(_scene(each) for each in file.scenes),
        tuple(_programme(each) for each in file.programmes),
        tuple(ScreenRule(**msgspec.structs.asdict(each)) for each in file.rules),
        file.screens,
        seen,
    )


def _without(values: dict[str, Any]) -> dict[str, Any]:
    """What is of this installation alone."""
    return {name: value for name, value in values.items() if name not in ("revision", "edited_by")}


def _scene(told: SceneTold) -> Scene:
    panels = tuple(Panel(each.kind, each.cameras, each.text) for each in told.panels)
    return Scene(told.id, told.name, told.layout, panels, told.area)


def _programme(told: ProgrammeTold) -> Programme:
    draft = None if told.draft is None else _steps(told.draft)
    return Programme(told.id, told.name, _steps(told.steps), draft, area=told.area)


def _steps(told: tuple[StepTold, ...]) -> tuple[Step, ...]:
    return tuple(Step(**msgspec.structs.asdict(each)) for each in told)


def _no_json(told: bytes, error: str) -> None:
    found = BYTE.search(error)
    before = told[: int(found[1])] if found else told
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    refuse("file_no_json", line=line, column=column)


def _wrong(told: bytes, error: str) -> None:
    """msgspec's sentence, in ours."""
    if missing := MISSING.match(error):
        refuse("file_missing", where=_path(missing[2], missing[1]))
    if unknown := UNKNOWN.match(error):
        refuse("file_unknown", where=_path(unknown[2]) or "{}", name=unknown[1][:40])
    found = EXPECTED.match(error)
    where = _path(found[3]) if found else ""
    wanted = found[1].replace("`", "") if found else error
    got = (found[2] or "").replace("`", "") if found else ""
    if wanted.startswith("enum value"):
        wanted, got = "screens", wanted.removeprefix("enum value ").strip("'")
    refuse("file_wrong", where=where or "{}", wanted=wish("wanted_kind", kind=wanted), got=got or "?")


def _path(*parts: str | None) -> str:
    return ".".join(part for part in parts if part)
