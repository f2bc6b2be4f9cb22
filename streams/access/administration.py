"""What is done to accounts by others than whose they are, for the page and the command line alike: how far
whoever does it reaches is decided here, within the transaction that writes it down. Knows no request."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass
from datetime import date

from redis import Redis

from city.access.administering import leads_the_city, reaches
from city.access.grants import Grant, GrantError, check_grant, in_force
from city.access.passwords import PasswordError, check_password
from city.access.roles import ADMINISTRATOR
from city.areas.areas import Areas
from city.cases.actors import of_the_house
from streams.access.accounts import Account, Accounts, Change, checked_name
from streams.access.audit import Audited, AuditLog
from streams.access.password_hash import hash_password
from streams.access.sessions import Session, SessionLog
from streams.messages.values import RefusedError, shown
from streams.record.keys import Keys

HOST = "host"  # whoever sits at the machine of the record: no account, and no limit
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
# one sentence for all of it: an account elsewhere, somebody of the roster, a department, a word of the house
TAKEN = "account must be a free name, got {id}"


class AdministrationError(RefusedError):
    """`code` is a word of the word files; the text says it in English."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, as administrator of which area, from where."""

    account: str
    area: str
    session: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Installation:
    """What accounts are checked against: `taken` are ids of the roster, whom events name as well."""

    areas: Areas
    departments: Collection[str]
    taken: Container[str]
    breached: Callable[[str], bool]
    hashing: Callable[[str], str] = hash_password  # slow: in a thread, where somebody else waits


