"""Seats at the door: a browser that opens a console gets one; walls need none, even while Redis is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from dashboard.access.seat import COOKIE, Seat, seal
from dashboard.console.names import seat_name
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker


@pytest.fixture
def app(make_app: AppMaker, redis_server: EmbeddedRedis, keys: Keys) -> Any:
    return make_app(GRIDWALL_REDIS_URL=redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)


@pytest.fixture
def browser(app: Any) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def cookie(browser: FlaskClient) -> Any:
    return browser.get_cookie(COOKIE)


def role(browser: FlaskClient, role: Any) -> Any:
    return browser.post("/api/seat", json={"role": role})


def test_a_console_hands_its_browser_a_seat_and_keeps_it(browser: FlaskClient) -> None:
    browser.get("/console/1")
    first = cookie(browser)
    assert (first.http_only, first.same_site, first.path) == (True, "Strict", "/")
    browser.get("/console/2")
    assert cookie(browser).value == first.value


def test_two_browsers_sit_on_two_seats(app: Any) -> None:
    one, two = app.test_client(), app.test_client()
    for browser in (one, two):
        browser.get("/console/1")
    assert [role(browser, "head").json["id"] for browser in (one, two)] == ["seat-1", "seat-2"]


def test_a_demo_world_has_a_desk_named_so_and_a_live_one_has_none(browser: FlaskClient, app: Any) -> None:
    browser.get("/console/1")
    wish = {"role": "officer", "demo": True}
    assert browser.post("/api/seat", json=wish).status_code == 503  # nobody has looked at the world yet
    world = app.extensions["gridwall"].world
    world.told = "live"
    assert browser.post("/api/seat", json=wish).json["code"] == "not_demo"
    world.told = "demo"
    assert browser.post("/api/seat", json=wish).json == {"id": "demo-desk", "role": "officer"}
    assert role(browser, "officer").json["id"] == "demo-desk"
    assert seat_name("demo-desk") == ("演示席", "Demo desk")


def test_a_seat_says_which_role_it_is(browser: FlaskClient) -> None:
    browser.get("/console/1")
    before = cookie(browser).value
    assert role(browser, "leader").json == {"id": "seat-1", "role": "leader"}
    assert cookie(browser).value != before
    assert role(browser, "officer").json == {"id": "seat-1", "role": "officer"}


@pytest.mark.parametrize("wanted", ["clerk", "operator", None, 5, ["head"], "x" * 2000])
def test_no_seat_is_of_another_role(browser: FlaskClient, wanted: Any) -> None:
    browser.get("/console/1")
    assert (role(browser, wanted).status_code, role(browser, wanted).json["code"]) == (400, "bad_role")


def test_walls_and_consoles_of_nowhere_use_up_no_seat(browser: FlaskClient, redis: Redis, keys: Keys) -> None:
    for path in ("/wall/1", "/console/999", "/console/", "/api/areas/1/live"):
        browser.get(path)
    assert cookie(browser) is None
    assert redis.get(keys.seat_number) is None
    assert role(browser, "head").json["code"] == "no_seat"


def test_a_forged_cookie_is_no_seat(browser: FlaskClient, app: Any) -> None:
    app.extensions["gridwall"].signing.settle()
    browser.set_cookie(COOKIE, seal(b"x" * 32, Seat("seat-1", "leader")))
    assert role(browser, "head").json["code"] == "no_seat"
    browser.get("/console/1")
    assert role(browser, "head").json["id"] == "seat-1"


def test_a_link_from_another_site_does_not_cost_a_browser_its_seat(browser: FlaskClient) -> None:
    answer = browser.get("/console/1?lang=en", headers={"Sec-Fetch-Site": "cross-site"})
    assert 'http-equiv="refresh" content="0"' in answer.text
    assert cookie(browser) is None


def test_without_redis_a_console_says_why_and_tries_again_while_walls_go_on(client: FlaskClient) -> None:
    answer = client.get("/console/1?lang=en")
    assert answer.status_code == 503
    assert 'http-equiv="refresh"' in answer.text and "Redis at redis://127.0.0.1:1 cannot" in answer.text
    client.set_cookie(COOKIE, seal(b"x" * 32, Seat("seat-1")))
    assert client.get("/wall/1").status_code == 200
    assert client.get("/api/areas/1/live").status_code == 200


def test_a_wish_nested_as_deep_as_it_may_be_long_is_refused_like_any(client: FlaskClient) -> None:
    told = client.post("/api/seat", data="[" * 990, content_type="application/json")
    assert (told.status_code, told.json["code"]) == (400, "bad_role")
