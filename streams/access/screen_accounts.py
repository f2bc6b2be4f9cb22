"""The accounts of screens: made, named, moved and revoked by whoever handles screens in their area. No person
has such an account, and nobody ever signs in to it: a browser that was paired holds its session.

How far one reaches is decided within the transaction that writes it down. Knows no request.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import date

from redis import Redis

from city.access.grants import Grant, in_force
from city.access.roles import SCREEN, may
from city.areas.areas import Areas
from city.cases.actors import SCREEN as PREFIX
from streams.access.accounts import Account, Accounts, Change
from streams.access.administration import HOST, LETTERS, AdministrationError, Hand
from streams.access.audit import Audited
from streams.access.sessions import Session, SessionLog
from streams.messages.values import RefusedError, shown
from streams.record.keys import Keys

LETTERS_OF_ID = "".join(letter for letter in LETTERS if letter.isalpha())
ID_LETTERS = 6
RIGHT = "screens"
ACTS = {  # a screen is moved by a second grant, and the first is withdrawn without a word
    "added": "screen_paired",
    "renamed": "screen_renamed",
    "granted": "screen_moved",
    "disabled": "screen_revoked",
}


def new_screen_id() -> str:
    return PREFIX + "".join(secrets.choice(LETTERS_OF_ID) for _ in range(ID_LETTERS))


class ScreenAccounts:
    """`hand`: who acts, under a grant of which area. Raises AdministrationError, whose code is one of
    bad_name, taken, outside, unknown and no_longer, and what Redis says. `now` in epoch ms, `day` the
    city's."""

    def __init__(self, redis: Redis, keys: Keys, areas: Areas, hand: Hand, now: int, day: date) -> None:
        self._areas, self._hand, self._now, self._day = areas, hand, now, day
        self._accounts = Accounts(redis, keys, self._check, self._audited)
        self._log = SessionLog(redis, keys)

    def all(self) -> list[Account]:
        """Those within reach that are not revoked, by their ids."""
        return [each for each in self._accounts.all() if each.current() and self._reaches(each)]

    def get(self, id: str) -> Account:
        account = self._accounts.get(id)
        if account is None or not account.current() or not self._reaches(account):
            raise _unknown(id)
        return account

    def add(self, name: str, area: str, id: str = "") -> str:
        """Its id. `id`: one that new_screen_id() made; what was added under it with this area is there."""
        self._check_area(area)
        grant, id = Grant(SCREEN, area), id or new_screen_id()
        held = self._accounts.get(id)
        if held is not None and held.current() and held.grants == (grant,):
            return id
        try:
            return self._accounts.add(id, name, self._now, self._hand.account, (grant,)).id
        except AdministrationError:
            raise
        except RefusedError as error:
            code = "taken" if self._accounts.get(id) is not None else "bad_name"
            raise AdministrationError(code, str(error)) from None

    def rename(self, id: str, name: str) -> Account:
        self.get(id)
        try:
            return self._accounts.rename(id, name, self._now, self._hand.account)
        except AdministrationError:
            raise
        except RefusedError as error:
            raise AdministrationError("bad_name", str(error)) from None

    def move(self, id: str, area: str, open_: Iterable[Session] = ()) -> Account:
        """`open_`: its sessions, which go with it and act at every moment under a grant that it has."""
        account = self.get(id)
        self._check_area(area)
        fresh, by = Grant(SCREEN, area), self._hand.account
        if fresh not in account.grants:
            account = self._accounts.grant(id, fresh, self._now, by)
        for session in open_:
            if session.account == id and session.grant != fresh.id:
                self._log.act_under(session.id, fresh.id, self._now)
        for old in account.grants:
            if old.id != fresh.id:
                account = self._accounts.withdraw(id, old.id, self._now, by)
        return account

    def revoke(self, id: str, open_: Iterable[Session] = ()) -> Account:
        """For good. `open_`: its sessions, which end with it."""
        self.get(id)
        account = self._accounts.disable(id, True, self._now, self._hand.account)
        if ended := [session.id for session in open_ if session.account == id]:
            self._log.revoke(ended, self._hand.account, self._now, "disabled")
        return account

    def _reaches(self, account: Account) -> bool:
        return account.of_a_screen() and all(self._within(grant.area) for grant in account.grants)

    def _within(self, area: str) -> bool:
        return area in self._areas and self._areas.within(area, self._hand.area)

    def _check_area(self, area: str) -> None:
        if not self._within(area):
            raise AdministrationError("outside", f"area must be in {self._hand.area}, got {shown(area)}")

    def _check(self, before: Account | None, after: Account, others: Callable[[], list[Account]]) -> None:
        """Within the transaction: nothing of it can have changed meanwhile."""
        own = next((each for each in others() if each.id == self._hand.account and each.current()), None)
        held = in_force(own.grants, self._areas, self._day) if own else []
        if self._hand.account != HOST and not any(
            may(each.role, RIGHT) and each.area == self._hand.area for each in held
        ):
            raise AdministrationError("no_longer", "the grant to do this was withdrawn")
        if before is not None and not (before.current() and self._reaches(before)):
            raise _unknown(before.id)
        if not self._reaches(after):
            raise AdministrationError("outside", f"a screen must hang in {self._hand.area}")

    def _audited(self, change: Change, before: Account | None, after: Account) -> Audited | None:
        if change not in ACTS:
            return None
        hand, changed = self._hand, set(after.grants) ^ set(before.grants if before else ())
        areas = sorted({grant.area for grant in (*after.grants, *changed)})
        told = (hand.account, self._now, after.id, " ".join(areas), hand.session, hand.address)
        return Audited(ACTS[change], *told, " ".join(sorted(grant.id for grant in changed)))


def _unknown(id: str) -> AdministrationError:
    return AdministrationError("unknown", f"screen must be one of yours, got {shown(id)}")
