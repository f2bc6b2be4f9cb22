"""The way into a demo: by the start address alone, in a demo world alone, and then through the real door."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from city.access.grants import Grant
from dashboard.accounts import demo_routes
from dashboard.accounts.demo_routes import DemoPages
from dashboard.cli.demo_accounts import make_demo_accounts
from streams.access.accounts import Accounts
from streams.record.keys import Keys
from tests.city.small_city import small_areas
from tests.dashboard.accounts.test_account_guard import KEYS, enter
from tests.dashboard.accounts.test_sign_in import House

TOKEN = "t" * 43
PAGE = {"Accept": "text/html", "Origin": "http://localhost"}


class Worlds:
    told: str | None = "demo"


@pytest.fixture
def world() -> Worlds:
    return Worlds()


@pytest.fixture
def browser(server: Flask, house: House, world: Worlds) -> FlaskClient:
    pages = DemoPages(
        house.sign_in,
        house.accounts,
        small_areas(),
        lambda: house.now,
        lambda: TOKEN,
        lambda: KEYS,
        lambda: world.told,
        lambda _: house.reader.poll(0),
    )
    demo_routes.register(server, pages)
    server.wsgi_app._entrance = "/demo"
    for role, area in (("officer", "1"), ("leader", "0")):
        grants = (Grant(role, area),)
        house.accounts.add(f"demo-{role}-{area}", f"{role} {area}", house.now, "host", grants)
    return server.test_client()


def take(browser: FlaskClient, account: str) -> int:
    return browser.post("/demo", data={"account": account}, headers=PAGE).status_code


def test_the_start_address_offers_every_role_and_the_one_chosen_is_a_session_as_any_other(
    house: House, browser: FlaskClient
) -> None:
    assert browser.get("/wall/1", headers=PAGE).location.startswith("/demo")
    assert browser.get(f"/demo?start={TOKEN}&lang=en", headers=PAGE).location == "/demo?lang=en"
    page = browser.get("/demo?lang=en", headers=PAGE).text
    assert "demo-officer-1" in page and "demo-leader-0" in page and "chen" not in page
    assert take(browser, "demo-officer-1") == 303
    told = browser.get("/wall/1").json
    assert (told["id"], told["role"], told["scope"]) == ("demo-officer-1", "officer", "1")
    assert take(browser, "demo-leader-0") == 303
    house.reader.poll(0)
    assert browser.get("/wall/1").json["role"] == "leader"
    assert [session.account for session in house.reader.sessions.open.values()] == ["demo-leader-0"]


def test_without_the_start_address_nobody_takes_an_account(browser: FlaskClient) -> None:
    for path in ("/demo", "/demo?start=wrong", "/demo?start="):
        assert browser.get(path, headers=PAGE).status_code == 403
    assert take(browser, "demo-officer-1") == 403
    enter(browser)
    assert take(browser, "demo-officer-1") == 403


@pytest.mark.parametrize("account", ["chen", "", "demo-", "demo-officer-9"])
def test_an_account_that_is_not_the_demo_s_is_not_taken(browser: FlaskClient, account: str) -> None:
    browser.get(f"/demo?start={TOKEN}", headers=PAGE)
    assert take(browser, account) == 404


def test_in_another_world_it_is_closed_and_while_none_is_known_it_waits(
    browser: FlaskClient, world: Worlds
) -> None:
    browser.get(f"/demo?start={TOKEN}", headers=PAGE)
    for told, status in (("live", 403), ("replay", 403), (None, 503)):
        world.told = told
        assert take(browser, "demo-officer-1") == status
        assert browser.get("/demo", headers=PAGE).status_code == status


def test_a_form_on_another_site_takes_nothing(browser: FlaskClient) -> None:
    browser.get(f"/demo?start={TOKEN}", headers=PAGE)
    evil = PAGE | {"Origin": "https://evil.example"}
    assert browser.post("/demo", data={"account": "demo-officer-1"}, headers=evil).status_code == 403


def test_a_demo_has_its_accounts_once_and_none_has_a_password(redis: Redis) -> None:
    keys = Keys()
    for _ in range(2):
        make_demo_accounts(redis, small_areas(), 1)  # type: ignore[arg-type]
    held = Accounts(redis, keys).all()
    redis.delete(keys.accounts, keys.sessions)
    assert len(held) == 6 + 12 + 4 + 1 and not any(account.password for account in held)
    assert {account.grants[0].area for account in held} == {"0", "1", "2", "1-1"}
