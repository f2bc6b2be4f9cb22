"""Rooms inside a package point one way, too: each may import the rooms below it in the tables here, and none
above. So there is no circle, and a room is understood with what stands below it.

What is counted: a *part* is a folder directly below the package, or a file there. An *arrow between parts* is
an ordered pair of parts of which a file of the first imports a file of the second; imports that are only for
types count as others do. A *file arrow* is such a pair of files in different parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

import pytest

from tests.test_architecture import Source, folder

pytestmark = pytest.mark.xdist_group("sources")
Arrow = tuple[str, str]  # paths of two files: the first imports the second

# From the bottom to the top; beside each part why it stands where it stands.
DASHBOARD = {
    "settings": "what was written in a file; knows nothing that runs",
    "transport": "bytes, headers and answers, whatever they mean",
    "access": "who asks: needs a request and how it is answered",
    "accounts": "signing in and what its pages do: knows who asks",
    "rooms": "who watches which area, and the frames they get: needs viewers",
    "truth": "whether what is shown is true: what it finds stands in a frame's header",
    "console": "queues and commands: needs viewers, screens, and what keeps us from writing",
    "screens": "what each screen is told, and what is done to it: refuses as commands do",
    "live": "what reads, folds and serves: drives rooms, queues and the looking after truth",
    "api": "reads over HTTP of what runs; handed what it reads, so it does not know who drives",
    "field": "the other ends of a case: commands by another way",
    "pages": "the documents",
    "contract.py": "what both languages agree on, gathered from where it is decided",
    "app.py": "the table of contents: hands the parts to each other",
    "wsgi.py": "starts one application",
    "cli": "starts each process",
    "__main__.py": "names the command line",
}
CITY = {
    "ladder_steps.py": "how a rule is written",
    "headers.py": "how a table's columns are named",
    "rules.py": "thresholds; everything counts by them",
    "matters.py": "what may be reported",
    "areas": "the tree and its shapes",
    "access": "roles and what they may, what a grant covers: needs the tree",
    "warnings": "which areas a warning means, and which stand: needs the tree and its shapes",
    "datum": "by which datum borders and positions fit what is known: needs shapes",
    "building": "makes missing levels: needs shapes, and the datum they are told in",
    "time": "days and deadlines, by rules and by limits of matters",
    "cameras": "what a camera is and where it lies",
    "people": "who is where: needs areas, days and rules",
    "cases": "what has happened and who is sent: a command names people",
    "screens": "what hangs in rooms and shows what: refuses as cases do",
    "editions": "one tree beside another, and whom that touches: needs areas and people",
    "sight.py": "what an outsider shows of people and of cases",
    "counts": "numbers of people and of cases",
    "review": "what is kept of each case, and what is counted of it over days: needs cases and days",
    "live.py": "the fold of all that",
    "handover": "what a shift leaves to the next: asks the fold",
    "carrying.py": "what a fold by another edition of the areas left, for one by this",
    "snapshot.py": "what is stored of a fold",
    "queries": "what is asked of a fold, and takes one",
}
STREAMS = {
    "server": "one Redis, whatever is in it",
    "messages": "entries to values and back, whatever Redis they are in",
    "record": "keys, reading on and appending: messages, in a Redis",
    "editions": "areas, people and matters as they were loaded, kept in the record",
    "screens": "what hangs where and shows what, kept in the record",
    "warnings": "what offices sent, kept in the record",
    "handovers": "what shifts left to the next, kept in the record",
    "access": "keys, links and seats, kept in the record",
    "http": "an aiohttp server, whatever it answers: carries the headers of access",
    "intake": "doors for other systems: ask who may come in, and append",
    "webhooks": "other systems told of cases: reads the record, and keeps what waits in keys of its own",
    "backup": "the record as a file, and back",
    "clerk": "what must happen once: reads the record and appends to it",
    "replay": "recordings, written and played as others write",
    "cameras": "lists and states in the record, and tables as recordings have them",
    "history": "what happened, copied out of the record into stores of its own, and what is asked of it",
}
CAMERAS = {
    "media": "pictures and how they look, wherever they come from",
    "pull": "pictures from cameras",
    "watch": "how each camera is, by what was pulled",
    "serve": "what screens reach",
}
DEMO = {
    "officer": "takes what nobody takes",
    "city": "areas, people and items",
    "people": "walk about and report",
    "cameras": "look at its places",
}
LAYERS = {
    "dashboard": DASHBOARD,
    "city": CITY,
    "streams": STREAMS,
    "cameras": CAMERAS,
    "demo": DEMO,
}
MOST_ARROWS = {"dashboard": 60}  # between parts, at most: goes down, not up


@cache
def python(package: str) -> dict[str, Source]:
    """Every file of a package by its path."""
    return {source.path: source for source in folder(package)}


def names(source: Source) -> Iterator[str]:
    """Dotted names of what a file may import: a module, or something in one."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def file_of(name: str, files: dict[str, Source]) -> str | None:
    """The file that holds what is named; None for another package's."""
    path = name.replace(".", "/")
    for candidate in (f"{path}.py", f"{path}/__init__.py", f"{path.rpartition('/')[0]}.py"):
        if candidate in files:
            return candidate
    return None


def part(path: str) -> str:
    return path.split("/")[1]


def crossing(files: dict[str, Source]) -> set[Arrow]:
    """The file arrows between parts."""
    found = {
        (path, target)
        for path, source in files.items()
        for name in names(source)
        if (target := file_of(name, files)) is not None
    }
    return {(one, other) for one, other in found if part(one) != part(other)}


def upward(arrows: set[Arrow], layers: dict[str, str]) -> list[str]:
    """The arrows that point from a part to one that does not stand below it."""
    order = list(layers)
    return sorted(
        f"{one} imports {other}"
        for one, other in arrows
        if order.index(part(one)) <= order.index(part(other))
    )


@pytest.mark.parametrize("package", LAYERS)
def test_a_room_imports_only_rooms_below_it(package: str) -> None:
    files = python(package)
    parts = {part(path) for path in files} - {"__init__.py"}
    assert parts == set(LAYERS[package]), "the table names what there is"
    assert upward(crossing(files), LAYERS[package]) == []


@pytest.mark.parametrize("package", MOST_ARROWS)
def test_arrows_between_rooms_stay_few(package: str) -> None:
    arrows = {(part(one), part(other)) for one, other in crossing(python(package))}
    assert len(arrows) <= MOST_ARROWS[package], sorted(arrows)


def test_an_arrow_is_seen_whatever_way_it_is_written() -> None:
    below = {"dashboard/truth/clocks.py": Source("dashboard/truth/clocks.py", "")}
    for text in (
        "from dashboard.truth import clocks",
        "from dashboard.truth.clocks import Clocks",
        "import dashboard.truth.clocks",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from dashboard.truth.clocks import Clocks",
        "def f():\n    from dashboard.truth.clocks import Clocks",
    ):
        arrows = crossing(below | {"dashboard/rooms/a.py": Source("dashboard/rooms/a.py", text)})
        assert upward(arrows, DASHBOARD) == ["dashboard/rooms/a.py imports dashboard/truth/clocks.py"]
        assert not upward({(other, one) for one, other in arrows}, DASHBOARD)
