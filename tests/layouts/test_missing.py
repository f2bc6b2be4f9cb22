"""The page for an address that names no area."""

from layouts.missing import missing_page


def test_it_says_what_was_asked_and_offers_what_is_there() -> None:
    page = missing_page("en", "999", [("441900", "东莞市")], ["/assets/styles/base.css"])
    assert "No area that you may see has the code 999" in page
    assert '<a href="/wall/441900?lang=en">东莞市</a>' in page
    assert '<html lang="en">' in page and 'name="viewport"' in page


def test_who_looked_for_a_console_is_offered_consoles() -> None:
    page = missing_page("en", "999", [("441900", "东莞市")], [], page="console")
    assert '<a href="/console/441900?lang=en">东莞市</a>' in page and "/wall/" not in page


def test_it_names_a_world_that_is_not_the_real_citys_and_what_was_done_to_it() -> None:
    assert 'class="world"' not in missing_page("en", "999", [], [])
    page = missing_page("en", "999", [], [], "replay", [("已移到本市", "moved onto this city")])
    assert "<b>REPLAY</b>" in page
    assert "moved onto this city" in page
    assert "recorded data" in missing_page("en", "999", [], [], "replay")
    assert "已移到本市" in missing_page("zh", "999", [], [], "replay", [("已移到本市", "<b>moved")])


def test_what_was_asked_stays_text() -> None:
    page = missing_page("zh", "<script>x</script>", [('"><b>', "<i>")], [])
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
