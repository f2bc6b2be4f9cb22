"""Which folder of assets/ imports which: the same arrows as in docs/architecture.md."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "assets"
SHARED = {"core", "cameras"}
ALLOWED = {
    "core": set(),
    "cameras": {"core", "vendor"},
    "map": SHARED | {"vendor"},  # what draws vector tiles
    "panels": SHARED,
    "wall": SHARED | {"map", "panels"},
    "screen": SHARED | {"map", "panels", "wall"},  # a wall whose regions stand elsewhere
    "console": SHARED | {"map", "panels"},
    "director": SHARED | {"map", "panels", "screen"},
    "arrange": SHARED | {"panels", "director"},
    "health": set(),
    "handover": {"core"},
    "review": {"core"},
    "administration": {"core"},
    "field": set(),  # a phone's page is small, and its modules are the only ones that are open to everybody
}
CONSOLE = ["case", "desk", "queue", "commands", "card", "performance"]  # each may import those before it
CONSOLE_ARROWS = {room: set(CONSOLE[: at + 1]) for at, room in enumerate(CONSOLE)} | {
    "alarms": {"case", "desk", "alarms"}
}
IMPORT = re.compile(r"(?:\bfrom|\bimport|\bimport\()\s*['\"]([^'\"]+)['\"]")


def arrows(path: str, text: str) -> Iterator[str]:
    """`path` below assets/."""
    own = path.split("/")[0]
    for address in IMPORT.findall(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        if not address.startswith(".") or target.split("/")[0] not in ALLOWED[own] | {own}:
            yield f"{path} imports {address}"


def inner_arrows(path: str, text: str) -> Iterator[str]:
    """The same among the console's rooms; what lies beside them puts them together, imported by none."""
    _, room, *rest = path.split("/")
    for address in IMPORT.findall(text) if rest else ():
        folder, *inner = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)).split("/")
        if folder == "console" and inner[0] not in CONSOLE_ARROWS[room]:
            yield f"{path} imports {address}"


# `/api/…` as a text of its own; `${…}/csv` goes on from an address that was made before
ADDRESS = re.compile(r"""(?<![\w$}])(\w+\()?['"`]/[A-Za-z$][^'"`]*['"`]""")
FETCHES = {"at(", "ask("}  # the page of the phone puts it in where it asks (field/api.mjs)
NO_ADDRESSES = {  # text that begins with a slash and is asked for nowhere
    "core/base.mjs": "the place itself",
    "cameras/hls_loader.mjs": "only a shape hls.js can work with",
    "field/main.mjs": "told to field/api.mjs",
    "field/sender.mjs": "told to field/api.mjs",
    "field/offline.mjs": "the name of a kept answer, and of a file that `at` is asked for",
    "field/worker.mjs": "the name of a kept answer, and what its own place is held against",
}


def literal_addresses(path: str, text: str) -> Iterator[str]:
    """Addresses that are told the browser as they are, though the server may be below a path."""
    for found in ADDRESS.finditer(text) if path not in NO_ADDRESSES else ():
        if found[1] not in FETCHES:
            yield f"{path} names {found[0]}"


def modules() -> dict[str, str]:
    files = [file.relative_to(ASSETS).as_posix() for file in sorted(ASSETS.rglob("*.mjs"))]
    ours = [path for path in files if not path.startswith(("built/", "vendor/"))]
    return {path: (ASSETS / path).read_text("utf-8") for path in ours}


def test_folders_import_only_those_below_them() -> None:
    assert [arrow for path, text in modules().items() for arrow in arrows(path, text)] == []


def test_addresses_go_through_the_one_place_that_knows_where_the_server_is() -> None:
    assert [one for path, text in modules().items() for one in literal_addresses(path, text)] == []
    assert all(list(ADDRESS.finditer(modules()[path])) for path in NO_ADDRESSES)


@pytest.mark.parametrize(
    "text",
    [
        "fetch('/readyz', options)",
        "location.assign(`/sign-in?lang=${lang}`)",
        'link.href = "/photos/" + hash',
        "const address = (code) => `/${kind}/${code}`",
    ],
)
def test_an_address_that_goes_past_it_is_seen(text: str) -> None:
    assert list(literal_addresses("wall/a.mjs", text))


def test_rooms_of_the_console_import_only_those_before_them() -> None:
    texts = {path: text for path, text in modules().items() if path.startswith("console/")}
    assert [arrow for path, text in texts.items() for arrow in inner_arrows(path, text)] == []


def test_every_module_is_imported_by_another_or_is_a_page_s_entry() -> None:
    texts = modules()
    imported = {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        for path, text in texts.items()
        for address in IMPORT.findall(text)
    }
    pages = (
        "wall",
        "console",
        "screen",
        "director",
        "arrange",
        "field",
        "health",
        "administration",
        "handover",
        "review",
    )
    entries = {
        "field/notice.mjs",
        "field/worker.mjs",
        "screen/pairing.mjs",
        *(f"{page}/main.mjs" for page in pages),
    }
    assert set(texts) - imported == entries


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("core/a.mjs", "import { mount } from '../map/mapview.mjs'"),
        ("map/a.mjs", "import { head } from '../panels/header.mjs'"),
        ("cameras/a.mjs", "const later = () => import('../wall/cameras/known.mjs')"),
        ("wall/cameras/a.mjs", "import '../../console/main.mjs'"),
        ("field/a.mjs", "import { now } from '../core/clock.mjs'"),
        ("core/a.mjs", "import leaflet from 'leaflet'"),
        ("core/a.mjs", "import leaflet from '/assets/vendor/hls.mjs'"),
    ],
)
def test_an_arrow_that_points_the_wrong_way_is_seen(path: str, text: str) -> None:
    assert list(arrows(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("console/case/a.mjs", "import { view } from '../desk/view.mjs'"),
        ("console/commands/a.mjs", "import { line } from '../card/part.mjs'"),
        ("console/queue/a.mjs", "import { Alarms } from '../alarms/alarms.mjs'"),
        ("console/card/a.mjs", "import { back } from '../keys.mjs'"),
    ],
)
def test_an_arrow_among_the_console_s_rooms_that_points_the_wrong_way_is_seen(path: str, text: str) -> None:
    assert list(inner_arrows(path, text))
