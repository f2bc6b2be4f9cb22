"""A case from its report to its end, on every page it passes: console, phone or department, wall."""

from __future__ import annotations

import time
from collections.abc import Callable

from streams.access.links import DAY, Links
from tests.browser.conftest import Stage
from tests.browser.life import Life
from tests.browser.screen import Screen
from tests.browser.test_field import opened, press, task
from tests.dashboard.pictures import photo


def link_of(stage: Stage, person: str) -> str:
    now = round(time.time() * 1000)
    return Links(stage.feed.redis, stage.feed.keys).make(now, now + DAY, inspector=person)[0]


def fed_back(page: Screen, case: str, said: str) -> None:
    card = task(page, case)
    press(card, "feed_back")
    card.locator("textarea").fill(said)
    picture = {"name": "done.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    card.locator("input[type=file]").set_input_files([picture])
    card.locator(".taken").wait_for()
    card.locator(".row .first").click()
    page.until(lambda: task(page, case).get_attribute("data-step") == "done", "the page says it is done")


def test_a_report_is_claimed_sent_to_a_person_done_verified_and_closed(
    stage: Stage, life: Callable[[str], Life]
) -> None:
    here = life("441900106006")
    wall, desk = here.beside(), here.open().desk
    wall.open(f"/wall/{here.village}")
    for name in ("open", "dispatched", "resolved", "closed"):
        wall.shows(name, 0)
    stage.feed.report("whole-life", *stage.feed.middle(here.grid), text="灭火器过期")
    [case] = desk.screen.until(desk.lines, "the report is in the queue as a case")
    wall.shows("open", 1)
    here.done("j", "a", then="release")
    assert "Done" in desk.answers("done")
    desk.page.locator("[data-part=near] [data-number='1']").wait_for()
    desk.press("1", "Enter")
    who = here.sent_to(case, "inspector")
    wall.shows("dispatched", 1)

    phone = opened(here.beside(), f"/field/{link_of(stage, who)}")
    press(task(phone, case), "accept")
    person = stage.roster.get(who)
    assert person
    desk.screen.says("#card", f"{person.name_en or person.name} accepted")
    fed_back(phone, case, "已更换灭火器")
    desk.can("verify")
    desk.screen.says("#card", "已更换灭火器")
    wall.shows("resolved", 1)

    here.done("v", then="close")
    assert wall.number("closed") == 0
    here.done("x", then="reopen")
    wall.shows("closed", 1)
    wall.shows("open", 0)
    seat = here.seat()
    story = [("claimed", seat), ("dispatched", seat), ("accepted", who), ("fed_back", who)]
    assert here.happened(case)[1:] == [*story, ("verified", seat), ("closed", seat)]
    assert here.happened(case)[0][0] == "filed"
    assert len(here.sent(case)) == 1


def test_a_department_is_sent_a_case_feeds_back_and_its_notice_can_be_printed(
    life: Callable[[str], Life],
) -> None:
    here = life("441900106007")
    case = here.filed("department", text="楼道灭火器失效")
    desk = here.open(case).desk
    desk.can("departments")
    desk.press("d")
    desk.page.locator("[data-part=near] .person-number", has_text="1").first.wait_for()
    desk.press("1", "Enter")
    assert here.sent_to(case, "department") == "rescue"

    office = opened(here.beside(), "/department/rescue")
    press(task(office, case), "accept")
    task(office, case).locator("[data-do=feed_back]").wait_for()
    press(task(office, case), "notice")
    office.page.locator(".sheet").wait_for()
    for told in (case, "虾园社区", "灭火器失效", "楼道灭火器失效", "2 个工作日"):
        office.says(".sheet", told)
    office.page.go_back()
    fed_back(office, case, "已整改")

    here.done("v", then="close")
    here.done("x", then="reopen")
    seat = here.seat()
    story = [("dispatched", seat), ("accepted", "rescue"), ("fed_back", "rescue"), ("verified", seat)]
    assert here.happened(case)[1:] == [*story, ("closed", seat)]
