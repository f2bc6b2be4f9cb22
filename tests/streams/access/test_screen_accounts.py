"""What those who handle screens may do to them, how far, and that nobody else does anything to them."""

from __future__ import annotations

import re

import pytest
from redis import Redis

from city.access.grants import Grant
from city.access.roles import ROLES
from streams.access.accounts import Account
from streams.access.administration import AdministrationError, Hand, one_time_password
from streams.access.screen_accounts import ScreenAccounts, new_screen_id
from streams.access.sessions import Session, SessionLog, Sessions
from streams.record.keys import Keys
from tests.city.small_city import NOW, small_areas
from tests.streams.access.test_administration import CITY, DAY, GRID, OTHER, TOWN, Office

STRANGE = "<img src=x onerror=alert(1)>"


class Room(Office):
    """`screens(account, area)`: as somebody who acts there."""

    def screens(self, account: str, area: str) -> ScreenAccounts:
        hand = Hand(account, area, "s-1", "10.0.0.9")
        return ScreenAccounts(self.redis, self.keys, small_areas(), hand, NOW, DAY)

    def screen(self, id: str) -> Account:
        account = self.accounts.get(id)
        assert account is not None
        return account

    def acts(self) -> list[tuple[str, str, str]]:
        """The newest first."""
        told = (audited for _, audited in self.audit.newest(99))
        return [(each.act, each.account, each.area) for each in told]

    def open(self) -> list[Session]:
        sessions = Sessions()
        sessions.fold(self.redis.xrange(self.keys.sessions))  # type: ignore[arg-type]
        return list(sessions.open.values())


@pytest.fixture
def room(redis: Redis, keys: Keys) -> Room:
    made = Room(redis, keys)
    for role in ROLES:
        if role not in ("field", "screen"):
            made.make(role, Grant(role, TOWN, "police" if role == "department" else None))
    made.make("root", Grant("administrator", CITY))
    made.make("city", Grant("operator", CITY))
    return made


def refused(code: str) -> pytest.RaisesExc[AdministrationError]:
    return pytest.RaisesExc(AdministrationError, check=lambda error: error.code == code)


def test_a_screen_is_an_account_without_a_password_that_has_one_role(room: Room) -> None:
    id = room.screens("operator", TOWN).add(f"  {STRANGE} ", GRID)
    assert re.fullmatch(r"screen-[a-z]{6}", id)
    account = room.screen(id)
    assert (account.name, account.grants, account.password) == (STRANGE, (Grant("screen", GRID),), None)
    assert account.of_a_screen() and account.opens_with(NOW) is None
    assert room.acts()[0] == ("screen_paired", "operator", GRID)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("field", "screen")])
def test_only_an_operator_or_a_head_handles_screens(room: Room, role: str) -> None:
    id = room.screens("city", CITY).add("One", TOWN)
    screens, before = room.screens(role, TOWN), room.accounts.all()
    acts = (
        lambda: screens.add("Two", TOWN),
        lambda: screens.rename(id, "Two"),
        lambda: screens.move(id, GRID),
        lambda: screens.revoke(id),
    )
    for act in acts:
        if role in ("operator", "head"):
            act()
        else:
            with refused("no_longer"):
                act()
    assert (room.accounts.all() == before) == (role not in ("operator", "head"))


def test_who_lost_the_grant_a_moment_ago_does_nothing_more(room: Room) -> None:
    screens = room.screens("operator", TOWN)
    room.accounts.withdraw("operator", "operator:1", NOW, "root")
    with refused("no_longer"):
        screens.add("One", TOWN)


@pytest.mark.parametrize("area", [CITY, OTHER, "nowhere", ""])
def test_nobody_hangs_a_screen_beyond_their_own_area(room: Room, area: str) -> None:
    screens = room.screens("operator", TOWN)
    id = screens.add("One", TOWN)
    with refused("outside"):
        screens.add("Two", area)
    with refused("outside"):
        screens.move(id, area)
    assert room.grants(id) == ["screen:1"]


