"""The pages around accounts as one sees and hears them, on a phone and on a desk."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dashboard.accounts.page_answers import LIST_SHEETS
from dashboard.accounts.page_answers import SHEETS as OF_ACCOUNTS
from dashboard.transport.error_pages import SHEETS as OF_ERRORS
from layouts.accounts.account import GrantRow, OwnAccount, SessionRow, account_page
from layouts.accounts.administration import AccountRow, Accounts, Chosen, OpenSession, administration_page
from layouts.accounts.audit import Audit, AuditRow, audit_page
from layouts.accounts.demo import DemoAccount, demo_page
from layouts.accounts.first import first_page
from layouts.accounts.sign_in import sign_in_page
from layouts.accounts.start import Start, start_page
from layouts.error_page import KNOWN, error_page
from tests.browser.test_accessibility import AXE, RUN

ROOT = Path(__file__).resolve().parents[2]
GRANTS = [
    GrantRow("officer:1", "officer", "东城街道", "", True),
    GrantRow("head:2", "head", "南城", "2026-12-31", False),
]
OWN = OwnAccount(
    "李娜",
    "li",
    GRANTS,
    [
        SessionRow("s", "Chrome on Linux", "2026-11-30 14:40", "2026-11-30 14:40", True),
        SessionRow("t", "", "2026-11-29 14:40", "2026-11-29 14:41", False),
    ],
    False,
    12,
)
ROW = AuditRow(
    "2026-11-30 14:41:24", "zhao", "refused", "/administration/<act>", "Dongguan", "officer:1", "127.0.0.1"
)
AUDIT = Audit("Dongguan", {"act": "refused"}, ["refused", "granted"], [ROW, replace(ROW, area="")], "1-1")
LI = AccountRow("li", "李娜", "good", [("officer:1", "值班员，东城街道"), ("head:2", "shift head, 南城")])
NEW = AccountRow("a" * 32, "W" * 64, "no_password", [])
HERE = [OpenSession("s", "Chrome", "2026-11-30 14:40", "2026-11-30 14:41", "值班员，东城街道")]
ACCOUNTS = Accounts("东莞市", "li", [LI, NEW], 900, Chosen(LI, HERE), [("1", "东城")], [("urban", "城管")])
DEMO = [DemoAccount("demo-head-1", "head", "1", "东城", True)]


def documents(lang: str) -> dict[str, str]:
    return {
        "sign in": sign_in_page(lang, OF_ACCOUNTS, "/", refusal="wrong", account="li"),
        "signed out": sign_in_page(lang, OF_ACCOUNTS, "/", notice="You were signed out."),
        "start": start_page(lang, OF_ACCOUNTS, Start("李娜", "li", GRANTS, [("wall", "/wall/1")])),
        "account": account_page(lang, OF_ACCOUNTS, OWN, "refused_wrong", bad=True),
        "to change": account_page(lang, OF_ACCOUNTS, replace(OWN, must_change=True)),
        "accounts": administration_page(lang, LIST_SHEETS, ACCOUNTS, "grant"),
        "nobody": administration_page(lang, LIST_SHEETS, replace(ACCOUNTS, rows=[], chosen=None)),
        "audit": audit_page(lang, LIST_SHEETS, AUDIT),
        "first": first_page(lang, OF_ACCOUNTS, 12, {}, "refused_code"),
        "demo": demo_page(lang, OF_ACCOUNTS, DEMO),
        **{f"error {status}": error_page(lang, status, OF_ERRORS) for status in KNOWN},
    }


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


def show(page: Page, document: str, width: int) -> None:
    """With its own sheets in it, as there is no server."""
    sheets = re.findall(r'<link rel="stylesheet" href="/([^"]+)">', document)
    styles = "".join(f"<style>{(ROOT / sheet).read_text(encoding='utf-8')}</style>" for sheet in sheets)
    page.set_viewport_size({"width": width, "height": 844})
    page.set_content(re.sub("</head>", lambda _: f"{styles}</head>", document, count=1))
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_is_shut_out_of_a_page_around_accounts_and_none_is_wider_than_a_phone(
    page: Page, lang: str
) -> None:
    found = {}
    for name, document in documents(lang).items():
        show(page, document, 390)
        page.evaluate(AXE.read_text("utf-8"))
        told = page.evaluate(RUN)
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            told.append("wider than the phone")
        found[name] = told
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(("width", "lines"), [(390, 5), (1366, 1)])
def test_a_row_of_the_audit_is_lines_with_their_headings_on_a_phone(
    page: Page, width: int, lines: int
) -> None:
    show(page, audit_page("en", LIST_SHEETS, AUDIT), width)
    cells = page.locator("tbody tr").last.locator("td")
    tops = {cells.nth(at).bounding_box()["y"] for at in range(cells.count()) if cells.nth(at).text_content()}
    assert len(tops) == lines  # what is empty takes none
    label = "told => getComputedStyle(told, '::before').content"
    assert cells.first.evaluate(label) == ('"Account"' if width == 390 else "none")


@pytest.mark.parametrize("width", [390, 1366])
def test_a_button_is_no_field_and_this_device_is_named_in_one_line(page: Page, width: int) -> None:
    show(page, account_page("zh", OF_ACCOUNTS, OWN), width)
    field, button = page.locator("#new").bounding_box(), page.locator(".stack button").bounding_box()
    assert field and button and button["width"] < field["width"] / 2
    assert page.locator(".row b").last.evaluate("told => told.getClientRects().length") == 1
    assert page.locator(".row b").last.evaluate("told => told.offsetHeight") < 32


class Office:
    """The page of accounts at an address of its own, with its script; what its forms send is refused."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.sent = page, list[str]()
        self._document = administration_page(lang, LIST_SHEETS, ACCOUNTS)
        page.set_viewport_size({"width": 390, "height": 844})
        page.route("http://wall.test/**", self._answer)
        page.goto("http://wall.test/administration")
        self.button = page.locator('form[data-act="disable"] button')
        self.dialog = page.locator("#sure")

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix("http://wall.test/")
        if route.request.method == "POST":
            self.sent.append(path)
            route.fulfill(status=409, content_type="application/json", body='{"error": "no"}')
        elif path.startswith("assets/"):
            route.fulfill(path=ROOT / path)
        else:
            route.fulfill(content_type="text/html", body=self._document)

    def end(self) -> None:
        self.page.unroute_all()
        self.page.goto("about:blank")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_somebody_is_put_out_a_card_asks_and_keys_or_a_click_answer_it(page: Page, lang: str) -> None:
    office = Office(page, lang)
    for no in ("Escape", "Tab Enter", "beside"):
        office.button.focus()
        page.keyboard.press("Enter")
        expect(office.dialog).to_be_visible()
        expect(office.dialog.locator("p")).to_contain_text("li")
        if no == "beside":
            page.mouse.click(195, 5)
        for key in () if no == "beside" else no.split():
            page.keyboard.press(key)
        expect(office.dialog).not_to_be_visible()
        expect(office.button).to_be_focused()
    assert office.sent == []
    office.button.click()
    expect(office.dialog.locator('[value="yes"]')).to_have_text({"zh": "停用", "en": "Disable"}[lang])
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN) == []
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("no")
    assert office.sent == [f"administration/disable?lang={lang}"]
    office.end()
