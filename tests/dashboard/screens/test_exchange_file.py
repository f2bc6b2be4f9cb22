"""A file of scenes, programmes and rules as people may write it: what is wrong is told where it stands."""

import msgspec
import pytest

from city.cases.refusal import ObjectionError
from city.screens.importing import Import
from city.screens.programme import Programme, Step
from city.screens.scenes import Panel, Scene
from city.screens.screen_rule import ScreenRule
from dashboard.screens.exchange_file import read, written
from layouts.sentences import both

WHOLE = Import(
    (Scene("s", "火情", "one", (Panel("cameras", ("k-1",), ""),), "1"),),
    (Programme("p", "夜间", (Step("s"),), (Step("s", 9, 60, 120, "sos", 90),), area="1"),),
    (ScreenRule("r", "规则", "1", "x", items=("fire",)),),
    {"x": "大厅左"},
    "mark",
)


def told(text: str) -> dict[str, str]:
    """What is said of a file that is none."""
    with pytest.raises(ObjectionError) as refused:
        read(text, "")
    return both(refused.value.refusal.sentence, refused.value.refusal.values)


def file(**lists: object) -> str:
    return msgspec.json.encode({"gridwall": "screens", "version": 1, **lists}).decode()


def test_what_is_written_is_read_again_as_it_was() -> None:
    assert read(written(WHOLE).decode(), "mark") == WHOLE


def test_a_file_says_nothing_of_who_edits_and_how_often_here() -> None:
    assert b"revision" not in written(WHOLE) and b"edited_by" not in written(WHOLE)


def test_what_is_no_json_is_told_by_line_and_character() -> None:
    assert told('{"gridwall": "screens",\n "版": x}')["en"].startswith("Line 2, character 7: JSON wanted")
    assert told("")["zh"].startswith("第 1 行第 1 个字符")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (file(scenes=[{"id": "s", "layout": "wall"}]), "scenes[0].name: wanted, and it is not there."),
        (file(scenes=[{"id": "s", "name": 7, "layout": "wall"}]), "scenes[0].name: str wanted, got int."),
        (
            file(programmes=[{"id": "p", "name": "P", "area": "1", "steps": [{"scene": "s", "secs": 9}]}]),
            "programmes[0].steps[0]: there is nothing called secs; look how it is spelt.",
        ),
        (file(rules=7), "rules: array wanted, got int."),
        ('{"gridwall": "other", "version": 1}', "gridwall: screens wanted, got other."),
        ('{"gridwall": "screens", "version": 2}', "version: 1 wanted, got 2."),
        ('{"version": 1}', "gridwall: wanted, and it is not there."),
        ("[]", "{}: object wanted, got array."),
    ],
)
def test_what_is_no_such_file_is_told_by_its_place(text: str, said: str) -> None:
    assert told(text)["en"] == said
