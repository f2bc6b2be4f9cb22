"""A server behind the guard, and what a web process holds of accounts."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from redis import Redis

from dashboard.access.account_guard import AccountGuard
from dashboard.access.network import Network
from dashboard.access.viewer import viewer
from dashboard.accounts import sign_in_routes
from dashboard.accounts.sign_in_routes import SignInPages
from streams.record.keys import Keys
from tests.dashboard.accounts.test_account_guard import KEYS
from tests.dashboard.accounts.test_sign_in import House


@pytest.fixture
def house(redis: Redis, keys: Keys) -> House:
    return House(redis, keys)


@pytest.fixture
def server(house: House) -> Flask:
    house.reader.poll(0)
    made = Flask("door", static_folder=None)
    pages = SignInPages(house.sign_in, lambda: KEYS, False, lambda _: house.reader.poll(0))
    sign_in_routes.register(made, pages)

    @made.get("/<path:path>")
    def inside(path: str) -> dict[str, Any]:
        who = viewer()
        return {"path": path, "id": who.id, "role": who.role, "scope": who.scope}

    made.wsgi_app = AccountGuard(  # type: ignore[method-assign]
        made.wsgi_app, Network(None), house.door, lambda: KEYS, lambda s: house.log.seen(s.id, house.now)
    )
    return made
