"""Names of any length: shortened, told whole on hover, and nothing leaves its place for them; nothing
is claimed before it is known. One page a language, made larger and smaller."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import come_in
from tests.browser.console import Console
from tests.browser.long_city import CITY, DISTRICT, LISTED, LONG_ID, TOWN, VILLAGE, LongCity, real_names
from tests.browser.measured import misplaced, resized, rests
from tests.browser.pages import DEFAULT
from tests.browser.screen import SILENT, Screen
from tests.browser.test_console_layout import SCROLL, SMALLEST
from tests.browser.test_layout import SIZES
from tests.browser.test_map import painted

HEAD = Path(__file__).with_name("head.js").read_text(encoding="utf-8")
PHONE = (390, 844)
MUTE = ("lang=zh", "lang=en", "lang=en&distance=8m&panel=55in")
HEADS = ((1280, 720), (1366, 768), (1920, 1080), (5760, 1080))
LONG_PERSON = "阿卜杜热西提·阿卜杜克热木江·买买提艾力"
DESKS = ((1280, 720), (1366, 768), (1920, 1080))
OUTSIDE = """(all) => all.map((one) => one.getBoundingClientRect()).filter(({ left, top, right, bottom }) =>
    left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1).length"""
COVERED = """(one) => { const { left, right, top, bottom } = one.getBoundingClientRect()
    return !one.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)) }"""
BOXES = """() => ['head', 'people', 'map-box', 'tiles', 'feed'].map((id) => {
    const { left, top, width, height } = document.getElementById(id).getBoundingClientRect()
    return [id, left, top, width, height].join(' ') })"""
WIDER = "(box) => box.scrollWidth > box.clientWidth"
OUT_OF_ROW = """(rows) => rows.flatMap((row) => [...row.querySelectorAll('[title]')].filter((text) => {
    const [inner, outer] = [text.getBoundingClientRect(), row.getBoundingClientRect()]
    return inner.height && (inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1)
}).map((text) => text.title))"""


@pytest.fixture(scope="module")
def long_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LongCity]:
    with LongCity(tmp_path_factory.mktemp("long")) as city:
        yield city


@pytest.fixture(scope="module")
def page(long_city: LongCity, browser: Browser) -> Iterator[Page]:
    """One for all tests here, each of which loads what it looks at."""
    with browser.new_context(**DEFAULT) as context:
        come_in(context, long_city.wall)
        yield context.new_page()


@pytest.fixture
def screen(long_city: LongCity, page: Page) -> Iterator[Screen]:
    screen = resized(Screen(page, long_city.wall.address), SIZES[0])
    yield screen
    screen.leave()
    screen.verify()


def all_on_the_wall(page: Page, tiles: int) -> None:
    assert page.locator("#tiles .tile").count() == tiles
    assert page.locator("#tiles .tile").evaluate_all(OUTSIDE) == 0
    assert page.locator("#band .band-button").evaluate(COVERED) is False
    where = page.locator("#band .band-where").bounding_box()
    assert where and where["width"] > 100


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_any_length_have_their_place_on_a_wall_of_five_levels(
    long_city: LongCity, screen: Screen, lang: str
) -> None:
    screen.open(f"/wall/{CITY}", lang)
    still = screen.page.evaluate(BOXES)
    with long_city.calling(LONG_ID):
        screen.page.locator("#band .band-call").wait_for()
        assert screen.page.evaluate(BOXES) == still, "the band pushes nothing"
        for code, tiles, sizes in ((CITY, 3, 1), (DISTRICT, 33, 3), (TOWN, 24, 3), (VILLAGE, 12, 1)):
            if code != CITY:
                screen.page.locator(f"#tiles [data-area='{code}']").click()
            painted(screen, code)
            screen.page.locator(
                "#tiles [data-counter=open][data-value]:not([data-value=''])"
            ).first.wait_for()
            for size in SIZES[:sizes]:
                assert misplaced(resized(screen, size)) == [], (code, size)
                all_on_the_wall(screen.page, tiles)
            resized(screen, SIZES[0])
        screen.page.locator("#now [data-counter=open]").click()
        assert screen.page.locator(".dialog-scroll").evaluate(WIDER) is False


def test_the_longest_villages_of_a_real_city_have_their_place(long_city: LongCity, screen: Screen) -> None:
    if not real_names():
        pytest.skip("no list of real names at ../shared/data/dongguan_villages.csv")
    screen.open(f"/wall/{LISTED}", "zh")
    for size in SIZES:
        assert misplaced(resized(screen, size)) == [], size
        assert screen.page.locator("#tiles .tile").evaluate_all(OUTSIDE) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_of_any_length_have_their_place_at_a_desk(
    long_city: LongCity, screen: Screen, lang: str
) -> None:
    desk = Console(screen).look_at(long_city.case, lang)
    desk.page.locator("[data-part=near] [data-number='1']").wait_for()
    for size in DESKS:
        assert misplaced(resized(desk.screen, size), SCROLL, SMALLEST) == [], size
        assert desk.page.locator("#queue-place .ag-row").evaluate_all(OUT_OF_ROW) == [], size
        head, map_box = (desk.page.locator(one).bounding_box() for one in ("#head", "#map-box"))
        assert head and head["height"] < 60, "one line"
        assert map_box and map_box["width"] >= 0.44 * size[0]
    desk.press("t")
    desk.page.locator(".performance-row").first.wait_for()
    for size in DESKS:
        assert misplaced(resized(desk.screen, size), (*SCROLL, "performance "), SMALLEST) == [], size


def beside(page: Page) -> Page:
    """Another one in the same process, which has its scripts compiled."""
    with page.expect_popup() as opened:
        page.evaluate("() => void open('/healthz')")
    return opened.value


@pytest.fixture(scope="module")
def mute(long_city: LongCity, browser: Browser) -> Iterator[dict[str, Page]]:
    """By query. They wait together until something is wrong."""
    with browser.new_context(**DEFAULT) as context:
        come_in(context, long_city.wall)
        context.add_init_script(SILENT)
        context.route("**/wall/*", signed_in)
        context.route_web_socket(lambda url: True, lambda socket: None)  # opened, and never answered
        first = context.new_page()
        first.goto(f"{long_city.wall.address}/healthz")
        pages = {query: beside(first) for query in MUTE}
        for query, page in pages.items():
            page.goto(f"{long_city.wall.address}/wall/{VILLAGE}?{query}")
        yield pages


@pytest.mark.parametrize("query", MUTE)
def test_a_wall_says_whole_that_it_is_mute_and_what_is_wrong(
    long_city: LongCity, mute: dict[str, Page], query: str
) -> None:
    page, far = mute[query], "distance" in query
    for part in ("#mute", "#account", "#head b.crumb", "#wall:is([data-light=amber], [data-light=red])"):
        page.locator(part).wait_for()
    for size in HEADS if far else (*HEADS, PHONE):
        rests(resized(Screen(page, long_city.wall.address), size))
        head = page.evaluate(HEAD)
        assert head["wrong"] == [], size
        assert far or size == PHONE or head["high"] < 4.6, "one line"
    page.close()


def signed_in(route: Route) -> None:
    """As for somebody with a long name."""
    answer = route.fetch()
    account = {"name": LONG_PERSON, "acts_as": "", "places": []}
    told = answer.text().replace('"account":null', f'"account":{json.dumps(account)}')
    route.fulfill(response=answer, body=told)


def test_before_the_first_frame_nothing_is_claimed(long_city: LongCity, screen: Screen) -> None:
    page = beside(screen.page)  # its socket's route is never undone
    page.route_web_socket(lambda url: True, lambda socket: None)  # opened, and never answered
    page.goto(f"{screen.address}/wall/{DISTRICT}?lang=en")
    page.locator("#tiles .tile").nth(32).wait_for()
    numbers = page.locator("#wall [data-counter]:visible")
    assert set(numbers.all_inner_texts()) == {"—"}
    assert page.locator(".tile.late, .tile.sos, .tile-late:visible").count() == 0
    assert "No cases" not in page.inner_text("#feed")
    page.goto(f"{screen.address}/console/{TOWN}?lang=en")
    page.locator("#tabs .tab-count").first.wait_for()
    assert set(page.locator("#tabs .tab-count, #foot [data-part=unclaimed]").all_inner_texts()) == {"—"}
    page.close()
