"""What pages and docstrings name is there: files, folders, modules, classes, settings, headings. Whoever
moves or renames one puts the words right too."""

import ast
import builtins
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_architecture import browser, python

pytestmark = pytest.mark.xdist_group("sources")
ROOT = Path(__file__).parents[1]
CODE = ("city", "streams", "layouts", "cameras", "demo", "dashboard", "benchmarks")
FOLDERS = (*CODE, "assets", "tests", "docs", "deploy", ".ci")
# The changelog tells of what was: names in it may have gone since.
PAGES = [*(set(ROOT.glob("*.md")) - {ROOT / "CHANGELOG.md"}), *(ROOT / "docs").rglob("*.md")]
TOLD = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
PATH = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./*{{}},-]*")
FILE = re.compile(r"(?<![\w/.-])[\w/-]+(?:\.test)?\.(?:py|mjs|lua|md)\b")
HUMPED = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+")
# Names of browsers, standards and libraries: every other name with humps is a class of ours.
THEIRS = {"SQLAlchemyError", "ClickException", "GetStreamUri", "SourceBuffer"}


def quoted(text: str) -> list[str]:
    """What stands in backticks, fenced code left out: it is for its reader, with names of their own."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))


def spread(pattern: str) -> list[str]:
    """`a/{b,c}.d` as `a/b.d` and `a/c.d`."""
    parts = re.split(r"\{([^}]*)\}", pattern)
    choices = [part.split(",") if n % 2 else [part] for n, part in enumerate(parts)]
    return ["".join(each) for each in itertools.product(*choices)]


@cache
def files() -> set[str]:
    """By every name they may be called: `c.py`, `b/c.py` and `a/b/c.py`."""
    inside = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file()]
    parts = [file.relative_to(ROOT).parts for file in (*inside, *ROOT.glob("*.md"), *ROOT.glob("*.mjs"))]
    return {"/".join(each[n:]) for each in parts for n in range(len(each))}


@cache
def nodes() -> list[ast.AST]:
    return [node for source in python(*CODE) for node in source.nodes if isinstance(node, TOLD)]


@cache
def classes() -> set[str]:
    return {node.name for node in nodes() if isinstance(node, ast.ClassDef)}


@cache
def docstrings() -> list[str]:
    return [text for node in nodes() if isinstance(node, TOLD) and (text := ast.get_docstring(node))]


@cache
def comments() -> list[str]:
    modules = [source for source in browser() if source.path.endswith(".mjs")]
    texts = (source.text for source in (*python(*CODE), *modules))
    return [line for text in texts for line in re.findall(r"(?:^|\s)(?:#|//) .*", text)]


def lost_paths(text: str) -> Iterator[str]:
    for path in (path for each in quoted(text) if PATH.fullmatch(each) for path in spread(each)):
        if not any(ROOT.glob(path.rstrip("/"))):
            yield path


def lost_files(text: str) -> Iterator[str]:
    yield from (name for each in quoted(text) for name in FILE.findall(each) if name not in files())


def lost_modules(text: str) -> Iterator[str]:
    for name in re.findall(r"python3? -m ([\w.]+\w)", text):
        path = ROOT / name.replace(".", "/")
        if name.split(".")[0] in CODE and not (path.with_suffix(".py").exists() or path.is_dir()):
            yield name


def lost_classes(text: str) -> Iterator[str]:
    for name in (re.split(r"[.(]", each)[0] for each in quoted(text)):
        if HUMPED.fullmatch(name) and name not in classes() | THEIRS:
            yield name


@cache
def settings() -> set[str]:
    """As docs/settings.md lists them; another test holds it to the code."""
    return set(re.findall(r"^\| `(\w+\.\w+)`", (ROOT / "docs/settings.md").read_text("utf-8"), re.M))


def lost_settings(text: str) -> Iterator[str]:
    sections = "|".join({name.split(".")[0] for name in settings()})
    for name in (name for each in quoted(text) for name in re.findall(rf"^(?:{sections})\.\w+", each)):
        if name not in settings():
            yield name


def lost_errors(text: str) -> Iterator[str]:
    """`Raises A, B.` and `Raises A or B`."""
    there = classes() | THEIRS | set(dir(builtins))
    for told in re.findall(r"\b[Rr]aises ([A-Z]\w+(?:(?:, | or |, or | and )[A-Z]\w+)*)", text):
        yield from (name for name in re.findall(r"[A-Z]\w+", told) if name not in there)


def anchors(text: str) -> set[str]:
    """Of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def lost_headings(page: Path) -> Iterator[str]:
    for target, anchor in re.findall(r"\]\(([^)#\s:]*)#([^)\s]+)\)", page.read_text("utf-8")):
        if anchor not in anchors((page.parent / target if target else page).read_text("utf-8")):
            yield f"{target}#{anchor}"


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_names_only_what_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    rules = (lost_paths, lost_files, lost_modules, lost_classes, lost_settings)
    lost = [name for rule in rules for name in rule(text)]
    assert [*lost, *lost_headings(page)] == []


def test_docstrings_and_comments_name_only_files_that_are_there() -> None:
    named = (name for text in (*docstrings(), *comments()) for name in FILE.findall(text))
    assert [name for name in named if name not in files()] == []


def test_docstrings_name_only_errors_that_are_there() -> None:
    assert [name for text in docstrings() for name in lost_errors(text)] == []


def rooms_told() -> set[str]:
    """The folders that the table of docs/architecture.md names, below the folder whose row it is."""
    told, room = set(), ""
    for row in re.findall(r"^\| .*", (ROOT / "docs/architecture.md").read_text("utf-8"), re.M):
        words = [word for each in quoted(row) for word in each.split() if re.fullmatch(r"\w+/", word)]
        room = words.pop(0) if words and row.startswith("| `") else room
        told |= {room + word for word in words}
    return {each for each in told if not each.startswith(("tests/", "benchmarks/"))}


def test_the_rooms_of_the_architecture_are_the_folders_there_are() -> None:
    inside = [file for room in CODE[:-1] for file in (ROOT / room).glob("*/__init__.py")]
    inside += [
        file
        for file in (ROOT / "assets").glob("*/*")
        if file.parts[-2] not in ("built", "vendor", "__pycache__")
    ]
    assert rooms_told() == {f"{file.parent.relative_to(ROOT).as_posix()}/" for file in inside}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (lost_paths, "the clerk (`streams/clerk.py`)"),
        (lost_paths, "`dashboard/{rooms,pump}/`"),
        (lost_files, "held by `test_never_written.py`"),
        (lost_modules, "run `python -m benchmarks.nothing`"),
        (lost_classes, "a `DarkRoom` makes them"),
        (lost_settings, "until `web.waits` is over"),
        (lost_errors, "Raises AreaError or NoSuchError."),
    ],
)
def test_each_rule_sees_what_is_not_there(rule: object, text: str) -> None:
    assert callable(rule) and len(list(rule(text))) == 1
