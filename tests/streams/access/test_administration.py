"""What an administrator may do to accounts, how far, and what is written down of it."""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from redis import Redis

from city.access.grants import Grant
from streams.access.accounts import Accounts
from streams.access.administration import (
    HOST,
    Administration,
    AdministrationError,
    Hand,
    Installation,
    one_time_password,
)
from streams.access.audit import AuditLog
from streams.access.sessions import Session, SessionLog, Sessions
from streams.record.keys import Keys
from tests.city.small_city import NOW, small_areas

DAY = date(2026, 9, 30)
CITY, TOWN, OTHER, GRID = "0", "1", "2", "1-1"


class Office:
    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.redis, self.keys = redis, keys
        self.accounts, self.audit = Accounts(redis, keys), AuditLog(redis, keys)
        self.held = Installation(small_areas(), ["police"], {"q7"}, lambda word: "stolen" in word)

    def of(self, account: str, area: str) -> Administration:
        hand = Hand(account, area, "s-1", "10.0.0.9")
        return Administration(self.redis, self.keys, self.held, hand, NOW, DAY)

    def make(self, id: str, *grants: Grant, password: str | None = "hash") -> None:
        self.accounts.add(id, id, NOW, HOST, grants)
        if password:
            self.accounts.set_password(id, password, NOW, id)

    def grants(self, id: str) -> list[str]:
        account = self.accounts.get(id)
        assert account is not None
        return [grant.id for grant in account.grants]


@pytest.fixture
def office(redis: Redis, keys: Keys) -> Office:
    made = Office(redis, keys)
    made.make("root", Grant("administrator", CITY))
    made.make("town", Grant("administrator", TOWN))
    made.make("li", Grant("officer", TOWN))
    made.make("wu", Grant("officer", TOWN), Grant("officer", OTHER))
    return made


def refused(code: str) -> pytest.RaisesExc[AdministrationError]:
    return pytest.RaisesExc(AdministrationError, check=lambda error: error.code == code)


def test_an_administrator_of_a_town_finds_only_those_whose_grants_all_lie_in_it(office: Office) -> None:
    assert [account.id for account in office.of("town", TOWN).all()] == ["li", "town"]
    assert [account.id for account in office.of("root", CITY).all()] == ["li", "root", "town", "wu"]


@pytest.mark.parametrize("id", ["wu", "root", "nobody-at-all", "x" * 99])
def test_who_is_out_of_reach_is_like_who_is_not_there_whatever_is_tried(office: Office, id: str) -> None:
    town = office.of("town", TOWN)
    tries = (
        lambda: town.grant(id, Grant("officer", TOWN)),
        lambda: town.withdraw(id, "officer:2"),
        lambda: town.disable(id, True),
        lambda: town.set_password(id, one_time_password()),
        lambda: town.end(id, []),
    )
    before = office.accounts.all()
    for act in tries:
        with refused("unknown"):
            act()
    assert office.accounts.all() == before


def test_nobody_grants_beyond_their_own_area(office: Office) -> None:
    town = office.of("town", TOWN)
    for grant in (Grant("administrator", CITY), Grant("officer", OTHER)):
        with refused("outside"):
            town.grant("li", grant)
        with refused("outside"):
            town.add("new", "New", grant)
    town.grant("li", Grant("administrator", TOWN))
    assert office.grants("li") == ["officer:1", "administrator:1"]


def test_what_is_open_under_a_withdrawn_grant_ends_and_is_not_opened_by_giving_it_again(
    office: Office,
) -> None:
    sessions, log = Sessions(), SessionLog(office.redis, office.keys)
    for id, grant in (("s-1", "officer:1"), ("s-2", "head:2")):
        log.open(Session(id, "li", grant, NOW, NOW + 9999, NOW))
    sessions.fold(office.redis.xrange(office.keys.sessions))  # type: ignore[arg-type]
    root = office.of("root", CITY)
    root.withdraw("li", "officer:1", list(sessions.open.values()))
    root.grant("li", Grant("officer", "1"))
    sessions.fold(office.redis.xrange(office.keys.sessions))  # type: ignore[arg-type]
    assert set(sessions.open) == {"s-2"}


def test_an_account_of_an_area_keeps_a_grant_there(office: Office) -> None:
    with refused("last_grant"):
        office.of("town", TOWN).withdraw("li", "officer:1")
    with refused("last_grant"):
        office.of("town", TOWN).add("new", "New", None)
    office.of("root", CITY).withdraw("li", "officer:1")
    assert office.grants("li") == []


