"""The page says which world it shows, and what was done to it."""

from playwright.sync_api import expect

from streams.world import note_world
from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.patience import PATIENCE


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
