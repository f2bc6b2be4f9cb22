"""The page of accounts, as a browser uses it."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from city.access.grants import Grant
from dashboard.accounts import administration_routes
from dashboard.accounts.administration_routes import AdministrationPages
from dashboard.accounts.administration_view import AdministrationView
from streams.access.administration import Installation
from streams.access.password_hash import fits, hash_password
from streams.record.connections import Connections
from streams.record.keys import Keys
from streams.server.connect import Client
from tests.city.small_city import MATTERS, small_areas
from tests.dashboard.accounts.test_account_guard import enter
from tests.dashboard.accounts.test_sign_in import WORDS, House

JSON = {"Origin": "http://localhost", "Accept": "application/json"}
STRANGE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def pages(house: House, redis: Redis, keys: Keys) -> AdministrationPages:
    to = Connections(keys, "redis://record", "redis://positions", redis, redis, redis)  # type: ignore[arg-type]
    held = Installation(small_areas(), MATTERS.departments, (), lambda _: False)
    zone = ZoneInfo("Asia/Shanghai")
    view = AdministrationView(house.reader, small_areas(), MATTERS, zone, lambda: house.now)
    return AdministrationPages(to, held, view, lambda: house.now, lambda: house.day)


@pytest.fixture
def browser(server: Flask, house: House, pages: AdministrationPages) -> FlaskClient:
    administration_routes.register(server, pages)
    for id, grant in (("town", Grant("administrator", "1")), ("li", Grant("officer", "1"))):
        house.accounts.add(id, id, house.now, "host", (grant,))
        house.accounts.set_password(id, hash_password(WORDS), house.now, id)
    made = server.test_client()
    enter(made, account="town")
    return made


def ask(browser: FlaskClient, act: str, **told: str) -> TestResponse:
    return browser.post(f"/administration/{act}?lang=en", json=told, headers=JSON)


def test_an_account_is_made_granted_and_given_a_password_that_is_told_once(
    house: House, browser: FlaskClient
) -> None:
    assert ask(browser, "add", account="new", name=STRANGE, role="officer", area="1-1").status_code == 200
    assert ask(browser, "grant", account="new", role="head", area="1", until="2030-01-31").status_code == 200
    assert "Set a new password for new?" not in browser.get("/administration?account=new&lang=en").text
    answer = ask(browser, "password", account="new")
    secret = answer.json["secret"]
    assert "no-store" in answer.headers["Cache-Control"]
    account = house.accounts.get("new")
    assert account is not None and fits(account.password, secret) and account.must_change
    page = browser.get("/administration?account=new&lang=en").text
    assert "Set a new password for new?" in page
    assert "shift head" in page and "2030-01-31" in page and "must change the password" in page
    assert secret not in page and "argon2" not in page
    assert STRANGE not in page and "&lt;img src=x" in page


def test_an_administrator_of_a_town_sees_and_finds_nobody_else(browser: FlaskClient) -> None:
    for query in ("", "?q=chen", "?account=chen"):
        page = browser.get(f"/administration{query}").text
        assert "陈雨" not in page and ">chen<" not in page
    assert ask(browser, "disable", account="chen").json["code"] == "unknown"
    assert ask(browser, "grant", account="li", role="officer", area="2").json["code"] == "no_area"
    assert ask(browser, "grant", account="li", role="administrator", area="0").json["code"] == "no_area"


def test_what_is_open_is_listed_without_its_id_and_ended(house: House, browser: FlaskClient) -> None:
    other = browser.application.test_client()
    enter(other, account="li")
    page = browser.get("/administration?account=li").text
    assert not any(id in page for id in house.reader.sessions.open)
    assert ask(browser, "end", account="li", session="all").status_code == 200
    house.reader.poll(0)
    assert other.get("/wall/1").status_code == 401
    assert browser.get("/wall/1").status_code == 200


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"role": "officer", "area": "1", "from": "2030-02-01", "until": "2030-01-01"}, "bad_grant"),
        ({"role": "officer", "area": "1", "from": "soon"}, "bad_grant"),
        ({"role": "department", "area": "1"}, "bad_grant"),
        ({"role": "screen", "area": "1"}, "bad_grant"),
        ({"role": "officer", "area": "nowhere"}, "no_area"),
        ({}, "no_area"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    house: House, browser: FlaskClient, told: dict[str, str], code: str
) -> None:
    before = house.accounts.get("li")
    answer = ask(browser, "grant", account="li", **told)
    assert (answer.status_code in (400, 403), answer.json["code"]) == (True, code)
    assert answer.json["error"].endswith(".")
    assert house.accounts.get("li") == before


def test_what_no_page_of_ours_sends_changes_nothing(house: House, browser: FlaskClient) -> None:
    before = house.accounts.all()
    path, told = "/administration/disable", {"account": "li"}
    evil = {"Origin": "https://evil.example"}
    answers = (
        browser.post(path, data=told, headers=JSON),
        browser.post(path, data='{"account": "li"}', content_type="text/plain", headers=JSON),
        browser.post(path, json=told, headers=evil),
        browser.post(path, json=told, headers={"Sec-Fetch-Site": "cross-site"}),
        browser.post(path, json=["li"], headers=JSON),
        browser.post(path, json={"account": {"$ne": ""}}, headers=JSON),
        browser.post("/administration/unheard-of", json=told, headers=JSON),
        browser.get(path),
    )
    assert [answer.status_code for answer in answers[:7]] == [400, 400, 403, 403, 400, 400, 400]
    assert house.accounts.all() == before


def test_an_area_is_named_by_its_code_or_by_a_name_that_only_one_has() -> None:
    areas = small_areas()
    name = areas["1-2"].name
    assert administration_routes.area_called(areas, "1", name) == "1-2"
    assert administration_routes.area_called(areas, "0", "1-1") == "1-1"


def test_while_the_record_is_away_the_page_says_so_and_nothing_is_changed(
    house: House, pages: AdministrationPages, browser: FlaskClient
) -> None:
    before = house.accounts.all()
    nowhere: Client = Redis(port=1)  # type: ignore[assignment]
    pages._to = replace(pages._to, clerk_redis=nowhere)
    page = browser.get("/administration?lang=en")
    assert page.status_code == 503 and "the record is away" in page.text
    assert page.headers["Refresh"] == "3"
    told = ask(browser, "disable", account="li")
    assert (told.status_code, told.json["code"]) == (503, "away")
    assert house.accounts.all() == before
