"""An office that another system reports to over Open311."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from streams.access.api_keys import OPEN311
from streams.clerk.clerk import Clerk
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import now

V2 = "/open311/v2"
HOLE = {"service_code": "hole", "lat": "22.05", "long": "113.05", "description": "<b>deep</b>"}


class Hotline(FieldOffice):
    """Speaks as FixMyStreet does: forms, no header, XML read as its parser reads it."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.client = FlaskClient(self.client.application, self.client.application.response_class)
        self.redis.delete(self.keys.api_keys)
        seal = self.engine.connections.seal
        self._clerk = Clerk(self.redis, self.keys, self.engine.live, "t", epoch="e", seal=seal)
        self.secret = self.key("fms", actions=(OPEN311,))

    def report(self, **told: Any) -> Any:
        return self.sends("requests.xml", HOLE | told)

    def sends(self, path: str, told: dict[str, Any]) -> Any:
        told = {"api_key": self.secret} | told
        return self.client.post(f"{V2}/{path}", data={k: v for k, v in told.items() if v is not None})

    def asks(self, path: str, **told: Any) -> Any:
        told = {"api_key": self.secret} | told
        return self.client.get(f"{V2}/{path}", query_string={k: v for k, v in told.items() if v is not None})

    def ids(self, **told: Any) -> list[str]:
        return [each["service_request_id"] for each in self.asks("requests.json", **told).json]

    def work(self) -> None:
        """As whoever is the clerk."""
        self._clerk.work(now(), {})
        self.fold()

    def filed(self, **told: Any) -> str:
        """A report that became a case, by the id its sender was answered."""
        answer = self.report(**told)
        assert answer.status_code == 200, answer.text
        self.work()
        return str(simple(answer)["request"][0]["service_request_id"])


def simple(answer: Any) -> Any:
    """As XML::Simple reads it for FixMyStreet: some elements are always lists, empty ones are nothing."""
    assert answer.mimetype == "text/xml"
    assert re.match(r'<\?xml version="1\.0" encoding="utf-8"\?>', answer.text)
    return _read(ElementTree.fromstring(answer.data))


def _read(element: Any) -> Any:
    if not len(element):
        return element.text
    told: dict[str, Any] = {}
    for each in element:
        if each.tag in ("service", "request", "request_update", "error", "attribute"):
            told.setdefault(each.tag, []).append(_read(each))
        else:
            told[each.tag] = _read(each)
    return told


class Makes:
    def __init__(self, make_app: AppMaker, server: EmbeddedRedis, redis: Redis, keys: Keys, folder: Path):
        self._make, self._redis = make_app, redis
        self._told = {
            "REDIS_URL": server.url,
            "REDIS_PREFIX": keys.prefix,
            "PHOTOS_FOLDER": str(folder / "photos"),
        }

    def __call__(self, **more: str) -> Hotline:
        told = {f"GRIDWALL_{name}": value for name, value in (self._told | more).items()}
        return Hotline(self._make(**told), self._redis)


@pytest.fixture
def hotlines(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path
) -> Makes:
    """`hotlines(OPEN311_MEDIA="true")`."""
    return Makes(make_app, redis_server, redis, keys, tmp_path)


@pytest.fixture
def hotline(hotlines: Makes) -> Hotline:
    return hotlines()
