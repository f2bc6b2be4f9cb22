"""Who is in no more is told why, where one signs in; a stranger is told nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.access.session_cookie import seal
from tests.city.small_city import HOUR
from tests.dashboard.accounts.test_account_guard import KEYS, PAGE, enter
from tests.dashboard.accounts.test_sign_in import House


@pytest.fixture
def browser(server: Flask) -> FlaskClient:
    return server.test_client()


def page_after(browser: FlaskClient, house: House) -> str:
    house.reader.poll(0)
    return browser.get(browser.get("/wall/1?lang=en", headers=PAGE).location + "&lang=en", headers=PAGE).text


def revoke(by: str, why: str) -> Callable[[House], object]:
    return lambda house: house.log.revoke(list(house.reader.sessions.open), by, house.now, why)


def later(hours: int) -> Callable[[House], object]:
    return lambda house: setattr(house, "now", house.now + hours * HOUR)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (revoke("chen", "ended"), "ended from another place where you are signed in"),
        (revoke("root", "ended"), "an administrator ended the session"),
        (revoke("host", "ended"), "an administrator ended the session"),
        (revoke("root", "something new"), "an administrator ended the session"),
        (revoke("chen", "password"), "If that was not you"),
        (revoke("root", "password"), "an administrator set a new password"),
        (revoke("root", "disabled"), "this account is disabled"),
        (revoke("root", "withdrawn"), "the grant you acted under"),
        (lambda house: house.accounts.disable("chen", True, house.now, "host"), "this account is disabled"),
        (
            lambda house: house.accounts.withdraw("chen", "officer:1", house.now, "host"),
            "the grant you acted",
        ),
        (later(5), "not used for 4 h"),
        (later(24), "a session ends after 1 d"),
    ],
)
def test_who_was_put_out_is_told_why(
    browser: FlaskClient, house: House, happens: Callable[[House], object], said: str
) -> None:
    enter(browser)
    happens(house)
    told = page_after(browser, house)
    assert said in told and 'role="status"' in told
    assert said not in enter(browser, "a wrong password").text


@pytest.mark.parametrize("cookie", [None, "forged", seal([b"x" * 32], "s-1"), seal(KEYS, "s-nobody")])
def test_a_stranger_learns_nothing_of_anybody(browser: FlaskClient, house: House, cookie: str | None) -> None:
    """Nor does somebody whose cookie was signed with keys that are no more."""
    told = []
    for _ in range(2):
        if cookie:
            browser.set_cookie("gridwall-session", cookie)
        told.append(page_after(browser, house))
        other = browser.application.test_client()
        enter(other)
        house.accounts.disable("chen", True, house.now, "host")
    assert told[0] == told[1]
    assert ("no longer good" in told[0]) == bool(cookie) and "disabled" not in told[0]


def test_who_signed_out_is_told_nothing(browser: FlaskClient, house: House) -> None:
    cookie = enter(browser).headers["Set-Cookie"].split(";")[0].partition("=")[2]
    browser.post("/sign-out", headers={"Origin": "http://localhost"})
    browser.set_cookie("gridwall-session", cookie)
    assert 'class="notice"' not in page_after(browser, house)


def test_a_process_that_still_reads_says_of_no_session_that_it_is_over(
    browser: FlaskClient, house: House
) -> None:
    enter(browser)
    house.reader.caught_up = False
    house.reader.sessions.open.clear()
    assert 'class="notice"' not in browser.get("/sign-in", headers=PAGE).text


def test_a_form_of_somebody_who_is_out_leads_to_where_one_signs_in_and_back_to_its_page(
    browser: FlaskClient,
) -> None:
    told = browser.post("/account/act", headers={**PAGE, "Origin": "http://localhost"})
    assert (told.status_code, told.location) == (303, "/sign-in?to=%2Faccount")
    assert browser.post("/api/photos", headers={**PAGE, "Origin": "http://localhost"}).status_code == 401
