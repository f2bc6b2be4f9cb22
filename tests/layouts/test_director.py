"""The director's page: what a stranger named stays text, and every key that is told does something."""

from layouts.screens.director import DIRECTOR_KEYS, ROWS, director_page, director_words


def page(lang: str, room: str = "hall") -> str:
    facts = {"room": room, "words": director_words(lang)}
    return director_page(lang, facts, ["/assets/a.css"], "/assets/m.mjs", "/assets/s.js")


def test_the_name_of_a_room_stays_text() -> None:
    told = page("zh", "</script><script>alert(1)</script>")
    assert told.count("<script") == 3 and "alert(1)</script>" not in told.replace("\\u003c", "<x")


def test_what_is_said_is_in_the_page_s_language() -> None:
    assert 'lang="zh-CN"' in page("zh") and "大屏导播" in page("zh") and "大屏导播" not in page("en")


def test_the_way_to_where_screens_are_arranged_is_told_to_who_may_go_there() -> None:
    for role, told in (("operator", True), ("head", True), ("officer", False), ("leader", False)):
        facts = {"room": 'a"b', "viewer": {"id": "x", "role": role}}
        made = director_page("en", facts, [], "/m.mjs", "/s.js")
        assert ('href="/arrange/?lang=en&amp;room=a%22b"' in made) == told, role


def test_no_key_is_told_to_who_may_not_do_what_it_does() -> None:
    def keys(role: str, scope: str) -> tuple[bool, bool]:
        facts = {"room": "hall", "viewer": {"id": "x", "role": role}, "scope": scope, "root": "0"}
        made = director_page("en", facts, [], "/m.mjs", "/s.js")
        return "<kbd>T</kbd>" in made, "<kbd>L</kbd>" in made

    assert keys("operator", "0") == keys("head", "0") == (True, True)
    assert keys("head", "1") == (True, False), "the level is the whole city's"
    assert keys("officer", "0") == keys("leader", "0") == (False, False)


def test_every_key_has_its_line() -> None:
    assert {action for row in ROWS for action in row} == set(DIRECTOR_KEYS.values())
    assert "1 2 3 4 5 6 7 8 9" in page("en") and "<kbd>N P</kbd>" in page("en")
