"""What a browser calls itself, in words."""

import pytest

from layouts.accounts.agent import LONGEST, agent_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/142.0.0.0 Safari/537.36",
            "Chrome on Windows",
        ),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604",
            "Safari on iPhone",
        ),
        (f"Mozilla/5.0 (Linux; Android 14; x) {WEBKIT} Chrome/1 MicroMessenger/8.0", "WeChat on Android"),
        ("Chrome/1 <b>", "Chrome"),
        ("\u202e", "Unknown browser"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("<script>\u202e\n" + "x" * 99, "<script>" + "x" * (LONGEST - 8) + "…"),
    ],
)
def test_a_browser_is_called_as_people_know_it_and_what_is_none_is_cut(agent: str, said: str) -> None:
    assert agent_words("en", agent) == said
