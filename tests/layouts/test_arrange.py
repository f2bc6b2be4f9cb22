"""The page on which screens are arranged: what a form offers has a word, nothing from outside is markup."""

import pytest

from layouts.screens.arrange import CHOICES, arrange_page, arrange_words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_that_a_form_offers_has_a_word(lang: str) -> None:
    words = arrange_words(lang)
    for name, kind in (("layouts", "layout"), ("panels", "panel"), ("until", "until")):
        assert [each for each in CHOICES[name] if f"{kind}_{each}" not in words] == []


def test_the_page_is_in_its_language_and_leads_back_to_the_director() -> None:
    for lang, title in (("zh", "大屏编排"), ("en", "Arranging screens")):
        told = arrange_page(lang, {"words": {}}, ["/a.css"], "/m.mjs", "/s.js")
        assert f'<h1 class="arrange-title">{title}</h1>' in told
        assert f'href="/director/?lang={lang}"' in told


def test_what_the_page_is_told_stays_text() -> None:
    told = arrange_page("zh", {"scope": "</script><script>alert(1)</script>"}, [], "/m.mjs", "/s.js")
    assert told.count("<script") == 3
