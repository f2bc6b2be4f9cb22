"""An application over the small city, without a Redis: what it answers to HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis

from dashboard.access.start_token import cookie_name, seal
from dashboard.app import create_app
from dashboard.settings.settings import read_settings
from streams.access import password_hash
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.made_once import made_once
from tests.dashboard.small_files import write_small_city

AppMaker = Callable[..., Flask]


@pytest.fixture(scope="session", autouse=True)
def shared() -> Iterator[None]:
    with made_once():
        yield


@pytest.fixture(scope="package", autouse=True)
def quick_hashes() -> Iterator[None]:
    """A password is hashed in a thousandth of the work; tests/streams/access/ hashes as the product does."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(password_hash, "_hasher", quick)
        patch.setattr(password_hash, "_NOBODY", password_hash._nobodys())
        yield


class Inside(FlaskClient):
    """A browser that has come by the start address."""

    def __init__(self, app: Flask, *args: Any, **more: Any) -> None:
        super().__init__(app, *args, **more)
        token = app.extensions["gridwall"].signing.key_file.now.start
        self.set_cookie(cookie_name(token), seal(token, time.time_ns() // 1_000_000))


@pytest.fixture
def make_app(tmp_path: Path) -> AppMaker:
    """`make_app(GRIDWALL_WEB_VIEWER_AREA="1")`; its engine is not started."""

    def make(**more: str) -> Flask:
        environ = write_small_city(tmp_path) | {"GRIDWALL_REDIS_URL": "redis://127.0.0.1:1"} | more
        app = create_app(read_settings(None, environ))
        app.test_client_class = Inside
        return app

    return make


@pytest.fixture
def client(make_app: AppMaker) -> Iterator[FlaskClient]:
    with make_app().test_client() as client:
        yield client


@pytest.fixture
def engine(client: FlaskClient) -> Any:
    return client.application.extensions["gridwall"]


@pytest.fixture
def field_office(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path
) -> FieldOffice:
    """Its loops stand still: the test folds when it wants."""
    told = {
        "REDIS_URL": redis_server.url,
        "REDIS_PREFIX": keys.prefix,
        "PHOTOS_FOLDER": str(tmp_path / "photos"),
    }
    return FieldOffice(make_app(**{f"GRIDWALL_{name}": value for name, value in told.items()}), redis)
