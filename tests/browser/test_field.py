"""An inspector's phone and a department's desk, in a browser: what is pressed there moves the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from city.cases.sos import call_case
from streams.record.keys import Keys
from tests.browser.conftest import Stage
from tests.browser.duty import Duty
from tests.browser.measured import resized
from tests.browser.screen import Screen
from tests.dashboard.pictures import noise, photo
from tests.patience import until

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
GONE = "status of 410"


@pytest.fixture
def duty(stage: Stage) -> Iterator[Duty]:
    duty = Duty(stage)
    yield duty
    duty.close()


@pytest.fixture
def phone(screens: Callable[..., Screen]) -> Screen:
    return screens(**PHONE)


def opened(screen: Screen, path: str, lang: str = "zh") -> Screen:
    screen.page.goto(f"{screen.address}{path}?lang={lang}")
    return screen


def task(screen: Screen, case: str) -> Locator:
    found = screen.page.locator(f'.task[data-case="{case}"]')
    found.wait_for()
    return found


def cases(duty: Duty) -> list[str]:
    return [case.decode() for case in duty.redis.hkeys(Keys().revisions)]


def press(card: Locator, what: str) -> None:
    card.locator(f"[data-do={what}]").click()


def test_a_task_is_accepted_arrived_at_and_done_with_a_photo(
    stage: Stage, duty: Duty, phone: Screen, tmp_path: Path
) -> None:
    who = stage.feed.someone()
    case = duty.file("<b>路灯</b>不亮")
    duty.send(case, note="先放警示牌", inspector=who)
    card = task(opened(phone, f"/field/{duty.link(inspector=who)}"), case)
    assert "<b>路灯</b>不亮" in (card.text_content() or "")
    press(card, "accept")
    press(card, "arrive")
    duty.shows(case, "handling")
    press(card, "feed_back")
    card.locator("textarea").fill("已修复")
    picture = tmp_path / "a.jpg"  # a file: as a value it would cross three processes as text
    picture.write_bytes(noise((3400, 3000)))
    assert picture.stat().st_size > 10_000_000  # the phone makes it small before it travels
    card.locator("input[type=file]").set_input_files(picture)
    card.locator(".taken").wait_for()
    card.locator(".row .first").click()
    duty.shows(case, "fed_back")
    card.locator(".shot img").wait_for()
    phone.until(lambda: card.get_attribute("data-step") == "done", "the card says it is done")


def test_what_is_pressed_without_a_connection_is_kept_and_sent_once(
    stage: Stage, duty: Duty, phone: Screen
) -> None:
    phone.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
    who = stage.feed.someone()
    case = duty.file("井盖松动")
    duty.send(case, inspector=who)
    card = task(opened(phone, f"/field/{duty.link(inspector=who)}"), case)
    phone.page.context.set_offline(True)
    press(card, "accept")
    press(card, "feed_back")
    card.locator("textarea").fill("已复位")
    card.locator("input[type=file]").set_input_files(
        [{"name": "a.png", "mimeType": "image/png", "buffer": photo("PNG")}]
    )
    card.locator(".taken").wait_for()
    card.locator(".row .first").click()
    wire = phone.page.locator("#wire")
    phone.until(lambda: "2 项已保存" in (wire.text_content() or ""), "the page says that two are kept")
    phone.page.context.set_offline(False)
    duty.shows(case, "fed_back")
    phone.until(lambda: wire.get_attribute("data-wire") == "wire_good", "nothing waits any more")


def test_what_was_kept_outlives_the_page(stage: Stage, duty: Duty, phone: Screen) -> None:
    phone.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
    who = stage.feed.someone()
    case = duty.file("护栏损坏")
    duty.send(case, inspector=who)
    path = f"/field/{duty.link(inspector=who)}"
    card = task(opened(phone, path), case)
    phone.page.context.set_offline(True)
    press(card, "decline")
    card.locator(".choice").first.click()
    card.locator(".row .first").click()
    card.locator(".said:visible").wait_for()
    phone.page.goto("about:blank")
    phone.page.context.set_offline(False)
    opened(phone, path)
    duty.shows(case, "new")


def test_a_refusal_is_said_on_the_phone_and_stays(stage: Stage, duty: Duty, phone: Screen) -> None:
    phone.expect("status of 409")
    who = stage.feed.someone()
    case = duty.file("占道经营")
    duty.send(case, inspector=who)
    card = task(opened(phone, f"/field/{duty.link(inspector=who)}"), case)
    phone.page.context.set_offline(True)
    phone.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
    press(card, "accept")
    duty.send(case, inspector=stage.feed.someone())
    phone.page.context.set_offline(False)
    said = phone.page.locator(".told[data-kind=refused]")
    said.wait_for()
    assert "未被接受" in (said.text_content() or "") and "重新分拨" in (said.text_content() or "")
    said.locator("button").click()
    phone.until(lambda: said.count() == 0, "it goes when it was read")


def test_who_is_not_wanted_any_more_is_told_and_it_stays(stage: Stage, duty: Duty, phone: Screen) -> None:
    who = stage.feed.someone()
    case = duty.file("乱堆放")
    duty.send(case, inspector=who)
    task(opened(phone, f"/field/{duty.link(inspector=who)}"), case)
    duty.send(case, inspector=stage.feed.someone())
    said = phone.page.locator(".told[data-kind=taken_back]")
    said.wait_for()
    assert "收回" in (said.text_content() or "")
    phone.until(lambda: phone.page.locator(".task").count() == 0, "the task is gone")
    said.locator("button").click()
    phone.until(lambda: said.count() == 0, "it goes when it was read")


@pytest.mark.parametrize("days", [1, -1])
def test_help_is_called_by_holding_even_through_an_expired_link(
    stage: Stage, duty: Duty, phone: Screen, screens: Callable[..., Screen], days: int
) -> None:
    phone.expect(GONE)
    who = stage.feed.someone()
    page = opened(phone, f"/field/{duty.link(days, inspector=who)}").page
    box = page.locator("#call").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 30)
    page.mouse.down()
    page.mouse.up()
    assert not page.locator("#call-state").text_content()  # a touch in passing is no call
    page.mouse.down()
    page.wait_for_timeout(2300)
    page.mouse.up()
    state = page.locator("#call-state")
    wanted = "sos_heard" if days > 0 else "sos_heard_unverified"
    phone.until(lambda: state.get_attribute("data-said") == wanted, "the call was heard")
    found = until(lambda: [c for c in cases(duty) if c.startswith(call_case(who, ""))], "it is a case")
    card = until(lambda: duty.card(found[0]), "the wall knows it")
    band = screens().open("/wall/441900").page.locator(".band-text")
    telling = band.filter(has_text=who).all_text_contents
    [said] = phone.until(telling, "the wall tells of it")
    duty.end_call(found[0])
    assert (card["unverified"], "unverified" in said) == (days < 0, days < 0)


def test_a_department_accepts_prints_its_notice_and_feeds_back(
    stage: Stage, duty: Duty, screens: Callable[..., Screen]
) -> None:
    desk = resized(screens(), (1366, 900))
    case = duty.file("消防通道堵塞", area="441900106004002")
    duty.send(case, department="rescue")
    card = task(opened(desk, "/department/rescue"), case)
    press(card, "accept")
    card.locator("[data-do=feed_back]").wait_for()
    press(card, "notice")
    sheet = desk.page.locator(".sheet")
    sheet.wait_for()
    assert case in (sheet.text_content() or "") and "消防" in (sheet.text_content() or "")
    desk.page.go_back()
    card = task(desk, case)
    press(card, "feed_back")
    card.locator("textarea").fill("已清理")
    card.locator(".row .first").click()
    duty.shows(case, "fed_back")


def test_a_department_s_link_opens_without_a_connection_and_says_how_old_it_is(
    duty: Duty, phone: Screen
) -> None:
    phone.expect("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
    case = duty.file("消火栓漏水", area="441900106004002")
    duty.send(case, department="rescue")
    path = f"/department/{duty.link(department='rescue')}"
    page = opened(phone, path).page
    task(phone, case)
    page.locator("body[data-opens=offline]").wait_for()
    page.context.set_offline(True)
    opened(phone, path)
    card = task(phone, case)
    phone.says("#wire", "未连接 · 以下为")
    press(card, "accept")
    phone.says("#wire", "1 项已保存")
    assert card.locator("[data-do=notice]").is_hidden()  # the server writes it
    page.context.set_offline(False)
    phone.until(lambda: duty.card(case)["assignment"]["accepted_at"], "it was sent by itself")
    card.locator("[data-do=notice]").wait_for()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_cut_off_on_a_phone(stage: Stage, duty: Duty, phone: Screen, lang: str) -> None:
    who = stage.feed.someone()
    case = duty.file("楼道堆放杂物，" * 12)
    duty.send(case, note="注意安全" * 10, inspector=who)
    card = task(opened(phone, f"/field/{duty.link(inspector=who)}", lang), case)
    press(card, "accept")
    press(card, "feed_back")
    card.locator("textarea").wait_for()
    wide = phone.page.evaluate(
        """() => [...document.querySelectorAll('body, body *')]
          .filter((node) => node.scrollWidth > node.clientWidth + 1)
          .filter((node) => getComputedStyle(node).display !== 'inline')
          .map((node) => `${node.tagName}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`)
          .filter((told) => !told.startsWith('INPUT') && !told.startsWith('SCRIPT'))"""
    )
    assert wide == []
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll('button, .button')].map((node) => node.getBoundingClientRect())
          .filter((box) => box.width && box.height < 44).length"""
    )
    assert small == 0  # a thumb's width
