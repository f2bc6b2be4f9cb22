"""The page says which world it shows, and what was done to it."""

import pytest
from playwright.sync_api import expect

from streams.record.world import note_world
from tests.browser.conftest import Stage
from tests.browser.measured import at_rest, overlaps
from tests.browser.screen import Screen
from tests.patience import PATIENCE, until

pytestmark = pytest.mark.no_pictures


def test_a_remark_on_the_world_appears_under_an_open_page_and_goes_again(
    stage: Stage, screen: Screen
) -> None:
    screen.open("/wall/441900", lang="zh")
    note = screen.page.locator("#world .world-note")
    expect(note).to_have_text("人员与案件均为模拟", timeout=PATIENCE * 1000)
    note_world(stage.feed.redis, stage.feed.keys, "positions", "录制于别处，已移到本市", "recorded elsewhere")
    expect(note).to_have_text("录制于别处，已移到本市", timeout=PATIENCE * 1000)
    note_world(stage.feed.redis, stage.feed.keys, "positions", "", "")
    expect(note).to_have_text("人员与案件均为模拟", timeout=PATIENCE * 1000)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_remark_is_read_from_far_away_too(stage: Stage, screen: Screen, lang: str) -> None:
    zh = "位置取自 positions_austin_2017-03-21.csv，并非发生在本市：已平移到此，比例 0.85"
    en = "positions of positions_austin_2017-03-21.csv did not happen here: moved onto this city, scale 0.85"
    note_world(stage.feed.redis, stage.feed.keys, "positions", zh, en)
    try:
        screen.open(f"/wall/441900?distance=8m&panel=55in&lang={lang}", None)
        note = screen.page.locator("#world .world-note")
        expect(note).to_have_text(zh if lang == "zh" else en, timeout=PATIENCE * 1000)
        expect(note).to_be_visible()
        wrong: list[str] = []

        def right() -> bool:
            """The left column takes a moment to leave out what has no room beside the remark."""
            texts = at_rest(screen)["texts"]
            wrong[:] = [text["text"] for text in texts if text["cut"]] + overlaps(texts)
            return not wrong

        until(right, "no text is cut and none lies on another", seen=lambda: wrong)
    finally:
        note_world(stage.feed.redis, stage.feed.keys, "positions", "", "")
