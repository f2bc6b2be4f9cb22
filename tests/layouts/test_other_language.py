"""The way from a page of accounts to the same page in the other language."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from layouts.accounts.account import OwnAccount, account_page
from layouts.accounts.demo import demo_page
from layouts.accounts.first import first_page
from layouts.accounts.sign_in import sign_in_page
from layouts.accounts.start import Start, start_page

OWN = OwnAccount("陈雨", "chen", [], [], False, 12)


def link(page: str) -> tuple[str, str, dict[str, list[str]]]:
    """Its name, its path, its query."""
    found = re.search(
        r'class="other-language" [^>]+><a lang="[^"]+" hreflang="[^"]+" href="([^"]+)">([^<]+)<', page
    )
    assert found is not None
    address = urlsplit(unescape(found[1]))
    return found[2], address.path, parse_qs(address.query)


@pytest.mark.parametrize(("lang", "other", "name"), [("zh", "en", "English"), ("en", "zh", "中文")])
def test_every_page_of_accounts_leads_to_itself_in_the_other_language(
    lang: str, other: str, name: str
) -> None:
    pages = (
        demo_page(lang, [], []),
        first_page(lang, [], 12, {}),
        start_page(lang, [], Start("陈雨", "chen", [], [])),
    )
    assert [link(page) for page in pages] == [(name, "", {"lang": [other]})] * 3


def test_whoever_was_refused_a_password_is_led_to_the_page_not_to_the_form() -> None:
    assert link(account_page("zh", [], OWN, "refused_wrong", bad=True))[1] == "/account"


def test_where_one_goes_on_to_is_kept() -> None:
    to = '/console/44?case=1&tab="all"'
    assert link(sign_in_page("zh", [], to))[2] == {"lang": ["en"], "to": [to]}
