"""The handover as one reads, works and prints it: nobody is shut out, a full one fits one sheet, and what is
being written stays while its numbers change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from layouts.handover.page import HandoverView, Past, handover_page
from layouts.handover.parts import Row
from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.test_accessibility import AXE, RUN
from tests.browser.test_director import last_town

pytestmark = [pytest.mark.no_pictures]
ROOT = Path(__file__).resolve().parents[2]
LISTS = ("open", "overdue", "unanswered", "muted", "dark", "pushed", "warned")
CASE = "占道经营 Trading on the pavement without a licence"
ROWS = [Row(CASE, f"441900003-20261130-{number}", "/") for number in range(200)]
NOTES = [("12-01 11:56", "东城街道 值班长", f"{'泵房备注' * 35}{'W' * 140}") for _ in range(60)]
TAKE_A_SEAT = """() => fetch('/api/seat', {method: 'POST', body: '{"role": "head"}',
  headers: {'Content-Type': 'application/json'}}).then((answer) => answer.status)"""


def full(lang: str) -> str:
    """500 of everything, as long as it may be; with its own sheets in it, as there is no server."""
    view = HandoverView(
        lang=lang,
        code="1",
        area="一个名字长达二十八个字的街道 Dongcheng Sub-district of Dongguan",
        number=None,
        time="12-01 11:56",
        lines=["The shift that runs · as of 12-01 11:56", "Signed 12-01 11:39 · not accepted within 10 min"],
        late=True,
        counts=dict.fromkeys(LISTS, 500),
        chosen="open",
        lists=dict.fromkeys(LISTS, ROWS),
        notes=NOTES,
        past=[Past(n, "12-01 11:39", "东城街道 值班长", "accepted") for n in range(30)],
        waits=3,
        on_call=("12-01 20:00", ["李燕春", "Li Yanchun"]),
        may=frozenset(("note", "sign", "accept")),
        most=280,
        world="demo",
    )
    sheets = json.loads((ROOT / "assets/pages.json").read_text("utf-8"))["handover"]["sheets"]
    style = "".join((ROOT / f"assets/styles/{name}.css").read_text("utf-8") for name in sheets)
    return handover_page(view, [], "").replace("</head>", f"<style>{style}</style></head>")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_full_handover_fits_one_sheet_and_its_page_shuts_nobody_out(browser: Browser, lang: str) -> None:
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        page.set_content(full(lang))
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(RUN) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 1366
        sheets = re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True))
        assert len(sheets) == 1


def test_what_is_being_written_stays_while_numbers_change_and_a_signature_freezes_them(
    screens: Callable[..., Screen], stage: Stage
) -> None:
    screen, (town, village) = screens(alone=True), last_town(stage)
    page = screen.page
    page.request.get(f"{screen.address}/console/{town}")
    page.goto(f"{screen.address}/handover/{town}?lang=en")
    assert page.evaluate(TAKE_A_SEAT) == 200
    page.reload()
    page.get_by_label("New note").fill("<b>pump</b> at the canal")
    before = page.locator("[data-list=open] b").inner_text()
    stage.feed.filed("handover-1", *stage.feed.middle(village))
    screen.until(lambda: page.locator("[data-list=open] b").inner_text() != before, "the number changes")
    page.locator("[data-list=open]").press("Enter")
    page.locator(".handover-list h2", has_text="Open cases").wait_for()
    assert page.get_by_label("New note").input_value() == "<b>pump</b> at the canal"
    page.get_by_role("button", name="Add note").press("Enter")
    page.locator(".handover-notes li", has_text="<b>pump</b> at the canal").wait_for()
    page.get_by_role("button", name="Sign the handover").press("Enter")
    page.locator("#state", has_text="Waits to be accepted").wait_for()
    assert page.get_by_role("button", name="Accept").count() == 0
    page.locator("#past a").first.click()
    page.locator(".handover-notes li", has_text="pump").wait_for()
