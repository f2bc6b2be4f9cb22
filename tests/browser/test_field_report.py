"""An inspector's phone is pushed to, rings for what is urgent, and reports what it sees, offline too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Error, Page

from dashboard.field.nearby_outlines import outlines
from streams.access.links import Links
from streams.record.keys import Keys
from tests.browser.conftest import Stage
from tests.browser.duty import GRID, Duty
from tests.browser.screen import Screen
from tests.browser.test_accessibility import complaints
from tests.browser.test_field import PHONE, cases, opened, press, task
from tests.dashboard.pictures import photo

URGENT = "0101"
# what is kept for pages without a connection, and whether somebody is there who would show it
KEPT = """async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
  const requests = (await Promise.all(stores.map((store) => store.keys()))).flat()
  const workers = await navigator.serviceWorker.getRegistrations()
  return [...requests, ...workers].map((one) => one.url ?? one.scope) }"""
OF_A_BUILD_BEFORE = """async () => {
  const [name] = await caches.keys()
  await (await caches.open(name)).put('/assets/0000/built/field.mjs', new Response('')) }"""


@pytest.fixture
def duty(stage: Stage) -> Iterator[Duty]:
    duty = Duty(stage)
    yield duty
    duty.close()


@pytest.fixture
def phone(stage: Stage, screens: Callable[..., Screen]) -> Screen:
    lat, lon = stage.feed.middle(GRID)
    place = {"geolocation": {"latitude": lat, "longitude": lon}, "permissions": ["geolocation"]}
    return screens(**PHONE, **place)


def saying(duty: Duty, text: str) -> list[str]:
    return [case for case in cases(duty) if (duty.card(case) or {}).get("text") == text]


def test_a_report_written_without_a_connection_outlives_the_page_and_is_filed_once(
    stage: Stage, duty: Duty, phone: Screen
) -> None:
    phone.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
    who = stage.feed.someone()
    path = f"/field/{duty.link(inspector=who)}"
    page = opened(phone, path).page
    phone.until(lambda: page.locator("#wire").get_attribute("data-wire") == "wire_good", "it is connected")
    page.locator("body[data-opens=offline]").wait_for()
    page.context.set_offline(True)
    opened(phone, path)  # as the worker kept it
    assert page.locator("html").get_attribute("data-kept")
    wire = page.locator("#wire[data-wire=wire_away]")
    phone.says("#wire", "未连接 · 以下为")
    assert wire.count() == 1 and page.locator(".quiet").is_visible()
    written(phone, "<b>灭火器</b>过期")
    page.locator(".report-row[data-state=waiting]").wait_for()
    phone.says("#wire", "1 项已保存")
    page.goto("about:blank")
    page.context.set_offline(False)
    opened(phone, path)
    sent = page.locator(".report-row[data-state=sent]")
    sent.wait_for()
    found = phone.until(lambda: saying(duty, "<b>灭火器</b>过期"), "the wall knows the case")
    assert len(found) == 1
    card = duty.card(found[0])
    assert (card["inspector"], card["channel"], card["item"]) == (who, "app", "0103")
    assert (card["area"], len(card["photos"])) == (GRID, 1)
    page.evaluate(OF_A_BUILD_BEFORE)
    opened(phone, path)
    page.locator(".report-row[data-state=sent]").wait_for()  # and it says so tomorrow too
    phone.until(lambda: not [name for name in page.evaluate(KEPT) if "/0000/" in name], "old files go")
    assert any("/assets/" in name for name in page.evaluate(KEPT))
    Links(duty.redis, Keys()).revoke(who, int(time.time() * 1000))
    phone.expect("status of 410")
    opened(phone, path).page.locator(".notice[data-state=revoked]").wait_for()
    phone.until(lambda: page.evaluate(KEPT) == [], "nothing of a link that is over stays")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        opened(phone, path)


def written(phone: Screen, text: str) -> None:
    """The whole form, by touch; without a matter it is not sent."""
    page = phone.page
    page.locator(".report-open").click()
    send = page.locator("[data-form=report] .row .first")
    send.click()
    assert "事项" in page.locator("[data-form=report] .wrong").inner_text()
    page.locator("#report-item").select_option("0103")
    page.locator("[data-form=report] > .button", has_text="我的位置").click()
    page.locator(".where-said", has_text="已取得位置").wait_for()
    page.locator(".place-map svg").press(
        "Shift+ArrowRight"
    )  # a step to the side, on the map that came with the page
    page.locator(".where-said", has_text="位于").wait_for()
    assert complaints(phone) == []
    page.locator("#report-text").fill(text)
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": photo("PNG")}
    page.locator("[data-form=report] input[type=file]").set_input_files([picture])
    page.locator("[data-form=report] .taken").wait_for()
    send.click()


def test_a_pin_in_another_village_stands_in_the_list_too(stage: Stage, duty: Duty, phone: Screen) -> None:
    who = stage.feed.someone()
    home = stage.areas[stage.feed.home[who]]
    village = home.code if stage.areas.children(home.code) else home.parent
    far = next(code for code, *_ in outlines(stage.areas, home.code)["grids"] if not code.startswith(village))
    lat, lon = stage.feed.middle(far)
    page = opened(phone, f"/field/{duty.link(inspector=who)}").page
    page.locator(".report-open").click()
    area = page.locator("#report-area")
    before = area.locator("option").count()
    assert area.locator(f"option[value='{far}']").count() == 0
    page.context.set_geolocation({"latitude": lat, "longitude": lon})
    page.locator("[data-form=report] > .button", has_text="我的位置").click()
    phone.until(lambda: area.input_value() == far, "the list names the grid of the pin")
    page.locator("[data-form=report] > .button", has_text="我的位置").click()
    assert area.locator("option").count() == before + 1


def untouched(page: Page) -> Callable[[], bool]:
    """Asks whether the page says that it is mute, as nobody: what else is asked here counts as a touch."""
    line = page.context.new_cdp_session(page)
    asked = {"expression": "document.querySelector('.mute')?.hidden === false", "userGesture": False}
    return lambda: bool(line.send("Runtime.evaluate", asked)["result"].get("value"))


def test_an_urgent_dispatch_is_pushed_rings_until_it_is_accepted_and_shows_who_pushes(
    stage: Stage, duty: Duty, phone: Screen
) -> None:
    who = stage.feed.someone()
    page = opened(phone, f"/field/{duty.link(inspector=who)}").page
    body = page.locator("body")
    phone.until(untouched(page), "it says that it is mute")
    phone.until(lambda: page.locator("#wire").get_attribute("data-wire") == "wire_good", "it is connected")
    page.route("**/api/field/work", lambda route: route.abort())  # what comes now was pushed
    phone.expect("ERR_FAILED", "Failed to load resource")
    case = duty.file("冒烟", item=URGENT)
    duty.send(case, inspector=who)
    card = task(phone, case)
    page.locator(".ringing").wait_for()
    assert body.get_attribute("data-heard") == "urgent"
    press(card, "accept")
    page.locator(".ringing").wait_for(state="hidden")
    page.locator(".mute").wait_for(state="hidden")  # it was touched
    duty.shows(case, "dispatched")
    duty.lead("urge", case)
    phone.until(lambda: body.get_attribute("data-heard") == "urged", "being urged is heard")
    duty.lead("supervise", case, text="为何还没到？", answer_by=int(time.time() * 1000) + 3_600_000)
    phone.says(f".task[data-case='{case}'] .order", "为何还没到？")
    phone.says(f".task[data-case='{case}'] .urged", "已催办 1 次")
