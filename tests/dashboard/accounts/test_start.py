"""Where somebody comes who is in, and what is offered to them there."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from city.access.grants import Grant
from dashboard.access.account_guard import viewer_of
from dashboard.accounts import start_routes
from dashboard.accounts.landing import after_sign_in, home, places
from dashboard.accounts.start_routes import StartPages
from tests.city.small_city import small_areas
from tests.dashboard.accounts.test_account_guard import enter
from tests.dashboard.accounts.test_sign_in import House


@pytest.fixture
def browser(server: Flask) -> FlaskClient:
    pages = StartPages(small_areas())
    start_routes.register(server, pages)
    server.get("/fact")(lambda: {"fact": pages.fact("en")})
    return server.test_client()


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("officer", "/console/1"),
        ("head", "/console/1"),
        ("leader", "/wall/1"),
        ("operator", "/wall/1"),
        ("auditor", "/audit"),
        ("administrator", "/administration"),
        ("department", "/start"),
    ],
)
def test_each_role_comes_first_to_what_it_needs_in_its_own_area(role: str, place: str) -> None:
    assert home(Grant(role, "1")) == place


def test_a_page_is_offered_only_to_whom_it_opens() -> None:
    assert [right for right, _ in places(Grant("operator", "1"))] == ["wall", "health"]
    assert [right for right, _ in places(Grant("administrator", "1"))] == ["accounts", "health"]
    assert [right for right, _ in places(Grant("auditor", "1"))] == ["audit"]
    assert places(Grant("department", "1", "x")) == []


def test_who_holds_several_grants_chooses_and_one_of_them_does_not(house: House) -> None:
    standing = house.door.standing(house.comes_in())
    assert standing is not None and after_sign_in(standing) == "/start"
    house.accounts.withdraw("chen", "head:2", house.now, "host")
    standing = house.door.standing(house.comes_in())
    assert standing is not None and after_sign_in(standing) == "/console/1"


def test_the_root_leads_to_ones_own_area(browser: FlaskClient) -> None:
    enter(browser)
    assert browser.get("/?lang=en").location == "/console/1?lang=en"


def test_the_start_page_offers_pages_and_other_grants_and_a_strange_name_stays_text(
    house: House,
    browser: FlaskClient,
) -> None:
    house.accounts.add(
        "odd", "<b onload=x>'\"", house.now, "host", (Grant("officer", "1"), Grant("head", "2"))
    )
    account = house.accounts.get("chen")
    assert account is not None and account.password is not None
    house.accounts.set_password("odd", account.password, house.now, "odd")
    enter(browser, account="odd")
    page = browser.get("/start?lang=en").text
    assert 'href="/console/1?lang=en"' in page and 'value="head:2"' in page
    assert "<b onload" not in page and "&lt;b onload=x&gt;" in page
    assert browser.get("/fact").json["fact"]["name"] == "<b onload=x>'\""


def test_one_account_is_one_actor_however_it_came_in_and_whatever_it_acts_under(house: House) -> None:
    first, second = house.comes_in(), house.comes_in()
    house.log.act_under(second, "head:2", house.now)
    house.reader.poll(0)
    standings = [house.door.standing(each) for each in (first, second)]
    viewers = [viewer_of(each) for each in standings if each]
    assert [(who.id, who.role) for who in viewers] == [("chen", "officer"), ("chen", "head")]
