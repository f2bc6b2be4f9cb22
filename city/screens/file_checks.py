"""What in a file is no scene, programme or rule: where, what was wanted, what came. Pure. Whether whoever
brings it in may have it so is the commands' to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from city.cases.refusal import Refusal, objection, refuse
from city.screens.programme import DAY_MINUTES, LONGEST, MEASURES, MOST_STEPS, SHORTEST, Programme
from city.screens.scenes import LAYOUTS, LONGEST_TEXT, MOST_CAMERAS, PANELS, Scene
from city.screens.screen_rule import FARTHEST_CAMERA, UNTIL, ScreenRule
from city.screens.stack import LONGEST_S

LONGEST_SHOWN = 40  # characters of what came


def wish(sentence: str, **values: Any) -> Refusal:
    return objection("file_wrong", sentence, **values)


def wanted(where: str, wished: Refusal, got: Any) -> NoReturn:
    told = str(got)
    short = told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"
    refuse("file_wrong", where=where, wanted=wished, got=short)


def check_scene(where: str, told: Scene) -> None:
    _one_of(f"{where}.layout", told.layout, LAYOUTS)
    count = LAYOUTS[told.layout]
    if len(told.panels) != count:
        wished = wish("wanted_panels", count=count, layout=told.layout)
        wanted(f"{where}.panels", wished, len(told.panels))
    for number, panel in enumerate(told.panels):
        here = f"{where}.panels[{number}]"
        _one_of(f"{here}.kind", panel.kind, PANELS)
        _most(f"{here}.cameras", len(panel.cameras), MOST_CAMERAS)
        _most(f"{here}.text", len(panel.text), LONGEST_TEXT)


def check_programme(where: str, told: Programme) -> None:
    for list_, steps in (("steps", told.steps), ("draft", told.draft or ())):
        _most(f"{where}.{list_}", len(steps), MOST_STEPS)
        for number, step in enumerate(steps):
            here = f"{where}.{list_}[{number}]"
            _between(f"{here}.seconds", step.seconds, SHORTEST, LONGEST)
            _between(f"{here}.stay", step.stay, 0, LONGEST)
            _between(f"{here}.first", step.first, 0, DAY_MINUTES)
            _between(f"{here}.last", step.last, 0, DAY_MINUTES)
            if step.measure:
                _one_of(f"{here}.measure", step.measure, MEASURES)


def check_rule(where: str, told: ScreenRule) -> None:
    _one_of(f"{where}.until", told.until, UNTIL)
    _between(f"{where}.seconds", told.seconds, 0, LONGEST_S)
    _between(f"{where}.cameras_within_m", told.cameras_within_m, 0, FARTHEST_CAMERA)


def _one_of(where: str, got: str, names: Iterable[str]) -> None:
    if got not in names:
        wanted(where, wish("wanted_one_of", names=", ".join(names)), got)


def _between(where: str, got: int, low: int, high: int) -> None:
    if not low <= got <= high:
        wanted(where, wish("wanted_between", low=low, high=high), got)


def _most(where: str, got: int, most: int) -> None:
    if got > most:
        wanted(where, wish("wanted_most", most=most), got)
