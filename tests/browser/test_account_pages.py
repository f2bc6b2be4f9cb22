"""The pages around accounts as one sees them, on a phone and on a desk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from layouts.accounts.account import GrantRow, OwnAccount, SessionRow, account_page
from layouts.accounts.audit import Audit, AuditRow, audit_page

ROOT = Path(__file__).resolve().parents[2]
SHEETS = [ROOT / "assets" / "styles" / f"{name}.css" for name in ("tokens", "base", "sign_in")]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130"
# words of a table that stand on more than one line
BROKEN = r"""() => [...document.querySelectorAll('td, th')].flatMap(cell => {
  const text = cell.firstChild
  return [...(text?.textContent ?? '').matchAll(/[\p{L}_\/]+/gu)].filter(word => {
    const range = document.createRange()
    range.setStart(text, word.index)
    range.setEnd(text, word.index + word[0].length)
    return new Set([...range.getClientRects()].map(box => box.top)).size > 1
  }).map(word => word[0])
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


def show(page: Page, document: str, width: int) -> None:
    styles = "".join(f"<style>{sheet.read_text(encoding='utf-8')}</style>" for sheet in SHEETS)
    page.set_viewport_size({"width": width, "height": 844})
    page.set_content(re.sub("</head>", lambda _: f"{styles}</head>", document, count=1))


def test_no_word_of_the_audit_is_broken_on_a_phone(page: Page) -> None:
    row = AuditRow(
        "2026-11-30 14:41:24", "zhao", "refused", "/administration", "Dongguan", "officer", "127.0.0.1"
    )
    show(page, audit_page("en", (), Audit("Dongguan", {}, ["refused"], [row] * 3, "")), 390)
    assert page.locator("tbody tr").count() == 3
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390  # the table scrolls, not the page


@pytest.mark.parametrize("width", [390, 1366])
def test_a_button_is_no_field_and_this_device_is_named_in_one_line(page: Page, width: int) -> None:
    grant = GrantRow("officer:1", "officer", "东城街道", "", True)
    session = SessionRow("s", AGENT, "2026-11-30 14:40", "2026-11-30 14:40", True)
    show(page, account_page("zh", (), OwnAccount("李娜", "li", [grant], [session], False, 12)), width)
    field, button = page.locator("#new").bounding_box(), page.locator(".stack button").bounding_box()
    assert field and button and button["width"] < field["width"] / 2
    assert page.locator(".row b").last.evaluate("told => told.getClientRects().length") == 1
    assert page.locator(".row b").last.evaluate("told => told.offsetHeight") < 32
