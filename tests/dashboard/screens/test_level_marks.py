"""Pages that are made once say the level of the city, to whoever signed in."""

import pytest

from dashboard.screens.level_marks import marked
from layouts.level_mark import level_mark

DOCUMENT = b'<!doctype html><html><head><title>t</title></head><body class="a"><main>m</main></body></html>'


def test_it_stands_first_in_the_body_with_its_sheet() -> None:
    told = marked(DOCUMENT, "<div>MARK</div>", "/assets/styles/level.css").decode()
    assert '<body class="a"><div>MARK</div><main>' in told
    assert '<link rel="stylesheet" href="/assets/styles/level.css"></head>' in told


@pytest.mark.parametrize("document", [b"", b"plain", b"<body", b"<html></html>"])
def test_what_has_no_body_stays_as_it_is(document: bytes) -> None:
    assert marked(document, "<div>MARK</div>", "/x.css") == document


def test_a_reason_stays_text() -> None:
    told = level_mark("en", "alarm", "<b>dam</b>")
    assert "ALARM" in told and "&lt;b&gt;dam" in told and "<b>dam" not in told
    assert "警报" in level_mark("zh", "alarm", "x")
