"""docs/doors/open311.md is what other systems are set up by: its lines run, its tables are the code's."""

from __future__ import annotations

import io
import re
import shlex
from pathlib import Path
from typing import Any

from city.cases.case import OPEN, STATES
from city.cases.public_requests import UPDATE_STATUS
from dashboard.field.open311.asked_times import MOST, MOST_DAYS
from dashboard.field.open311.asking import OWN_IDS
from dashboard.field.open311.door import PUBLIC_RATE
from dashboard.field.open311.media import MOST_PHOTOS
from dashboard.field.open311.replies import said
from tests.dashboard.field.open311.conftest import Hotline, simple
from tests.dashboard.pictures import photo

TEXT = (Path(__file__).parents[4] / "docs" / "doors" / "open311.md").read_text("utf-8")
OURS = {"0103": "hole", "22.9693": "22.05", "113.7428": "113.05"}  # the demo city's, and the small one's


def lines() -> list[str]:
    block = TEXT.split("test_docs.py runs these lines -->\n```sh\n")[1].split("```")[0]
    return [line for line in block.splitlines() if line.startswith("curl ")]


def run(hotline: Hotline, line: str, id: str) -> Any:
    """As curl sends it."""
    for name, value in {"$WALL": "", "$KEY": hotline.secret, "$ID": id, **OURS}.items():
        line = line.replace(name, value)
    form: dict[str, Any] = {}
    *options, path = shlex.split(line)[1:]
    for flag, told in zip(options[::2], options[1::2], strict=True):
        assert flag in ("-d", "-F", "--data-urlencode")
        name, _, value = told.partition("=")
        form[name] = (io.BytesIO(photo()), value[1:]) if value.startswith("@") else value
    return hotline.client.post(path, data=form) if form else hotline.client.get(path)


def test_every_line_of_the_page_is_answered(hotline: Hotline) -> None:
    id = ""
    assert len(lines()) == 7
    for line in lines():
        answer = run(hotline, line, id)
        assert answer.status_code == 200, (line, answer.text)
        if "The extinguisher by the stairs is empty" in line:
            id = simple(answer)["request"][0]["service_request_id"]
            shape = re.sub(r"[0-9a-f]{20}", "", answer.text)
            assert shape == re.sub(r"[0-9a-f]{20}", "", TEXT.split("```xml\n")[1].split("\n```")[0])
        hotline.work()
    words, called = sorted(hotline.engine.live.cases, key=lambda case: case.text, reverse=True)
    assert (words.text, words.notes, len(called.photos)) == ("The extinguisher by the stairs is empty", 1, 1)


def test_the_table_of_states_is_the_code_s() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \| (.+) / (.+) \|$", TEXT, re.M)
    assert rows == [
        (
            state,
            "open" if state in OPEN else "closed",
            UPDATE_STATUS[state],
            *(said(lang, f"note_{state}") for lang in ("zh", "en")),
        )
        for state in STATES
    ]


def test_numbers_and_names_of_the_page_are_the_code_s() -> None:
    flat = " ".join(TEXT.split())
    assert f"at most {MOST_DAYS} days and {MOST:,} at once" in flat
    assert f"{PUBLIC_RATE} requests a minute from an address" in flat and MOST_PHOTOS == 9
    assert all(f"`{name}`" in TEXT for name in OWN_IDS if name != "attribute[service_request_id_ext]")
