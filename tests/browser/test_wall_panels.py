"""One place in turns, tiles by rank, lists in groups, the map in words: by keys and by mouse, on one page."""

from __future__ import annotations

from tests.browser.conftest import Stage
from tests.browser.screen import TOP, Screen
from tests.browser.test_map import VILLAGE

TOWN = VILLAGE[:9]


def rows(screen: Screen) -> int:
    told: list[str] = screen.page.locator("#chart .kind-many").evaluate_all(
        "(all) => all.map((one) => one.dataset.value)"
    )
    return sum(map(int, told))


def test_lists_by_kind_take_turns_with_the_chart_and_are_their_headline(stage: Stage, screen: Screen) -> None:
    stage.feed.filed("panels-1", *stage.feed.middle(f"{VILLAGE}001"))
    screen.enter(TOP)
    chart = screen.page.locator("#chart")
    for turn, headline in (("category", "reported"), ("department", "open")):
        screen.page.keyboard.press("n")
        screen.until(lambda turn=turn: chart.get_attribute("data-turn") == turn, f"the list by {turn}")
        screen.until(
            lambda name=headline: screen.number(name) and rows(screen) == screen.number(name),
            f"the rows by {turn} are {headline}",
        )
    chart.locator(".turn").click()
    screen.until(lambda: chart.get_attribute("data-turn") == "hours", "the chart again")


def test_tiles_stand_by_rank_and_go_on_so_below(stage: Stage, screen: Screen) -> None:
    stage.feed.filed("panels-2", *stage.feed.middle(f"{VILLAGE}001"))
    screen.enter(TOP)
    first = screen.page.locator("#tiles .tile").first
    before = first.get_attribute("data-area")
    screen.page.keyboard.press("r")
    screen.until(lambda: "tiles=rank" in screen.page.url, "the address says so")
    worst = "(all) => all.map((one) => Number(one.querySelector('[data-part=open]').dataset.value))"
    tiles = screen.page.locator("#tiles a.tile:not(.late):not(.sos)")
    screen.until(
        lambda: (told := tiles.evaluate_all(worst)) and told == sorted(told, reverse=True), "the most first"
    )
    screen.page.locator(f"#tiles [data-area='{TOWN}']").click()
    screen.page.locator(f"#map-box[data-painted='{TOWN}']").wait_for()
    assert "tiles=rank" in screen.page.url
    screen.page.keyboard.press("r")
    screen.page.keyboard.press("Backspace")
    screen.page.locator(f"#map-box[data-painted='{TOP}']").wait_for()
    screen.until(lambda: first.get_attribute("data-area") == before, "where they lie")


def test_the_coverage_leads_to_the_grids_nobody_visited(screen: Screen) -> None:
    screen.enter(TOP)
    screen.page.locator("#coverage .number").click()
    dialog = screen.page.locator("#details")
    dialog.locator("tr.group").first.wait_for()
    assert dialog.locator(".grouping[aria-pressed=true]").count() == 1
    totals = dialog.locator(".group-total").all_inner_texts()
    numbers = [int(text.replace(",", "")) for text in totals]
    assert numbers == sorted(numbers, reverse=True)
    dialog.locator("tr.leads .row-lead").first.click()
    screen.until(lambda: len(screen.code()) == len(VILLAGE), "the village of the grid")
    screen.page.locator(f"#map-box[data-painted='{screen.code()}']").wait_for()


def test_the_map_is_there_in_words_and_the_light_is_announced_by_its_word(
    stage: Stage, screen: Screen
) -> None:
    stage.feed.filed("panels-3", *stage.feed.middle(f"{VILLAGE}001"))
    screen.enter(TOP)
    lines = screen.page.locator("#map-list li")
    screen.until(lambda: lines.count() > 0, "areas with open cases")
    screen.until(lambda: screen.page.text_content("#light [role=status]") == "Live", "its word alone")
    assert screen.page.locator("[role=status] .light-age").count() == 0
