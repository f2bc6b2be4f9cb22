"""The document around the page: language, facts, addresses."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from city.areas.areas import Areas
from city.matters import Matters
from city.people.roster import Roster
from dashboard.access.viewer import Viewer
from dashboard.pages.pages import PageFacts, closest
from dashboard.transport.static_cache import AT_MOST, StaticCache
from tests.city.small_city import MATTERS
from tests.dashboard.conftest import AppMaker


def facts(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="gridwall-page">(.*?)</script>', html, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found.group(1))
    return told


def test_the_front_door_leads_to_the_viewers_own_area(make_app: AppMaker) -> None:
    assert make_app().test_client().get("/?lang=en").location == "/wall/0?lang=en"
    scoped = make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client()
    assert scoped.get("/").location == "/wall/1"
    assert scoped.get("/wall/?lang=en").location == "/wall/1?lang=en"


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [
        ("", "", "zh-CN"),
        ("", "en-US,en;q=0.9", "en"),
        ("", "fr", "zh-CN"),
        ("?lang=zh", "en", "zh-CN"),
        ("?lang=en", "zh", "en"),
        ("?lang=xx", "en", "en"),
    ],
)
def test_the_language_is_asked_for_or_the_browsers(
    client: FlaskClient, query: str, accepted: str, lang: str
) -> None:
    html = client.get(f"/wall/0{query}", headers={"Accept-Language": accepted}).get_data(as_text=True)
    assert f'<html lang="{lang}">' in html


def test_the_page_is_told_how_far_its_viewer_may_see(make_app: AppMaker) -> None:
    client = make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client()
    told = facts(client.get("/wall/1").get_data(as_text=True))
    assert (told["scope"], told["root"]) == ("1", "0")


def test_the_page_is_told_what_its_scripts_need(client: FlaskClient, engine: Any) -> None:
    engine.world.told, engine.world.notes = "replay", [("移动", "moved"), ("加速", "faster")]
    told = facts(client.get("/wall/1?lang=en").get_data(as_text=True))
    assert (told["lang"], told["world"], told["root"], told["scope"]) == ("en", "replay", "0", "0")
    assert told["items"] == {"hole": ["坑", "Hole"]}
    assert told["notes"] == [["移动", "moved"], ["加速", "faster"]]
    assert told["edition"] == engine.live.areas.edition
    assert told["build"] == engine.build
    assert told["basemap"] is None


def test_a_page_is_not_told_a_world_before_redis_has_said_which(client: FlaskClient, engine: Any) -> None:
    engine.world.told = None
    assert facts(client.get("/wall/1").get_data(as_text=True))["world"] == "unknown"
    engine.world.told = "live"
    assert facts(client.get("/wall/1").get_data(as_text=True))["world"] == "live"


def test_the_console_is_told_who_sits_there_and_what_may_be_chosen(engine: Any) -> None:
    live = engine.live
    page = PageFacts(
        {"title": ""}, live.areas, live.matters, live.rules, engine.clock, engine.world, lambda _: None
    )
    told = page.console("en", Viewer("seat-2", "head", "0"))
    assert (told["kind"], told["viewer"]) == (
        "console",
        {"id": "seat-2", "role": "head", "names": True},
    )
    assert told["matters"].keys() == told["items"].keys()
    assert told["ladder"] == ["head", "leader"]
    assert told["grid"]["props"]["id"] == "queue-grid"
    assert {"tab_todo", "light_live"} <= told["words"].keys()


def test_a_department_that_is_no_more_is_named_and_not_offered(engine: Any) -> None:
    live = engine.live
    page = PageFacts(
        {"title": ""}, live.areas, MATTERS, live.rules, engine.clock, engine.world, lambda _: None
    )
    told = page.console("zh", Viewer("seat-2", "head", "0"))
    assert (told["departments"]["former"], told["sendable"]) == (["旧部门", "Former"], ["d"])


def test_a_wall_asks_for_nothing_that_only_a_console_needs(client: FlaskClient) -> None:
    asked = re.findall(r'(?:src|href)="([^"]+)"', client.get("/wall/0").get_data(as_text=True))
    assert any("/dash_leaflet/" in address for address in asked)
    assert [address for address in asked if "ag_grid" in address or "/console/" in address] == []


def test_no_text_can_end_the_data_block_early(make_app: AppMaker) -> None:
    client = make_app(GRIDWALL_CITY_TITLE="</script><script>alert(1)</script>").test_client()
    html = client.get("/wall/0").get_data(as_text=True)
    assert facts(html)["title"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in html


def test_scripts_in_the_document_are_files_or_hashed(client: FlaskClient) -> None:
    answer = client.get("/wall/0")
    html, policy = answer.get_data(as_text=True), answer.headers["Content-Security-Policy"]
    inline = re.findall(r"<script(?![^>]*src=)(?![^>]*application/json)[^>]*>", html)
    assert len(inline) == policy.count("'sha256-")
    assert re.search(r"/assets/[0-9a-f]{12}/vendor/socket\.io\.js", html)
    assert not re.search(r'<script src="/assets/[^"]*/wall/', html)


def test_what_the_page_will_need_is_asked_for_at_once(client: FlaskClient) -> None:
    html = client.get("/wall/2-1").get_data(as_text=True)
    for address in re.findall(r'rel="(?:preload|modulepreload)" href="([^"]+)"', html):
        answer = client.get(address)
        assert answer.status_code == 200
        answer.close()
    assert "/api/areas/2-1/map?edition=" in html
    assert re.search(r'<script type="module" src="/assets/[0-9a-f]{12}/built/wall\.mjs"', html)


@pytest.mark.parametrize("path", ["/wall/9", "/wall/0/extra", "/wall/<script>"])
def test_an_unknown_address_gets_a_page_that_helps(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept-Language": "en"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert 'href="/wall/0?' in html
    assert "<script" not in html


def test_an_area_outside_the_scope_is_not_even_named(make_app: AppMaker) -> None:
    client = make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client()
    answer = client.get("/wall/2")
    assert answer.status_code == 404
    assert 'href="/wall/1?' in answer.get_data(as_text=True)
    assert 'href="/wall/2' not in answer.get_data(as_text=True)


def test_a_name_finds_its_area(client: FlaskClient) -> None:
    html = client.get("/wall/区2-1").get_data(as_text=True)
    assert 'href="/wall/2-1?' in html


def test_lost_links_are_helped_in_the_readers_language(demo_city: tuple[Areas, Roster, Matters]) -> None:
    areas = demo_city[0]
    viewer = Viewer("demo", "operator", areas.root.code)
    assert closest(areas, "nowhere", viewer, "en")[0] == ("441900", "Dongguan")
    assert closest(areas, "nowhere", viewer, "zh")[0] == ("441900", "东莞市")


def test_whoever_asks_for_what_lies_above_is_offered_the_own_area_and_what_stands_next_below(
    demo_city: tuple[Areas, Roster, Matters],
) -> None:
    areas = demo_city[0]
    town = areas.children(areas.root.code)[0].code
    offered = [code for code, _ in closest(areas, areas.root.code, Viewer("demo", "leader", town), "zh")]
    assert offered == [town, *(below.code for below in areas.children(town))]


@pytest.mark.parametrize("under", ["/_dash-component-suites/", "/assets/"])
def test_scripts_come_squeezed_and_the_second_time_the_same(client: FlaskClient, under: str) -> None:
    html = client.get("/wall/0").get_data(as_text=True)
    script = re.findall(rf'(?:src|href)="({under}[^"]+js[^"]*)"', html)[0]
    first, second = (client.get(script, headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert first.headers["Content-Encoding"] == "gzip"
    assert (first.data, list(first.headers)) == (second.data, list(second.headers))
    plain = client.get(script)
    assert plain.data == gzip.decompress(first.data)
    assert "Content-Encoding" not in plain.headers


def test_a_script_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get("/assets/core/store.mjs").headers["ETag"]
    again = client.get("/assets/core/store.mjs", headers={"If-None-Match": etag})
    assert again.status_code == 304
    again.close()
    assert client.get("/assets/wall/none.mjs").status_code == 404


def test_what_an_address_with_the_build_names_is_kept_for_good(client: FlaskClient) -> None:
    """And of another build's address only what there is now, to be asked for again."""
    address = re.findall(r'src="(/assets/[^"]+/built/wall\.mjs)"', client.get("/wall/0").text)[0]
    kept = client.get(address)
    assert kept.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    other = client.get(f"/assets/{'0' * 12}/built/wall.mjs")
    assert (other.data, other.headers["Cache-Control"]) == (kept.data, "no-cache")
    plain = client.get("/assets/built/wall.mjs")
    assert (plain.data, plain.headers["Cache-Control"]) == (kept.data, "no-cache")
    gone = client.get(address.replace("wall", "none"))
    assert (gone.status_code, gone.headers["Cache-Control"]) == (404, "no-cache")


