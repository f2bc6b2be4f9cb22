"""An office to which browsers come that want to be screens, and whoever types what they show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from streams.access.accounts import Account, Accounts
from streams.access.audit import Audited, AuditLog
from tests.dashboard.account_office import HERE, AccountOffice

STRANGE = "<img src=x onerror=alert(1)>"
ASKED = {"name": "One", "room": "hall", "area": "1", "row": 2, "column": 3, "distance": 8.0, "panel": 55.0}

_numbers = count()  # of commands: a room outlives a test


class PairingOffice:
    def __init__(self, office: AccountOffice, redis: Redis) -> None:
        self.office, self.redis, self.keys = office, redis, office.keys
        self.accounts, self.audit = Accounts(redis, office.keys), AuditLog(redis, office.keys)

    def stranger(self) -> FlaskClient:
        return self.office.client("nobody")

    def code(self, browser: FlaskClient) -> str:
        answer = browser.post("/screen/pairing", headers=HERE)
        assert answer.status_code == 200, answer.text
        return str(answer.json["code"])

    def look(self, browser: FlaskClient) -> dict[str, Any]:
        told: dict[str, Any] = browser.get("/screen/pairing", headers=HERE).json
        return told

    def pair(self, role: str, code: str, **more: Any) -> TestResponse:
        number = next(_numbers)
        place = {"row": 3 + number // 20, "column": 1 + number % 20}  # each of them in a place of its own
        told = {"command": f"c-{number}", "code": code, **ASKED, **place, **more}
        headers = {**HERE, "Accept": "application/json"}
        return self.office.client(role).post("/api/screens/pair", json=told, headers=headers)

    def screen(self, **more: Any) -> tuple[FlaskClient, str]:
        """A browser that is one, and its id."""
        browser = self.stranger()
        answer = self.pair("operator", self.code(browser), **more)
        assert answer.status_code == 200, answer.text
        assert self.look(browser)["state"] == "paired"
        self.read()
        return browser, str(answer.json["screen"])

    def read(self) -> None:
        """What the process would hear by itself."""
        self.office.accounts.reader.poll(0)
        self.office.screens.following.reader.poll(0)

    def screens(self) -> Iterator[Account]:
        return (each for each in self.accounts.all() if each.id.startswith("screen-") and each.current())

    def acts(self) -> list[Audited]:
        """The newest first."""
        return [audited for _, audited in self.audit.newest(20)]
