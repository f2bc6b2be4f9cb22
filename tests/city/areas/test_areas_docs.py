"""What docs/areas.md shows can be read as it stands."""

import json
import re
import tomllib
from pathlib import Path

from city.areas.areas import read_areas
from city.areas.geojson import DATUMS
from city.matters import LIMIT_KINDS, URGENCIES, read_matters
from city.people.roster import MODES

TEXT = (Path(__file__).parents[3] / "docs" / "areas.md").read_text(encoding="utf-8")


def _example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def test_the_areas_shown_are_a_city() -> None:
    assert read_areas(json.loads(_example("json")), "areas.md").root.name_en == "Dongguan"


def test_the_matters_shown_are_a_catalogue() -> None:
    assert read_matters(tomllib.loads(_example("toml")), "areas.md").items["0101"].limit.amount == 4


def test_every_word_a_file_may_use_is_documented() -> None:
    for word in (*DATUMS, *LIMIT_KINDS, *URGENCIES, *MODES):
        assert word in TEXT, word
