"""A stranger's browser becomes a screen by a code that somebody types, and by nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from redis.exceptions import ConnectionError as RedisAway

from city.access.grants import Grant
from dashboard.access.session_cookie import NAME as SESSION
from dashboard.access.session_cookie import seal
from dashboard.access.sessions_door import SessionsDoor
from dashboard.screens.pairing_cookie import NAME, set_pairing_cookie
from streams.access.administration import Hand
from streams.access.pairing import Pairing
from streams.access.screen_accounts import ScreenAccounts
from streams.access.sessions import DAY
from tests.dashboard.account_office import CANARY, HERE
from tests.dashboard.office import now
from tests.dashboard.screens.pairing_office import ASKED, STRANGE, PairingOffice

PAGE = {**HERE, "Accept": "text/html"}
EVIL = {"Origin": "https://evil.example"}


@pytest.mark.parametrize(("lang", "said"), [("zh", "正在获取代码"), ("en", "Getting a code")])
def test_a_stranger_is_shown_the_page_and_all_it_needs_and_nothing_of_the_city(
    pairing: PairingOffice, lang: str, said: str
) -> None:
    browser = pairing.stranger()
    by_address = browser.get(f"/screen?lang={lang}", headers=PAGE)
    by_browser = browser.get("/screen", headers={**PAGE, "Accept-Language": lang})
    for answer in (by_address, by_browser):
        assert (answer.status_code, said in answer.text) == (200, True)
        assert not CANARY.search(answer.data)
        assert "no-store" in answer.headers["Cache-Control"]
    needed = re.findall(r'(?:src|href)="(/assets/[^"]+)"', by_address.text)
    assert len(needed) >= 2
    assert {browser.get(path, headers=HERE).status_code for path in needed} == {200}


def test_whose_code_is_typed_is_a_screen_from_then_on(pairing: PairingOffice) -> None:
    browser = pairing.stranger()
    code = pairing.code(browser)
    assert pairing.look(browser) == {"state": "waiting"}
    answer = pairing.pair("operator", code.lower().replace("-", " "), row=2, column=3)
    id = answer.json["screen"]
    assert answer.json == {"ok": True, "screen": id}
    assert pairing.look(browser) == {"state": "paired", "place": f"/screen/{id}"}
    assert browser.get("/screen", headers=PAGE).location == f"/screen/{id}"
    assert browser.get("/", headers=PAGE).location == "/screen"
    pairing.read()
    screen = pairing.office.screens.following.reader.plan.screens[id]
    assert {name: getattr(screen, name) for name in ASKED} == ASKED
    assert browser.get(f"/screen/{id}", headers=PAGE, follow_redirects=True).status_code == 200
    assert [audited.act for audited in pairing.acts()[:2]] == ["signed_in", "screen_paired"]
    assert (pairing.acts()[1].account, pairing.acts()[1].what) == ("x-operator", id)


def test_its_session_is_a_screens_and_lasts_for_weeks(pairing: PairingOffice) -> None:
    _, id = pairing.screen()
    (session,) = pairing.office.accounts.reader.sessions.of(id)
    assert session.grant == "screen:1"
    assert session.until - session.opened > 300 * DAY


def test_the_secret_is_kept_from_scripts_and_other_sites() -> None:
    told = set_pairing_cookie("s", 120, secure=True)
    assert told == "__Host-gridwall-pairing=s; Max-Age=120; Path=/; HttpOnly; SameSite=Strict; Secure"
    assert set_pairing_cookie("s", 1, secure=True, base="/grid").startswith("__Secure-gridwall-pairing=s; ")


def test_what_one_browser_showed_no_other_collects(pairing: PairingOffice) -> None:
    browser, other, thief = (pairing.stranger() for _ in range(3))
    code = pairing.code(browser)
    pairing.code(other)
    pairing.pair("operator", code)
    for secret in (
        "",
        code,
        "x" * 43,
        "x" * 3000,
        seal(pairing.office.engine.signing.key_file.session_keys(), "s"),
    ):
        thief.set_cookie(NAME, secret)
        assert pairing.look(thief) == {"state": "expired"}
    assert pairing.look(other) == {"state": "waiting"}
    secret = browser.get_cookie(NAME)
    assert secret is not None and pairing.look(browser)["state"] == "paired"
    thief.set_cookie(NAME, secret.value)  # it was read off the disk, later
    assert pairing.look(thief) == {"state": "expired"}
    assert thief.get_cookie(SESSION) is None


def test_a_code_that_is_over_is_no_screen(pairing: PairingOffice) -> None:
    browser = pairing.stranger()
    code = pairing.code(browser)
    pairing.redis.delete(pairing.keys.pairing)  # as Redis does it, two minutes later
    assert pairing.look(browser) == {"state": "expired"}
    answer = pairing.pair("operator", code)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_code")
    assert pairing.code(browser) != code


def test_another_site_neither_asks_for_codes_nor_types_them(pairing: PairingOffice) -> None:
    browser = pairing.stranger()
    code = pairing.code(browser)
    told = {"command": "c", "code": code, **ASKED}
    assert browser.post("/screen/pairing", headers=EVIL).status_code == 403
    answer = pairing.office.client("operator").post("/api/screens/pair", json=told, headers=EVIL)
    assert answer.status_code == 403
    assert pairing.look(browser) == {"state": "waiting"}


def test_an_address_has_three_codes_at_a_time_and_a_fourth_browser_is_told(pairing: PairingOffice) -> None:
    browsers = [pairing.stranger() for _ in range(4)]
    for browser in browsers[:3]:
        pairing.code(browser)
    answer = browsers[3].post("/screen/pairing", headers=HERE)
    assert (answer.status_code, answer.json["code"]) == (429, "crowded")
    assert set(answer.json["reason"]) == {"zh", "en"} and int(answer.headers["Retry-After"]) > 0
    assert "Set-Cookie" not in answer.headers
    pairing.pair("operator", pairing.code(browsers[0]))  # another code for the same browser, and it is taken
    pairing.code(browsers[3])


def test_a_strange_name_is_text_wherever_it_stands(pairing: PairingOffice) -> None:
    browser, id = pairing.screen(name=STRANGE, room=STRANGE)
    account = pairing.accounts.get(id)
    assert account is not None and account.name == STRANGE
    for place in ("/account", "/start"):
        page = browser.get(f"{place}?lang=en", headers=PAGE).text
        assert STRANGE not in page and "&lt;img src=x" in page


def test_who_is_signed_in_is_told_whose_browser_it_is_and_gets_no_code(pairing: PairingOffice) -> None:
    pairing.accounts.rename("x-leader", STRANGE, now(), "host")
    pairing.read()
    browser = pairing.office.client("leader")
    page = browser.get("/screen?lang=en", headers=PAGE)
    assert page.status_code == 200 and "Somebody is signed in here" in page.text
    assert STRANGE not in page.text and "&lt;img" in page.text and "sign-out" in page.text
    assert browser.post("/screen/pairing", headers=HERE).json == {"state": "person"}
    assert pairing.look(browser) == {"state": "person"}
    assert browser.get_cookie(NAME) is None


def test_who_signs_out_to_make_a_screen_comes_to_its_code(pairing: PairingOffice) -> None:
    pairing.office.sessions["passing"] = pairing.office.comes_in("x-passing", Grant("leader", "1"))
    pairing.read()
    browser = pairing.office.client("passing")
    assert browser.post("/sign-out", data={"then": "pair"}, headers=HERE).location == "/screen"
    elsewhere = pairing.stranger().post("/sign-out", data={"then": "//evil.example"}, headers=PAGE)
    assert "evil" not in elsewhere.location


def test_a_revoked_screen_is_led_to_a_code_from_wherever_it_is(pairing: PairingOffice) -> None:
    browser, id = pairing.screen()
    office = pairing.office
    hand = Hand("x-operator", "1", office.sessions["operator"], "127.0.0.1")
    open_ = list(office.accounts.reader.sessions.open.values())
    day = date(2026, 9, 30)
    ScreenAccounts(pairing.redis, pairing.keys, office.engine.live.areas, hand, now(), day).revoke(id, open_)
    pairing.read()
    for path in (f"/screen/{id}?lang=en", "/wall/1?lang=en", "/account?lang=en&x=1"):
        for method in ("GET", "HEAD"):
            assert browser.open(path, method=method, headers=PAGE).location == "/screen?lang=en"
    assert "Getting a code" in browser.get("/screen?lang=en", headers=PAGE).text
    assert browser.get("/api/areas/1/live", headers=HERE).status_code == 401
    code = pairing.code(browser)
    again = pairing.pair("operator", code).json["screen"]
    assert again != id and pairing.look(browser)["place"] == f"/screen/{again}"


def test_a_screen_that_was_revoked_before_it_was_one_is_none(pairing: PairingOffice) -> None:
    browser = pairing.stranger()
    id = pairing.pair("operator", pairing.code(browser)).json["screen"]
    pairing.accounts.disable(id, True, now(), "host")
    assert pairing.look(browser) == {"state": "expired"}
    assert browser.get_cookie(SESSION) is None


def test_a_screen_looks_and_does_nothing_else(pairing: PairingOffice) -> None:
    browser, _ = pairing.screen()
    assert browser.get("/api/areas/1/live", headers=HERE).status_code == 200
    for path in ("/console/1", "/api/areas/1/list/open", "/administration", "/audit", "/health"):
        assert browser.get(path, headers=HERE).status_code == 403, path
    told = {"command": "c", "code": "x", **ASKED}
    assert browser.post("/api/screens/pair", json=told, headers=HERE).status_code == 403
    word = "seven words that nobody else would choose"
    change = {"now": "", "new": word, "again": word}
    assert browser.post("/account/password", data=change, headers=HERE).status_code == 403


def test_a_screen_that_hangs_nowhere_says_so_and_goes_on_once_it_hangs(pairing: PairingOffice) -> None:
    browser, id = pairing.screen()
    plan = pairing.office.screens.following.reader.plan
    screen = plan.screens.pop(id)
    page = browser.get("/screen?lang=en", headers=PAGE)
    assert (page.status_code, "This screen hangs in no room" in page.text) == (200, True)
    assert browser.post("/screen/pairing", headers=HERE).json == {"state": "unhung"}
    plan.screens[id] = screen
    assert pairing.look(browser) == {"state": "paired", "place": f"/screen/{id}"}


def test_before_a_process_knows_who_is_in_it_takes_no_screen_for_a_stranger(
    pairing: PairingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, _ = pairing.screen()
    monkeypatch.setattr(SessionsDoor, "caught_up", False)
    monkeypatch.setattr(SessionsDoor, "standing", lambda *_: None)
    for answer in (
        browser.post("/screen/pairing", headers=HERE),
        browser.get("/screen/pairing", headers=HERE),
    ):
        assert (answer.status_code, answer.json["code"]) == (503, "away")
        assert set(answer.json["reason"]) == {"zh", "en"}


def test_without_the_record_the_page_is_told_so_in_both_languages(
    pairing: PairingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise RedisAway("gone")

    browser = pairing.stranger()
    pairing.code(browser)
    for name in ("offer", "state"):
        monkeypatch.setattr(Pairing, name, away)
    for answer in (
        browser.post("/screen/pairing", headers=HERE),
        browser.get("/screen/pairing", headers=HERE),
    ):
        assert (answer.status_code, set(answer.json["reason"])) == (503, {"zh", "en"})
