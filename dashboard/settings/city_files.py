"""Areas, roster and matters as files: reads them into city types. Knows files
and their forms, nothing of settings or of who asks."""

from __future__ import annotations

import json
import logging
import os
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from city.areas.areas import AreaError, Areas, read_areas
from city.areas.gone import Goings
from city.datum.judgement import of_city, told_datum
from city.editions.goings import chained
from city.headers import HeaderError, Known
from city.matters import Matters, MattersError, read_matters
from city.people.roster import COLUMNS as ROSTER
from city.people.roster import NEEDED, Roster, RosterError, read_roster
from city.time.workdays import Calendar, CalendarError, read_calendar
from dashboard.settings.spreadsheet import SpreadsheetError, read_rows, read_text

log = logging.getLogger(__name__)


class CityFileError(ValueError):
    """One line: which file, and what is wrong with it."""


class CityPaths(NamedTuple):
    areas: Path
    roster: Path
    matters: Path


def load_city(paths: CityPaths, steps: Sequence[Goings] = ()) -> tuple[Areas, Roster, Matters]:
    """Reads the three files. `steps`: what each edition of the areas up to this one put away. Raises
    CityFileError."""
    try:
        document = read_json(paths.areas)
        areas = read_areas(document, paths.areas.name)
        if steps:
            areas.succeed(chained(steps, areas))
        _judge_datum(document, areas, paths.areas.name)
        matters = read_matters(read_toml(paths.matters), paths.matters.name)
        _refuse_levels(matters, areas, paths.matters)
        rows = read_csv(paths.roster, ROSTER, NEEDED)
        return areas, read_roster(rows, areas, paths.roster.name), matters
    except (AreaError, RosterError, MattersError) as error:
        raise CityFileError(str(error)) from None


def read_city_calendar(path: Path, zone: ZoneInfo) -> Calendar:
    """Raises CityFileError."""
    try:
        return read_calendar(read_toml(path), path.name, zone)
    except CalendarError as error:
        raise CityFileError(str(error)) from None


def read_json(path: Path) -> Any:
    """Raises CityFileError."""
    try:
        return msgspec.json.decode(_read_text(path))
    except msgspec.DecodeError as error:
        raise CityFileError(f"{path}: must be JSON, got {error}") from None


def read_csv(
    path: Path, known: Known, needed: Sequence[str], note: Callable[[str], None] = log.warning
) -> list[dict[str, str]]:
    """The rows of a CSV by the members they tell; a guessed encoding is noted. Raises CityFileError."""
    try:
        found = read_text(path)
        if found.guessed:
            note(f"{path.name} is no UTF-8: read as {found.encoding.upper()}, which is a guess")
        return read_rows(path, found.text, known, needed)
    except (SpreadsheetError, HeaderError) as error:
        raise CityFileError(str(error)) from None


def write_json(path: Path, document: dict[str, Any]) -> None:
    write_text(path, json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def write_text(path: Path, text: str) -> None:
    """Replaces the file in one step, so that nobody reads half of it. Raises CityFileError."""
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        whole.write_text(text, encoding="utf-8", newline="\n")
        whole.replace(path)
    except OSError as error:
        raise CityFileError(f"{path}: cannot be written: {error.strerror}") from None


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CityFileError(f"{path}: must be UTF-8, got byte {error.object[error.start]:#x}") from None
    except OSError as error:
        raise CityFileError(f"{path}: cannot be read: {error.strerror}") from None


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise CityFileError(f"{path}: must be TOML, got {error}") from None


def _judge_datum(document: Any, areas: Areas, name: str) -> None:
    """What the file says of its datum outweighs what the borders tell. Raises AreaError."""
    told = told_datum(document)
    judgement = of_city(areas.root.polygon, told)
    if judgement.datum not in (None, "wgs84") and told is None:
        raise AreaError(
            f"{name}: {judgement.sentence}; `gridwall areas build --datum {judgement.datum}` converts it, "
            'and "datum": "WGS-84" in the file says that it is right'
        )
    if judgement.sentence and (judgement.datum not in (None, "wgs84") or not (judgement.known or told)):
        _say_once(f"{name}: {judgement.sentence}")


@cache
def _say_once(sentence: str) -> None:
    """A city may be read several times."""
    log.warning("%s", sentence)


def _refuse_levels(matters: Matters, areas: Areas, path: Path) -> None:
    for item in matters.items.values():
        if item.level and item.level not in areas.levels:
            raise CityFileError(
                f"{path.name} item {item.code}: level must be one of {', '.join(areas.levels)}, "
                f"got {item.level!r}"
            )
