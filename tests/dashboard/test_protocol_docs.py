"""docs/protocol.md is what other clients are built to: every event, member, section and close code."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cameras.media import media_packet
from cameras.serve import requests, token_gate
from city.people.fixes import STATES
from dashboard import contract
from dashboard.api import areas, cameras, card_call, case_card, geometry
from dashboard.console import queue_rows
from dashboard.live import greeting, socket_events, warning_views
from dashboard.live import requests as screen_requests
from dashboard.pages import pages
from dashboard.rooms import cameras as camera_rows
from dashboard.rooms import frames, room_state

TEXT = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
FLAT = " ".join(TEXT.split())
_, FRAME_HEADER = contract.values()["FRAME_HEADER"]


def members(module: ModuleType) -> Iterator[str]:
    """What it sends: fields of its structs, and keys of the mappings it writes out."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Dict):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant))
        elif isinstance(node, ast.ClassDef) and any("Struct" in ast.unparse(base) for base in node.bases):
            yield from (part.target.id for part in node.body if isinstance(part, ast.AnnAssign))


@pytest.mark.parametrize(
    "module",
    [
        greeting,
        screen_requests,
        queue_rows,
        room_state,
        warning_views,
        card_call,
        case_card,
        areas,
        cameras,
        geometry,
        camera_rows,
        pages,
    ],
    ids=lambda module: module.__name__,
)
def test_every_member_that_is_sent_is_named(module: ModuleType) -> None:
    sent = {str(name) for name in members(module)}
    assert sent and [name for name in sorted(sent) if not re.search(rf"\b{name}\b", FLAT)] == []


def test_every_event_of_the_socket_has_a_row() -> None:
    source = inspect.getsource(socket_events)
    taken = set(re.findall(r'on_event\("(\w+)"', source)) - {"connect", "disconnect"}
    taken |= {str(name) for name in members(socket_events)}
    said = set(re.findall(r'emit\("(\w+)"', source)) | {"frame", "queue", "seats"}
    assert {"join", "command", "clock", "hello", "troubles"} <= taken | said
    assert [name for name in sorted(taken | said) if f"\n| `{name} " not in TEXT] == []


def test_the_layout_of_a_frame_is_the_one_that_is_sent() -> None:
    assert f"header ({frames.HEADER.size} bytes)" in TEXT and f"version = {frames.VERSION} |" in TEXT
    rows = dict(re.findall(r"^\| (\d) (\w+) \|", TEXT, re.M))
    names = ("people", "names", "gone", "hidden", "grids", "state", "moved", "looks")
    assert rows == {str(getattr(frames, name.upper())): name for name in names}
    assert ", ".join(f"{number} {name}" for number, name in enumerate(STATES)) in FLAT


def test_the_header_of_a_frame_is_told_field_by_field() -> None:
    types = {"u8": "B", "u16": "H", "u32": "I", "f64": "d"}
    table = TEXT[TEXT.index("header (36 bytes)") :].split("\n\n")[0]
    told = re.findall(r"^\| (\d+) \| (\w+) \|", table, re.M)
    offsets = [offset for name, offset in FRAME_HEADER.items() if name != "bytes"]
    wanted = list(zip(offsets, frames.HEADER_FIELDS.values(), strict=True))
    assert [(int(offset), types[type_]) for offset, type_ in told] == wanted


def test_what_the_cameras_socket_says_and_takes_is_told() -> None:
    wanted = [f"`{{{name}" for name in ("token", "show", *requests.READERS)]
    codes = (token_gate.BAD_TOKEN, token_gate.NO_TOKEN, token_gate.TOO_MANY, token_gate.NO_KEY)
    assert [word for word in (*wanted, *map(str, codes)) if word not in TEXT] == []
    assert f"a header of {media_packet.HEADER.size} bytes" in FLAT
