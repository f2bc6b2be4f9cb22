"""The first administrator: made once, with the code that the machine of the record printed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from city.access.grants import Grant
from dashboard.accounts import first_routes
from dashboard.accounts.first_routes import FirstPages
from streams.access.administration import Installation
from streams.access.first_code import GOOD_MS, FirstCode
from streams.access.password_hash import fits, hash_password
from streams.record.connections import Connections
from streams.record.keys import Keys
from tests.city.small_city import small_areas
from tests.dashboard.accounts.test_sign_in import WORDS, House

PAGE = {"Accept": "text/html", "Origin": "http://localhost"}


@pytest.fixture
def code(house: House, redis: Redis, keys: Keys) -> str:
    return FirstCode(redis, keys).make(house.now)


@pytest.fixture
def browser(server: Flask, house: House, redis: Redis, keys: Keys) -> FlaskClient:
    to = Connections(keys, "redis://record", "redis://positions", redis, redis, redis)  # type: ignore[arg-type]
    held = Installation(small_areas(), (), (), lambda _: False)
    first_routes.register(server, FirstPages(to, held, lambda: house.now, lambda: house.day))
    return server.test_client()


def make(browser: FlaskClient, code: str, **more: str) -> TestResponse:
    told = {"code": code, "account": "root", "name": "Root", "new": WORDS, "again": WORDS}
    return browser.post("/first?lang=en", data=told | more, headers=PAGE)


def test_the_code_makes_an_administrator_of_the_city_once(
    house: House, browser: FlaskClient, code: str, redis: Redis, keys: Keys
) -> None:
    assert browser.get("/first", headers=PAGE).status_code == 200
    assert make(browser, f" {code.lower()} ").location == "/sign-in?to=/administration&first=made&lang=en"
    assert "The administrator is made" in browser.get("/sign-in?first=made&lang=en", headers=PAGE).text
    account = house.accounts.get("root")
    assert account is not None and fits(account.password, WORDS) and not account.must_change
    assert [grant.id for grant in account.grants] == ["administrator:0"]
    assert house.acts() == ["account_added"]
    assert make(browser, code, account="second").status_code == 403
    assert browser.get("/first", headers=PAGE).status_code == 404
    assert code.encode() not in b"".join(redis.dump(key) or b"" for key in redis.keys(f"{keys.prefix}*"))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"code": "AAAA-AAAA-AAAA-AAAA-AAAA"}, "The code is wrong"),
        ({"code": ""}, "The code is wrong"),
        ({"again": "x"}, "typed in two ways"),
        ({"new": "short", "again": "short"}, "at least 12"),
        ({"account": "Root!"}, "small letters"),
        ({"account": "clerk"}, "cannot be had"),
        ({"name": "<b>"}, ""),
    ],
)
def test_what_cannot_be_is_said_and_the_code_stays_good(
    house: House, browser: FlaskClient, code: str, told: dict[str, str], said: str
) -> None:
    answer = make(browser, **({"code": code} | told))
    if said:
        assert answer.status_code == 403 and said in answer.text and WORDS not in answer.text
        assert make(browser, code).status_code == 303
    else:
        assert answer.status_code == 303


def test_a_code_is_good_for_an_hour_and_another_one_ends_it(
    house: House, browser: FlaskClient, code: str, redis: Redis, keys: Keys
) -> None:
    house.now += GOOD_MS
    assert make(browser, code).status_code == 403
    house.now -= GOOD_MS
    FirstCode(redis, keys).make(house.now)
    assert make(browser, code).status_code == 403


def test_who_guesses_waits_longer_each_time(browser: FlaskClient, code: str) -> None:
    told = [make(browser, "guess").status_code for _ in range(6)]
    assert told[0] == 403 and told[-1] == 429


def test_where_there_is_an_administrator_nobody_makes_another_with_a_code(
    house: House, browser: FlaskClient, code: str
) -> None:
    grants = (Grant("administrator", "0"),)
    house.accounts.add("held", "Held", house.now, "host", grants, hash_password(WORDS))
    answer = make(browser, code)
    assert answer.status_code == 403 and house.accounts.get("root") is None