class Administration:
    """Raises AdministrationError, and what Redis says. `now` in epoch ms, `day` the city's."""

    def __init__(self, redis: Redis, keys: Keys, held: Installation, hand: Hand, now: int, day: date) -> None:
        self._held, self._hand, self._now, self._day = held, hand, now, day
        self._accounts = Accounts(redis, keys, self._check, self._audited)
        self._log, self._audit = SessionLog(redis, keys), AuditLog(redis, keys)

    def all(self) -> list[Account]:
        """Those within reach, by their ids; screens are looked after elsewhere."""
        return [account for account in self._accounts.all() if self.reaches(account)]

    def get(self, id: str) -> Account:
        account = self._accounts.get(id)
        if account is None or not self.reaches(account):
            raise _unknown(id)
        return account

    def reaches(self, account: Account) -> bool:
        return not account.of_a_screen() and reaches(self._hand.area, account.grants, self._held.areas)

    def add(self, id: str, name: str, grant: Grant | None) -> Account:
        self._free(id, name)
        return self._added(id, name, () if grant is None else (self._checked(grant),))

    def leaderless(self) -> bool:
        """Whether nobody can sign in who could give and take all grants."""
        return not any(self._leads(account) for account in self._accounts.all())

    def first(self, id: str, name: str, password: str, spent: Callable[[], bool]) -> Account:
        """The administrator of a city that has none; `spent()`: whether what allows it was good until now."""
        if not self.leaderless():
            raise AdministrationError("not_first", "the city must have no administrator yet")
        self._free(id, name)
        self._may_be(password, id, name)
        hashed, grant = self._held.hashing(password), Grant(ADMINISTRATOR, self._held.areas.root.code)
        if not spent():
            raise AdministrationError("code", "the code must be the one that was printed, and new")
        return self._added(id, name, (grant,), hashed)

    def grant(self, id: str, grant: Grant) -> Account:
        self.get(id)
        return self._accounts.grant(id, self._checked(grant), self._now, self._hand.account)

    def withdraw(self, id: str, grant: str, open_: Iterable[Session] = ()) -> Account:
        """`open_`: its sessions; those that act under this grant end, so that giving it again opens none."""
        before = self.get(id)
        if all(held.id != grant for held in before.grants):
            raise AdministrationError("no_grant", f"grant must be one of {id}'s, got {shown(grant)}")
        account = self._accounts.withdraw(id, grant, self._now, self._hand.account)
        self._end(before, (session for session in open_ if session.grant == grant), "withdrawn")
        return account

    def disable(self, id: str, disabled: bool, open_: Iterable[Session] = ()) -> Account:
        """`open_`: its sessions, which end with it."""
        self.get(id)
        account = self._accounts.disable(id, disabled, self._now, self._hand.account)
        if disabled:
            self._end(account, open_, "disabled")
        return account

    def set_password(self, id: str, password: str, open_: Iterable[Session] = ()) -> Account:
        """Whose it is must change it at the next sign-in; what is open ends."""
        account = self.get(id)
        self._may_be(password, account.id, account.name)
        changed = self._accounts.set_password(id, self._held.hashing(password), self._now, self._hand.account)
        self._end(changed, open_, "password")
        return changed

    def end(self, id: str, sessions: Iterable[Session]) -> int:
        """How many of these, which are the account's, ended."""
        return self._end(self.get(id), sessions)

    def _end(self, account: Account, sessions: Iterable[Session], why: str = "ended") -> int:
        ended = [session.id for session in sessions if session.account == account.id]
        if ended:
            areas = _areas(account.grants)
            self._audit.append(self._told("session_revoked", account.id, areas, str(len(ended))))
            self._log.revoke(ended, self._hand.account, self._now, why)
        return len(ended)

    def _free(self, id: str, name: str) -> None:
        try:
            checked_name(id, name)
        except RefusedError as error:
            raise AdministrationError("bad_account", str(error)) from None
        house = of_the_house(id) or id in self._held.taken or id in self._held.departments
        if house or self._accounts.get(id) is not None:
            raise AdministrationError("taken", TAKEN.format(id=shown(id)))

    def _may_be(self, password: str, *names: str) -> None:
        try:
            check_password(password, names, self._held.breached)
        except PasswordError as error:
            raise AdministrationError(error.reason, str(error)) from None

    def _added(self, id: str, name: str, grants: tuple[Grant, ...], password: str | None = None) -> Account:
        try:
            return self._accounts.add(id, name, self._now, self._hand.account, grants, password)
        except AdministrationError:
            raise
        except RefusedError:  # made by somebody else just now
            raise AdministrationError("taken", TAKEN.format(id=shown(id))) from None

    def _checked(self, grant: Grant) -> Grant:
        try:
            check_grant(grant, self._held.areas, list(self._held.departments))
        except GrantError as error:
            raise AdministrationError("bad_grant", str(error)) from None
        if not reaches(self._hand.area, (grant,), self._held.areas):
            raise AdministrationError("outside", f"area must be in {self._hand.area}, got {grant.area}")
        return grant

    def _check(self, before: Account | None, after: Account, others: Callable[[], list[Account]]) -> None:
        """Within the transaction: nothing of it can have changed meanwhile."""
        if not self._still(others):
            raise AdministrationError("no_longer", "the grant to do this was withdrawn")
        if before is not None and not self.reaches(before):
            raise _unknown(before.id)
        if not self.reaches(after):
            raise AdministrationError("last_grant", "an account of an area must keep one grant: disable it")
        if self._hand.account == HOST or before is None or not self._leads(before) or self._leads(after):
            return
        if not any(self._leads(other) for other in others() if other.id != after.id):
            raise AdministrationError("last_administrator", "the city must keep one administrator")

    def _still(self, others: Callable[[], list[Account]]) -> bool:
        """Whether whoever acts may still: a page learns a second later what another one took away."""
        if self._hand.account == HOST:
            return True
        own = next((each for each in others() if each.id == self._hand.account and each.current()), None)
        held = in_force(own.grants, self._held.areas, self._day) if own else []
        return any(each.role == ADMINISTRATOR and each.area == self._hand.area for each in held)

    def _leads(self, account: Account) -> bool:
        """Who cannot sign in leads nobody."""
        able = account.current() and account.password is not None
        return able and leads_the_city(account.grants, self._held.areas, self._day)

    def _audited(self, change: Change, before: Account | None, after: Account) -> Audited | None:
        changed = set(after.grants) ^ set(before.grants if before else ())
        detail = " ".join(sorted({grant.id for grant in changed}))
        return self._told(ACTS[change], after.id, _areas(changed or after.grants), detail)

    def _told(self, act: str, what: str, areas: str, detail: str) -> Audited:
        hand = self._hand
        return Audited(act, hand.account, self._now, what, areas, hand.session, hand.address, detail)


ACTS = {
    "added": "account_added",
    "password": "password_set",
    "rehashed": "password_set",
    "granted": "granted",
    "withdrawn": "withdrawn",
    "disabled": "disabled",
    "enabled": "enabled",
}


def one_time_password() -> str:
    """79 bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def _areas(grants: Iterable[Grant]) -> str:
    """The areas that are concerned, between spaces."""
    return " ".join(sorted({grant.area for grant in grants}))


def _unknown(id: str) -> AdministrationError:
    return AdministrationError("unknown", f"account must be one of yours, got {shown(id)}")