def test_a_screen_of_elsewhere_and_a_person_are_like_nothing(room: Room) -> None:
    elsewhere = room.screens("city", CITY).add("One", OTHER)
    screens, before = room.screens("operator", TOWN), room.accounts.all()
    for id in (elsewhere, "officer", "root", "nobody", "x" * 99):
        for act in (
            lambda id=id: screens.rename(id, "Mine"),
            lambda id=id: screens.move(id, TOWN),
            lambda id=id: screens.revoke(id),
        ):
            with refused("unknown"):
                act()
    assert room.accounts.all() == before
    assert screens.all() == []


def test_a_screen_that_moves_takes_its_sessions_along(room: Room) -> None:
    screens = room.screens("operator", TOWN)
    id, log = screens.add("One", TOWN), SessionLog(room.redis, room.keys)
    log.open(Session("s-9", id, "screen:1", NOW, NOW + 9999, NOW))
    log.open(Session("s-8", "operator", "operator:1", NOW, NOW + 9999, NOW))
    account = screens.move(id, GRID, room.open())
    assert account.grants == (Grant("screen", GRID),)
    assert {session.id: session.grant for session in room.open()} == {
        "s-9": "screen:1-1",
        "s-8": "operator:1",
    }
    assert room.acts()[0] == ("screen_moved", "operator", "1 1-1")
    assert screens.move(id, GRID, room.open()).grants == (Grant("screen", GRID),)  # again: nothing changes


def test_what_a_moving_screen_acts_under_is_its_own_at_every_moment(room: Room) -> None:
    """Whoever reads in between must find it in: a screen that is out shows a code to the room."""
    screens = room.screens("operator", TOWN)
    id = screens.add("One", TOWN)
    SessionLog(room.redis, room.keys).open(Session("s-9", id, "screen:1", NOW, NOW + 9999, NOW))
    before = room.redis.xlen(room.keys.sessions)
    screens.move(id, GRID, room.open())
    told = [fields for _, fields in room.redis.xrange(room.keys.sessions)][before:]  # type: ignore[arg-type]
    assert [fields.get(b"what") or fields[b"type"] for fields in told] == [
        b"granted",
        b"changed",
        b"withdrawn",
    ]


def test_a_revoked_screen_is_out_and_stays_out(room: Room) -> None:
    screens = room.screens("operator", TOWN)
    id = screens.add("One", TOWN)
    SessionLog(room.redis, room.keys).open(Session("s-9", id, "screen:1", NOW, NOW + 9999, NOW))
    screens.revoke(id, room.open())
    assert not room.screen(id).current() and room.open() == []
    assert room.acts()[0] == ("screen_revoked", "operator", TOWN)
    for act in (lambda: screens.revoke(id), lambda: screens.move(id, GRID), lambda: screens.rename(id, "x")):
        with refused("unknown"):
            act()


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "a\x00b"])
def test_a_name_that_nobody_may_have_is_no_screens_either(room: Room, name: str) -> None:
    screens = room.screens("operator", TOWN)
    id = screens.add("One", TOWN)
    with refused("bad_name"):
        screens.add(name, TOWN)
    with refused("bad_name"):
        screens.rename(id, name)
    assert screens.rename(id, "Two").name == "Two"
    assert room.acts()[0][0] == "screen_renamed"


def test_the_same_screen_is_added_once(room: Room) -> None:
    screens, id = room.screens("operator", TOWN), new_screen_id()
    assert screens.add("One", TOWN, id) == screens.add("One", TOWN, id) == id
    with refused("taken"):
        screens.add("One", GRID, id)
    assert [account.id for account in screens.all()] == [id]


def test_who_looks_after_accounts_finds_no_screen_and_makes_none(room: Room) -> None:
    id = room.screens("operator", TOWN).add("One", TOWN)
    root, before = room.of("root", CITY), room.screen(id)
    tries = (
        lambda: root.grant(id, Grant("head", TOWN)),
        lambda: root.withdraw(id, "screen:1"),
        lambda: root.disable(id, True),
        lambda: root.set_password(id, one_time_password()),
        lambda: root.end(id, []),
    )
    for act in tries:
        with refused("unknown"):
            act()
    assert room.screen(id) == before
    assert id not in [account.id for account in root.all()]
    with refused("bad_grant"):
        root.grant("officer", Grant("screen", TOWN))
    with refused("taken"):
        root.add("screen-mine", "Mine", Grant("officer", TOWN))
