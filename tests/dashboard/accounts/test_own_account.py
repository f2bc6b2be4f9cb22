"""The page of one's own account, as a browser uses it."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import gevent
import pytest
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from dashboard.access.account_guard import AccountGuard
from dashboard.access.network import Network
from dashboard.access.viewer import viewer
from dashboard.accounts import account_routes, sign_in_routes
from dashboard.accounts.account_routes import AccountPages
from dashboard.accounts.own_account import OwnAccounts, OwnRefusedError
from dashboard.accounts.sign_in import HASHING
from dashboard.accounts.sign_in_routes import SignInPages
from streams.access.password_hash import fits
from streams.access.sign_in_delays import FREE
from streams.record.connections import Connections
from streams.record.keys import Keys
from tests.city.small_city import small_areas
from tests.dashboard.accounts.test_account_guard import KEYS, enter
from tests.dashboard.accounts.test_sign_in import DESK, WORDS, House

NEW = "another seven words nobody would choose"
STOLEN = "these words were stolen elsewhere"
OURS = {"Origin": "http://localhost"}


@pytest.fixture
def server(house: House, redis: Redis, keys: Keys) -> Flask:
    made = Flask("door", static_folder=None)
    to = Connections(keys, "redis://record", "redis://positions", redis, redis, redis)  # type: ignore[arg-type]
    own = OwnAccounts(to, house.reader, lambda: house.now, lambda word: word == STOLEN)
    zone, become = ZoneInfo("Asia/Shanghai"), lambda *_: house.reader.poll(0)
    account_routes.register(made, AccountPages(own, small_areas(), zone, become))
    known = lambda _: house.reader.poll(0)  # noqa: E731
    sign_in_routes.register(made, SignInPages(house.sign_in, lambda: KEYS, False, known))
    made.get("/who")(lambda: f"{viewer().role} {viewer().scope}")
    guard = AccountGuard(made.wsgi_app, Network(None), house.door, lambda: KEYS, lambda _: None)
    made.wsgi_app = guard  # type: ignore[method-assign]
    return made


@pytest.fixture
def browser(server: Flask) -> FlaskClient:
    made = server.test_client()
    enter(made)
    return made


def post(house: House, browser: FlaskClient, path: str, **form: str) -> TestResponse:
    answer = browser.post(path, data=form, headers=OURS)
    house.reader.poll(0)
    return answer


def test_one_changes_to_another_of_ones_grants(house: House, browser: FlaskClient) -> None:
    assert browser.get("/who").text == "officer 1"
    assert post(house, browser, "/account/act", grant="head:2").location == "/account?done=act"
    assert browser.get("/who").text == "head 2"
    assert house.acts()[0] == "acting_under"


def test_a_grant_that_is_not_ones_own_is_refused_and_changes_nothing(
    house: House, browser: FlaskClient
) -> None:
    assert post(house, browser, "/account/act", grant="administrator:0").status_code == 403
    assert browser.get("/who").text == "officer 1"


def test_a_new_password_ends_all_other_sessions(house: House, server: Flask, browser: FlaskClient) -> None:
    other = server.test_client()
    enter(other)
    answer = post(house, browser, "/account/password", now=WORDS, new=NEW, again=NEW)
    assert answer.location == "/account?done=password"
    account = house.accounts.get("chen")
    assert account is not None and fits(account.password, NEW) and not account.must_change
    assert browser.get("/who").status_code == 200
    assert other.get("/who").status_code == 401


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"now": "wrong", "new": NEW, "again": NEW}, 403),
        ({"now": WORDS, "new": NEW, "again": f"{NEW}!"}, 403),
        ({"now": WORDS, "new": "short", "again": "short"}, 400),
        ({"now": WORDS, "new": STOLEN, "again": STOLEN}, 400),
        ({}, 403),
    ],
)
def test_a_password_that_may_not_be_is_refused_in_words_and_stands_nowhere(
    house: House, browser: FlaskClient, form: dict[str, str], status: int
) -> None:
    answer = post(house, browser, "/account/password", **form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert not any(word in answer.text for word in form.values())
    account = house.accounts.get("chen")
    assert account is not None and fits(account.password, WORDS)


def test_one_ends_sessions_of_ones_own_and_of_nobody_else(
    house: House, server: Flask, browser: FlaskClient
) -> None:
    other = server.test_client()
    enter(other)
    handles = re.findall(r'name="session" value="([0-9a-f]+)"', browser.get("/account").text)
    assert len(handles) == 1
    post(house, browser, "/account/end", session="0" * 16)
    assert other.get("/who").status_code == 200
    post(house, browser, "/account/end", session=handles[0])
    assert other.get("/who").status_code == 401
    assert browser.get("/who").status_code == 200


@pytest.mark.parametrize("path", ["/account/act", "/account/end", "/account/password"])
def test_a_form_on_another_site_changes_nothing(browser: FlaskClient, path: str) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.post(path, data={}, headers=headers).status_code == 403


def test_the_page_shows_no_session_id_and_no_hash(house: House, browser: FlaskClient) -> None:
    page = browser.get("/account?lang=en").text
    assert "duty officer" in page and "shift head" in page
    assert not any(id in page for id in house.reader.sessions.open)
    assert "argon2" not in page


def test_who_sits_at_anothers_desk_guesses_their_password_one_try_after_another(
    house: House, redis: Redis, keys: Keys
) -> None:
    to = Connections(keys, "redis://record", "redis://positions", redis, redis, redis)  # type: ignore[arg-type]
    own = OwnAccounts(to, house.reader, lambda: house.now, lambda _: False)
    standing, told = house.door.standing(house.comes_in()), list[str]()

    def guess(number: int) -> None:
        try:
            own.change_password(standing, f"guess {number}", NEW, NEW, DESK)  # type: ignore[arg-type]
        except OwnRefusedError as refused:
            told.append(str(refused))

    gevent.joinall([gevent.spawn(guess, number) for number in range(60)])
    assert len(told) == 60 and told.count("wrong") <= FREE + HASHING