def kept_of(client: FlaskClient) -> StaticCache:
    layer: Any = client.application.wsgi_app
    while not isinstance(layer, StaticCache):
        layer = layer.application
    return layer


def test_invented_versions_of_a_bundle_are_not_there(client: FlaskClient) -> None:
    for number in range(20):
        address = f"/_dash-component-suites/dash/deps/prop-types@15.v4_4_1m{number}.8.1.min.js"
        assert client.get(address).status_code == 404
    for address in ("/_dash-component-suites/dash/deps/none.js", "/_dash-component-suites/os/os.js"):
        assert client.get(address).status_code == 404
    for address in (
        "/assets/./styles/tokens.css",
        "/assets/field/../styles/tokens.css",
        "/assets//styles/tokens.css",
    ):
        assert client.get(address).status_code == 404
    assert len(kept_of(client)) == 0


def test_what_a_page_names_is_there_and_kept_once_for_all_of_its_names(client: FlaskClient) -> None:
    scripts = set(re.findall(r'src="(/_dash-component[^"]+)"', client.get("/wall/0").text))
    for address in scripts:
        assert client.get(address).status_code == 200
        assert client.get(f"/console{address}").status_code == 200
    name, version = next(
        re.findall(r"dcc/([\w-]+)\.(v[^.]+)\.js", each) for each in scripts if "/dcc/dash_core" in each
    )[0]
    assert client.get(f"/_dash-component-suites/dash/dcc/async-graph.{version}.js").status_code == 200
    assert name and len(kept_of(client)) == len(scripts) + 1


def test_what_all_pages_need_fits_many_times(client: FlaskClient) -> None:
    bundles = re.findall(
        r'(?:src|href)="(/(?:console/)?(?:_dash-component|assets)[^"?]+)', client.get("/console/0").text
    )
    for address in {*bundles, *re.findall(r'src="(/_dash-component[^"]+)"', client.get("/wall/0").text)}:
        assert client.get(address, headers={"Accept-Encoding": "gzip"}).status_code == 200
    assert 0 < kept_of(client).bytes < AT_MOST / 4