@pytest.mark.parametrize("last", [None, DAY])
def test_the_last_administrator_of_the_city_stays(office: Office, last: date | None) -> None:
    root = office.of("root", CITY)
    office.make("unable", Grant("administrator", CITY), password=None)
    office.make("gone", Grant("administrator", CITY, last=date(2026, 1, 1)))
    for act in (lambda: root.withdraw("root", "administrator:0"), lambda: root.disable("root", True)):
        with refused("last_administrator"):
            act()
    office.make("second", Grant("administrator", CITY, last=last))
    root.disable("root", True)
    office.of(HOST, CITY).disable("second", True)  # who sits at the machine makes another one


def test_two_administrators_at_once_leave_one(office: Office) -> None:
    office.make("second", Grant("administrator", CITY))
    told: list[str] = []

    def withdraw(by: str, whose: str) -> None:
        try:
            office.of(by, CITY).withdraw(whose, "administrator:0")
        except AdministrationError as error:
            told.append(error.code)

    threads = [Thread(target=withdraw, args=pair) for pair in (("root", "second"), ("second", "root"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and told[0] in ("last_administrator", "no_longer")
    assert sum("administrator:0" in office.grants(id) for id in ("root", "second")) == 1


def test_who_was_an_administrator_until_now_changes_nothing_more(office: Office) -> None:
    town = office.of("town", TOWN)
    office.of("root", CITY).disable("town", True)
    with refused("no_longer"):
        town.disable("li", True)


def test_an_account_elsewhere_is_refused_as_somebody_of_the_roster_and_a_department(office: Office) -> None:
    office.make("afar", Grant("officer", OTHER))
    told = set()
    for id in ("afar", "q7", "police", "clerk"):
        with pytest.raises(AdministrationError) as refusal:
            office.of("town", TOWN).add(id, "New", Grant("officer", TOWN))
        told.add((refusal.value.code, str(refusal.value).replace(id, "-")))
    assert told == {("taken", "account must be a free name, got -")}


@pytest.mark.parametrize("id", ["clerk", "host", "demo-desk", "seat-3", "q7", "police", "li"])
def test_no_account_has_the_name_of_another_who_acts(office: Office, id: str) -> None:
    with refused("taken"):
        office.of("root", CITY).add(id, "New", None)


@pytest.mark.parametrize(
    ("grant", "code"),
    [
        (Grant("screen", TOWN), "bad_grant"),
        (Grant("officer", "nowhere"), "bad_grant"),
        (Grant("department", TOWN), "bad_grant"),
        (Grant("officer", TOWN, first=DAY, last=date(2026, 1, 1)), "bad_grant"),
    ],
)
def test_a_grant_that_cannot_be_is_refused(office: Office, grant: Grant, code: str) -> None:
    with refused(code):
        office.of("root", CITY).grant("li", grant)


def test_a_password_of_somebody_else_is_checked_and_ends_what_was_open(office: Office) -> None:
    sessions, log = Sessions(), SessionLog(office.redis, office.keys)
    for id, account in (("s-li", "li"), ("s-town", "town")):
        log.open(Session(id, account, "officer:1", NOW, NOW + 9999, NOW))
    sessions.fold(office.redis.xrange(office.keys.sessions))  # type: ignore[arg-type]
    town = office.of("town", TOWN)
    with refused("password_breached"):
        town.set_password("li", "a stolen password of many", sessions.open.values())
    account = town.set_password("li", one_time_password(), sessions.open.values())
    assert account.must_change and account.opens_with(NOW) and not account.opens_with(NOW + 8 * 86_400_000)
    sessions.fold(office.redis.xrange(office.keys.sessions))  # type: ignore[arg-type]
    assert set(sessions.open) == {"s-town"}


def test_each_change_is_in_the_audit_with_who_did_it_where_and_nothing_of_a_password(office: Office) -> None:
    town = office.of("town", TOWN)
    town.add("new", "New", Grant("officer", GRID))
    town.grant("new", Grant("head", TOWN))
    town.withdraw("new", "officer:1-1")
    town.set_password("new", "words that are in no list")
    town.disable("new", True)
    entries = [audited for _, audited in office.audit.newest(9)]
    assert [(e.act, e.what, e.area, e.detail) for e in reversed(entries)] == [
        ("account_added", "new", "1-1", "officer:1-1"),
        ("granted", "new", "1", "head:1"),
        ("withdrawn", "new", "1-1", "officer:1-1"),
        ("password_set", "new", "1", ""),
        ("disabled", "new", "1", ""),
    ]
    assert {(e.account, e.session, e.address) for e in entries} == {("town", "s-1", "10.0.0.9")}


def test_passwords_for_one_time_differ_and_may_be_had() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50 and all(len(each) == 19 for each in made)
