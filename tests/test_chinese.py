"""What people read stands in layouts' word files, in both languages; code hands out codes and values."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_architecture import PRODUCT, Source, python

pytestmark = pytest.mark.xdist_group("sources")
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
HEADERS = "headers of tables as people send them"
CHINESE_IN_CODE: dict[str, str] = {
    "city/areas/findings.py": "a name that tells of an area that is none",
    "city/building/build.py": "names of areas that are made are written into the areas file",
    "city/building/joining.py": HEADERS,
    "city/cases/case_places.py": "levels as an areas file may name them",
    "city/people/kinds.py": "words of a table as people send it",
    "city/people/roster.py": HEADERS,
    "city/people/shift_rows.py": "headers and words of a table as people send it",
    "streams/cameras/camera_table.py": HEADERS,
    "streams/messages/cry.py": "what gateways send for yes and no",
    "layouts/case_commands.py": "the heading of a column of a page in both languages",
    "dashboard/cli/areas.py": "an example of what is typed",
    "dashboard/cli/areas_building.py": "an example of what is typed",
    "dashboard/cli/areas_positions.py": HEADERS,
    "dashboard/cli/devices.py": HEADERS,
}


def chinese(source: Source) -> Iterator[str]:
    prose = {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}  # docstrings
    for node in source.nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in prose:
            continue
        if CHINESE.search(node.value):
            yield f"{source.path}:{node.lineno} says {node.value[:40]!r}"


def test_chinese_sentences_stand_in_word_files_and_not_in_code() -> None:
    found = {source.path: list(chinese(source)) for source in python(*PRODUCT) if source.package != "demo"}
    speaking = {path: lines for path, lines in found.items() if lines}
    assert [line for path, lines in speaking.items() if path not in CHINESE_IN_CODE for line in lines] == []
    assert set(CHINESE_IN_CODE) <= set(speaking), "a file speaks no Chinese any more: take it off the list"


def test_the_rule_sees_a_sentence_and_lets_a_docstring_be() -> None:
    assert list(chinese(Source("dashboard/a.py", "x = f'{n} 号席'")))
    assert not list(chinese(Source("dashboard/a.py", "def f():\n    'As 号席.'")))
