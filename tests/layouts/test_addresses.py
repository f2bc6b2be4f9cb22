"""What markup and redirects name goes through layouts/address.py, which knows below what path we are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from layouts.address import at, below

ROOT = Path(__file__).parents[2]
PAST_IT = re.compile(r"""(?:href|src|action)=\\?["']/|redirect\((?!at\()|"Location", (?!at\()""")
PLACE = "dashboard/transport/base_path.py"  # leads to the path itself


def literal_addresses(path: str, text: str) -> Iterator[str]:
    """Where a browser is told an address as it stands."""
    for number, line in enumerate(text.splitlines(), 1):
        if path != PLACE and PAST_IT.search(line):
            yield f"{path}:{number} {line.strip()}"


def test_no_page_and_no_redirect_names_an_address_past_the_one_place() -> None:
    files = [file for room in ("layouts", "dashboard") for file in sorted((ROOT / room).rglob("*.py"))]
    texts = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}
    assert [one for path, text in texts.items() for one in literal_addresses(path, text)] == []


@pytest.mark.parametrize(
    "text",
    [
        """f'<a href="/start?lang={lang}">'""",
        """html.A(told, href="/health")""",
        """'<form action="/audit">'""",
        """return redirect(place, 303)""",
        """start_response(status, [("Location", place)])""",
    ],
)
def test_an_address_that_goes_past_it_is_seen(text: str) -> None:
    assert list(literal_addresses("layouts/a.py", text))


def test_an_address_stands_below_the_path_of_whoever_asks_and_of_nobody_after_them() -> None:
    with below("/grid"):
        assert at("/wall/1") == "/grid/wall/1"
    assert at("/wall/1") == "/wall/1"
