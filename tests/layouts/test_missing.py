"""The page for an address that names no area."""

from layouts.missing import missing_page


def test_it_says_what_was_asked_and_offers_what_is_there() -> None:
    page = missing_page("en", "999", [("441900", "东莞市")], ["/assets/wall.css"])
    assert "No area of this city has the code 999" in page
    assert '<a href="/wall/441900">东莞市</a>' in page
    assert '<html lang="en">' in page


def test_what_was_asked_stays_text() -> None:
    page = missing_page("zh", "<script>x</script>", [('"><b>', "<i>")], [])
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
