"""A web process that has not read the plan yet tells nobody that their screen is gone."""

from __future__ import annotations

from typing import Any

import pytest

from city.screens.plan import Plan
from dashboard.access.viewer import Viewer
from dashboard.screens.showing import Showing


class Unread:
    """A process that has just begun: no screen is known, whichever hang."""

    read = False

    def __init__(self) -> None:
        nothing: Any = lambda *_: None  # noqa: E731
        live: Any = lambda: type("Live", (), {"areas": {}})()  # noqa: E731
        self.showing = Showing({}, Plan, live, lambda: 0, nothing, known=lambda: self.read)


def viewer(role: str, id: str) -> Viewer:
    return Viewer(id=id, role=role, scope="1")


@pytest.mark.parametrize(
    ("role", "id", "before", "after"),
    [("screen", "hall", "1", "1"), ("officer", "chen", "1", None), ("auditor", "li", None, None)],
)
def test_its_page_opens_and_asks_again(role: str, id: str, before: str | None, after: str | None) -> None:
    unread, who = Unread(), viewer(role, id)
    client: Any = type("Client", (), {"viewer": who, "screen": None})()
    assert unread.showing.seen("hall", who) == before
    assert not unread.showing.show(client, {"id": "hall"})["ok"] and client.screen is None
    unread.read = True
    assert unread.showing.seen("hall", who) == after
