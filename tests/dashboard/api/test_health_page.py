"""`/health` says in the reader's language what is wrong, for how long, and the figures behind it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.truth.trouble_words import spoken_trouble
from dashboard.truth.troubles import Trouble
from layouts.ages import age


def facts(page: str) -> dict[str, str]:
    return dict(re.findall(r'<td data-fact="(\w+)">([^<]*)</td>', page))


def test_a_trouble_stands_on_it_with_its_age_until_it_is_over(client: FlaskClient, engine: Any) -> None:
    begun = engine.clock() - 150_000
    engine.troubles.begin("clock_ahead", "3 s ahead", begun, by_ms=3200)
    told = client.get("/health?lang=zh").text
    assert "本服务器的时钟比 Redis 快 3 秒，页面以 Redis 的时间为准（已 2 分）" in told
    assert 'data-state="trouble">异常<' in told
    engine.troubles.end("clock_ahead", engine.clock())
    assert "目前没有异常。" in client.get("/health?lang=zh").text


def test_what_was_never_heard_is_said_to_be_so(client: FlaskClient) -> None:
    told = client.get("/health?lang=en")
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
    assert '<html lang="en">' in told.text and 'data-state="reading"' in told.text
    assert '<a href="/?lang=en">To the first page</a>' in told.text
    found = facts(told.text)
    assert (found["gateway_age"], found["oldest_report"], found["world"]) == ("never", "none", "live")
    assert found["cameras"] == "the camera process is away"


def test_what_a_file_or_a_server_says_stays_text(client: FlaskClient, engine: Any) -> None:
    engine.troubles.begin("record_odd_key", "", engine.clock(), key="<b>x</b>", wanted="stream", got="list")
    told = client.get("/health?lang=en").text
    assert "&lt;b&gt;x&lt;/b&gt;" in told and "<b>x</b>" not in told


def test_of_two_languages_the_readers_is_said() -> None:
    lost = Trouble(
        "record_lost", "", 0, None, {"at": "12:05", "seconds": 3, "cases": 4, "what": ["（四件）", " (four)"]}
    )
    assert spoken_trouble("zh", lost).endswith("4 件案件（四件）")
    assert spoken_trouble("en", lost).endswith("4 (four)")


@pytest.mark.parametrize(
    ("ms", "zh", "en"),
    [(-5, "0 秒", "0 s"), (59_999, "59 秒", "59 s"), (60_000, "1 分", "1 min"), (7_200_000, "2 小时", "2 h")],
)
def test_an_age_is_said_in_its_largest_whole_unit(ms: int, zh: str, en: str) -> None:
    assert (age("zh", ms), age("en", ms)) == (zh, en)
