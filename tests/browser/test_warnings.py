"""A warning stands below the calls for help where it is meant; a page that none concerns looks as before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from streams.record.keys import Keys
from streams.warnings.warning_entries import TakenBack, message_fields, taken_back_fields
from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.city.warnings.messages import cap, cap_info
from tests.dashboard.office import now

pytestmark = [pytest.mark.no_pictures]
NAME = "browser-flood"


@pytest.fixture
def village(stage: Stage) -> Iterator[tuple[str, str]]:
    """With its town, where no other test looks."""
    town = stage.areas.children(stage.areas.root.code)[-2].code
    redis, taken = stage.redis.client(), TakenBack("met@city.example", NAME, "the test is over", "host")
    yield town, stage.areas.children(town)[0].code
    redis.xadd(Keys().warnings, taken_back_fields(taken, now()))  # type: ignore[arg-type]


def test_a_warning_comes_is_told_whole_and_goes(
    screen: Screen, stage: Stage, village: tuple[str, str]
) -> None:
    town, code = village
    screen.enter(town)
    line, page = screen.page.locator(".warned"), screen.page
    before = page.locator("#map-box").bounding_box()
    assert line.is_hidden()
    sent = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    info = cap_info(f"<area><geocode><value>{code}</value></geocode></area>", severity="Extreme")
    body = cap(NAME, sent=sent, infos=info.replace("Rain until", "&lt;img src=x&gt; until"))
    redis = stage.redis.client()
    redis.xadd(Keys().warnings, message_fields(body, "host", now()))  # type: ignore[arg-type]
    line.wait_for()
    calls = page.locator("#band").bounding_box()
    here = line.bounding_box()
    assert calls and here and here["y"] == pytest.approx(calls["y"] + calls["height"], abs=1)
    told = line.inner_text()
    assert "Extreme warning" in told and "<img src=x> until the evening" in told
    assert str(stage.areas[code].name_en or stage.areas[code].name) in told
    line.locator("button").click()
    page.locator(".warned-text", has_text="Streets may flood.").wait_for()
    page.keyboard.press("Escape")
    taken = TakenBack("met@city.example", NAME, "over", "host")
    redis.xadd(Keys().warnings, taken_back_fields(taken, now()))  # type: ignore[arg-type]
    line.wait_for(state="hidden")
    assert page.locator("#map-box").bounding_box() == before
