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


def test_lists_by_kind_take_turns_with_the_chart_and_are_their_headline(stage: Stage, wall: Screen) -> None:
    stage.feed.filed("panels-1", *stage.feed.middle(f"{VILLAGE}001"))
    wall.enter(TOP)
    chart = wall.page.locator("#chart")
    for turn, headline in (("category", "reported"), ("department", "open")):
        wall.page.keyboard.press("n")
        wall.until(lambda turn=turn: chart.get_attribute("data-turn") == turn, f"the list by {turn}")
        wall.until(
            lambda name=headline: wall.number(name) and rows(wall) == wall.number(name),
            f"the rows by {turn} are {headline}",
        )
    chart.locator(".turn").click()
    wall.until(lambda: chart.get_attribute("data-turn") == "hours", "the chart again")


def test_tiles_stand_by_rank_and_go_on_so_below(stage: Stage, wall: Screen) -> None:
    stage.feed.filed("panels-2", *stage.feed.middle(f"{VILLAGE}001"))
    wall.enter(TOP)
    first = wall.page.locator("#tiles .tile").first
    before = first.get_attribute("data-area")
    wall.page.keyboard.press("r")
    wall.until(lambda: "tiles=rank" in wall.page.url, "the address says so")
    worst = "(all) => all.map((one) => Number(one.querySelector('[data-part=open]').dataset.value))"
    tiles = wall.page.locator("#tiles a.tile:not(.late):not(.sos)")
    wall.until(
        lambda: (told := tiles.evaluate_all(worst)) and told == sorted(told, reverse=True), "the most first"
    )
    wall.page.locator(f"#tiles [data-area='{TOWN}']").click()
    wall.page.locator(f"#map-box[data-painted='{TOWN}']").wait_for()
    assert "tiles=rank" in wall.page.url
    wall.page.keyboard.press("r")
    wall.page.keyboard.press("Backspace")
    wall.page.locator(f"#map-box[data-painted='{TOP}']").wait_for()
    wall.until(lambda: first.get_attribute("data-area") == before, "where they lie")


def test_the_coverage_leads_to_the_grids_nobody_visited(wall: Screen) -> None:
    wall.enter(TOP)
    wall.page.locator("#coverage .number").click()
    dialog = wall.page.locator("#details")
    dialog.locator("tr.group").first.wait_for()
    assert dialog.locator(".grouping[aria-pressed=true]").count() == 1
    totals = dialog.locator(".group-total").all_inner_texts()
    numbers = [int(text.replace(",", "")) for text in totals]
    assert numbers == sorted(numbers, reverse=True)
    dialog.locator("tr.leads .row-lead").first.click()
    wall.until(lambda: len(wall.code()) == len(VILLAGE), "the village of the grid")
    wall.page.locator(f"#map-box[data-painted='{wall.code()}']").wait_for()


def test_the_map_is_there_in_words_and_the_light_is_announced_by_its_word(stage: Stage, wall: Screen) -> None:
    stage.feed.filed("panels-3", *stage.feed.middle(f"{VILLAGE}001"))
    wall.enter(TOP)
    lines = wall.page.locator("#map-list li")
    wall.until(lambda: lines.count() > 0, "areas with open cases")
    wall.until(lambda: wall.page.text_content("#light [role=status]") == "Live", "its word alone")
    wall.page.locator("[role=status] .light-age").wait_for(state="detached")
