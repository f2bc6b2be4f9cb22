"""While the record takes no writes wall and console say so, and a call for help is shown as not filed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from city.cases.sos import call_case
from tests.browser.conftest import Stage
from tests.browser.console import TOWN, Console
from tests.browser.duty import Duty
from tests.browser.screen import Screen
from tests.patience import PATIENCE

MS = PATIENCE * 1000


@pytest.fixture
def scripts(stage: Stage) -> Iterator[Callable[[str], None]]:
    """Whether our user may run one, `-` or `+`: without, nothing can be filed, and positions come as ever."""
    redis = stage.redis.client()

    def may(sign: str) -> None:
        redis.execute_command("ACL", "SETUSER", "default", f"{sign}evalsha")

    yield may
    may("+")
    redis.close()


def test_the_light_says_why_and_the_call_is_shown_all_the_same(
    stage: Stage, screens: Callable[..., Screen], scripts: Callable[[str], None]
) -> None:
    wall, desk = screens().open(f"/wall/{TOWN}", "zh"), Console(screens()).open()
    scripts("-")
    for screen in (wall, desk.screen):
        expect(screen.page.locator("#wall")).to_have_attribute("data-light", "amber", timeout=MS)
    expect(wall.page.locator("#light-note")).to_have_text(
        "本系统在记录所在的 Redis 中缺少写入权限", timeout=MS
    )
    person = stage.feed.someone()
    place = stage.feed.middle(stage.feed.home[person])
    stage.feed.put(person, *place, sos=True)
    call = call_case(person, "")
    band = wall.page.locator(f"#band .band-call[data-case^='{call}']")  # others may call too
    expect(band).to_contain_text("（未立案）", timeout=MS)
    expect(desk.page.locator(f"[data-case^='{call}'] .tag")).to_have_text(["Not filed"], timeout=MS)
    expect(band.locator(".band-button")).to_have_text("立案后即可确认", timeout=MS)
    expect(band.locator(".band-button")).to_be_disabled()
    if folder := os.environ.get("GRIDWALL_PICTURES"):
        wall.page.screenshot(path=f"{folder}/wall.png")
        desk.page.screenshot(path=f"{folder}/console.png")
    scripts("+")
    expect(wall.page.locator("#wall")).to_have_attribute("data-light", "green", timeout=MS)
    expect(band).not_to_contain_text("（未立案）", timeout=MS)
    expect(band.locator(".band-button")).to_contain_text("确认 (A)", timeout=MS)
    wall.page.keyboard.press("a")
    expect(band).to_have_class("band-call heard", timeout=MS)
    stage.feed.put(person, *place)
    duty = Duty(stage)
    duty.end_call(duty.call_of(person))
    duty.close()
    expect(band).to_have_count(0, timeout=MS)
