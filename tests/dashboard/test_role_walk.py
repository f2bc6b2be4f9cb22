"""Every role of one town walks through all that runs: routes, callbacks, socket events, frames. Everything
that is answered is searched, byte by byte, for what belongs to other areas."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, redirect
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from city.access.roles import ROLES
from city.areas.areas import Areas
from city.cases.decide import COMMANDS
from city.counts.counters import COUNTERS
from city.queries.performance import NUMBERS
from dashboard.access.route_rights import ROUTES
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS
from tests.dashboard.account_office import CODES, HERE, AccountOffice, Guest, Search, canary, picture

CASES = tuple(canary(area, "case") for area in CODES) + ("mine-0", "mine-2-1", "into-2", "none")
PEOPLE = tuple(canary(area, kind) for area in CODES for kind in ("home", "guest")) + ("none",)
WORDS = ("kanari", "mine", canary("2", "text"))
# what stands in the places of each route's address; a route or a place that is not here fails the walk
VALUES: dict[str, tuple[str, ...]] = {
    "code": (*CODES, "none"),
    "counter": tuple(COUNTERS),
    "id": CASES,
    "case": CASES,
    "inspector": PEOPLE,
    "photo": (*map(picture, CODES), picture("none")),
    "kind": ("areas", "departments", "people"),
    "number": tuple(NUMBERS),
    "token": ("f-" + "A" * 43, "none"),
    "rest": ("d", "d/notice/mine-2-1", f"d/notice/{CASES[3]}", "none"),
    "z": ("1",),
    "x": ("1",),
    "y": ("1",),
    "filename": ("styles/tokens.css",),
    "package_name": ("dash",),
    "fingerprinted_path": ("none.js",),
}
PATHS = {
    "/<path:path>": tuple(f"wall/{code}" for code in VALUES["code"]),
    "/console/<path:path>": VALUES["code"],
    "/api/areas/<code>/performance/<kind>/<id>/<number>": (*CODES, "d", canary("2-1", "home")),
}
QUERIES = {
    "/api/areas/<code>/search": tuple(f"?q={word}" for word in WORDS),
    "/api/areas/<code>/places": tuple(f"?q={word}" for word in WORDS),
    "/api/cameras": ("?near=22.05,113.25&radius=90000",),
    "/api/areas/<code>/list/<counter>": ("", "?group=area"),
    "/api/cases/<id>/phone": tuple(f"?inspector={canary(area, 'guest')}" for area in ("1-1", "2-1", "0")),
    "/api/field/work": ("?department=d",),
    "/api/field/news": ("?department=d",),
    "/account": ("?lang=en",),
    "/health": ("", "?lang=en"),
}
BODIES: dict[str, dict[str, Any]] = {
    "/api/cases/<case>/events": {"json": {"request": "r", "do": "accept", "dispatch": "mine-0.3"}},
    "/api/field/reports": {"json": {"request": "r", "item": "hole"}},
    "/account/act": {"data": {"grant": f"officer:{CODES[2]}"}},
}
LAST = ("/sign-out", "/account/end", "/account/password")
DATA = {
    "dispatch": {"inspector": canary("2-1", "guest")},
    "merge": {"into": canary("2", "case")},
    "note": {"text": "t"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("walk")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.seed()
    yield made
    redis.close()


def addresses(rule: Rule) -> Iterator[str]:
    """Every address of a route, as the table above fills it."""
    names = sorted(rule.arguments)
    values = [PATHS[rule.rule] if name in ("path", "id") and rule.rule in PATHS else VALUES[name] for name in names]
    for chosen in itertools.product(*values):
        path = rule.rule
        for name, value in zip(names, chosen, strict=True):
            for kind in ("", "path:", "int:", "string:"):
                path = path.replace(f"<{kind}{name}>", value)
        yield from (path + query for query in QUERIES.get(rule.rule, ("",)))


def walk(client: FlaskClient, app: Flask) -> Iterator[tuple[str, str, TestResponse]]:
    """Rule, what was asked, and the answer, of everything that the running application has."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule in LAST, rule.rule))
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            body = BODIES.get(rule.rule, {}) if method == "POST" else {}
            for path in addresses(rule):
                yield rule.rule, path, client.open(path, method=method, headers=HERE, **body)


def said(answer: TestResponse) -> bytes:
    """Head and body; of what does not end the first piece."""
    if answer.is_streamed and answer.mimetype == "text/event-stream":
        body = bytes(next(iter(answer.response)))
    else:
        body = answer.data
    answer.close()
    return f"{answer.status}\n{answer.headers}\n".encode() + body


@pytest.mark.parametrize("role", ROLES)
def test_no_answer_holds_a_byte_of_another_area(office: AccountOffice, role: str) -> None:
    search, found, walked = Search(AREAS, "1"), {}, set()
    for rule, path, answer in walk(office.client(role), office.app):
        walked.add(rule)
        if foreign := search.foreign(said(answer), path):
            found[path] = foreign
        assert answer.status_code < 500 or rule == "/readyz", path
    assert found == {}
    assert walked <= set(ROUTES)


def test_who_sees_the_whole_city_finds_every_area_in_the_same_walk(office: AccountOffice) -> None:
    """The walk comes to where the canaries are: read without their scope, they are found in many places."""
    search, hit = Search(AREAS, "1"), set()
    for rule, path, answer in walk(office.client("city"), office.app):
        if rule not in LAST and search.foreign(said(answer), path):
            hit.add(rule)
    assert {"/api/cases/<id>", "/api/areas/<code>/list/<counter>", "/api/people/<inspector>"} <= hit
