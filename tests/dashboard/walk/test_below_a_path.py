"""A wall below a path of its name: what it tells a browser stands below the path too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice
from tests.dashboard.walk.asked import LAST, walk

# in markup and in JSON; a fact such as the clock's zone `Asia/Shanghai` begins with no slash
NAMED = re.compile(r"""["'(=](/[A-Za-z_{][^"')\s]*)""")
NOT_ASKED_FOR = ("/api/openapi.json",)  # tells routes, and beside them where they begin


class Below:
    """A client that says the path before every address."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def open(self, path: str, **told: object) -> TestResponse:
        return self._client.open(f"/grid{path}", **told)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("below")
    redis: Redis = redis_server.client()
    origin = {"WEB_ORIGIN": "http://localhost/grid"}
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:", "1", **origin)
    made.seed()
    yield made
    redis.close()


def astray(answer: TestResponse) -> Iterator[str]:
    """What it sends a browser to outside of the path."""
    place = answer.headers.get("Location", "/grid/")
    path = place.removeprefix("http://localhost")
    yield from [] if path.startswith("/grid/") and not path.startswith("/grid/grid") else [place]
    for cookie in answer.headers.getlist("Set-Cookie"):
        yield from [] if "; Path=/grid/;" in cookie else [cookie]
    if answer.mimetype in ("text/html", "application/json"):
        text = answer.text.replace("\\u002f", "/")  # as Dash writes a slash
        yield from (found for found in NAMED.findall(text) if not found.startswith("/grid/"))


@pytest.mark.parametrize("role", ["head", "root", "auditor", "department", "ended"])
def test_nothing_that_is_answered_leads_out_of_the_path(below: AccountOffice, role: str) -> None:
    found, pages = {}, 0
    told = {**HERE, "Accept": "text/html"}
    for rule, path, answer in walk(Below(below.client(role)), below.app, told):  # type: ignore[arg-type]
        if rule in NOT_ASKED_FOR or answer.mimetype == "text/event-stream":
            answer.close()
            continue
        pages += answer.mimetype == "text/html" and answer.status_code == 200
        if lost := sorted(set(astray(answer))):
            found[path] = lost
        answer.close()
        if rule in LAST:
            break
    assert found == {}
    assert pages
