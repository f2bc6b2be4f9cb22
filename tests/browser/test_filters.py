"""F narrows a console's list: values with how many cases have each; what is chosen is a chip."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.browser.conftest import Stage
from tests.browser.console import Console
from tests.browser.duty import GRID, Duty

VILLAGE = "441900108002"  # nothing else is reported there
ITEMS = {"one": "0103", "two": "0103", "hydrant": "0104", "urgent": "0101"}


def test_f_narrows_the_list_by_what_is_counted_and_a_chip_takes_it_off(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    lat, lon = stage.feed.middle(f"{VILLAGE}001")
    filed = time.monotonic_ns()
    case = {name: stage.feed.filed(f"{name}-{filed}", lat, lon, item=item) for name, item in ITEMS.items()}
    desk = desks().enter("&tab=all", code=VILLAGE)
    shows(desk, set(case.values()))
    choose(desk.press("f"), "urgency", "Ordinary", 3)
    shows(desk, {case["one"], case["two"], case["hydrant"]})
    choose(desk, "item", "Fire extinguisher", 2)
    shows(desk, {case["one"], case["two"]})
    chips = desk.press("Escape").page.locator("#filter-bar .chip")
    assert not desk.page.locator("#filters").is_visible()
    chips.filter(has_text="Ordinary").click()
    desk.screen.until(lambda: chips.count() == 1, "one is left")
    assert "urgency" not in desk.page.url and "item" in desk.page.url, "the address says so too"
    chips.click()
    shows(desk, set(case.values()))


def shows(desk: Console, cases: set[str]) -> None:
    desk.screen.until(lambda: set(desk.lines()) == cases, f"{len(cases)} lines")


def choose(desk: Console, kind: str, name: str, n: int) -> None:
    """By arrows and Enter, once it says that so many have it."""
    value = desk.page.locator(f"#filters [data-filter={kind}]").filter(has_text=name)
    desk.screen.until(lambda: value.locator(".filter-count").inner_text() == str(n), f"{n} of {name}")

    def reached() -> bool:
        return bool(desk.press("ArrowDown").page.locator(":focus").filter(has_text=name).count())

    desk.screen.until(reached, f"the arrows lead to {name}")
    desk.press("Enter")


def test_enter_sends_whoever_was_chosen_wherever_the_focus_was_left(
    stage: Stage, desks: Callable[[], Console]
) -> None:
    duty, desk = Duty(stage), desks()
    for left in (lambda: desk.press("f", "Escape", "1"), lambda: clicked_beside(desk)):
        case = duty.file("")
        desk.turn_to(case).page.locator("[data-part=near] [data-number='1']").wait_for()
        left()
        desk.page.locator("[data-part=near] .person[aria-pressed=true]").wait_for()
        assert desk.press("Enter").answers("done", "refused")
        assert duty.sent_to(case)
    desk.page.locator("#filters").wait_for(state="hidden")
    duty.advise_all(GRID)
    duty.close()


def clicked_beside(desk: Console) -> None:
    """Somebody is chosen, and a button elsewhere clicked that stays where it is."""
    desk.page.locator("[data-part=near] .person").first.click()
    desk.page.locator("#filter-open").click()
    desk.page.locator("#filter-open").click()
