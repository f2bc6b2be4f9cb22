"""axe-core finds nothing on any page, in either language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.street import TOWN

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """() => axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`))"""


def complaints(screen: Screen) -> list[str]:
    """What axe says of the page as it stands, one line a rule."""
    screen.page.evaluate(AXE.read_text("utf-8"))
    told: list[str] = screen.page.evaluate(RUN)
    return told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_is_shut_out_of_a_page(stage: Stage, screens: Callable[..., Screen], lang: str) -> None:
    screen = screens()
    found = {}
    screen.open(f"/wall/{TOWN}", lang)
    screen.page.locator("#tiles .tile").first.wait_for()
    found["wall"] = complaints(screen)
    screen.page.goto(f"{stage.wall.address}/console/{TOWN}?lang={lang}")
    screen.page.locator("#queue-place .ag-root").wait_for()
    screen.until(lambda: screen.light() == "green", "the console is live")
    screen.until(lambda: screen.page.text_content("#sound"), "it says whether it may sound")
    found["console"] = complaints(screen)
    screen.page.goto(f"{stage.wall.address}/health?lang={lang}")
    found["health"] = complaints(screen)
    screen.page.goto(f"{stage.wall.address}/department/rescue?lang={lang}")
    found["department"] = complaints(screen)
    screen.expect("status of 4")
    assert {page: told for page, told in found.items() if told} == {}
