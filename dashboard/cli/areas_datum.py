"""Which datum a city's files are in: every command that reads borders says so, or says that nobody knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from city.areas.area import AreaError
from city.areas.areas import Areas
from city.areas.rings import read_polygon
from city.building.joining import outline, refuse_broken
from city.datum.evidence import NAMES
from city.datum.judgement import Judgement, of_city, of_parts, told_datum
from dashboard.settings.city_files import read_json

DATUM = click.Choice([*NAMES])
BUILD = "`gridwall areas build --datum {0}` converts it"
SAY = "say {1} {0}"


def judge_file(file: Path, document: Any, city: Areas, outline_file: Path | None, datum: str) -> None:
    """An areas file that was read, by an outline where there is one. Raises AreaError, CityFileError."""
    known = False
    if outline_file:
        bounding = read_json(outline_file)
        refuse_broken(bounding, "name", outline_file.name)
        names = file.name, outline_file.name
        known = judge_parts(city.root.polygon, "wgs84", bounding, datum, names, BUILD)
    judgement = judge_city(city.root.polygon, told_datum(document), file.name, BUILD)
    if judgement.known or not known:
        note(file.name, judgement)


def judge_parts(
    shape: Any, told: str, bounding: Any, bounding_told: str, names: tuple[str, str], mend: str = SAY
) -> bool:
    """A shape as it came against an outline as it came; `names` of the two files. Whether the one bears the
    other out. Raises AreaError."""
    border = read_polygon(outline(bounding, names[1]), names[1])
    parts, around = of_parts(shape, told, border, bounding_told)
    refuse_other(parts, told, names[0], mend.format("{0}", "--datum"))
    refuse_other(around, bounding_told, names[1], SAY.format("{0}", "--outline-datum"))
    note(names[0], parts)
    return parts.known


def judge_city(shape: Any, told: str | None, name: str, mend: str) -> Judgement:
    """A whole city's shape, as it came, against what is known of China's prefectures. Raises AreaError."""
    judgement = of_city(shape, told)
    refuse_other(judgement, told or "wgs84", name, mend)
    return judgement


def refuse_other(judgement: Judgement, told: str, name: str, mend: str) -> None:
    if judgement.datum is not None and judgement.datum != told:
        raise AreaError(f"{name}: {judgement.sentence}; {mend.format(judgement.datum)}")


def note(name: str, judgement: Judgement) -> None:
    """What nothing tells is said last and by a mark of its own: other notes may fill a screen."""
    if not judgement.sentence:
        return
    if judgement.known:
        click.echo(f"note: {name}: {judgement.sentence}")
    else:
        said = f"!   {name}: {judgement.sentence}"
        click.get_current_context().call_on_close(lambda: click.echo(said))
