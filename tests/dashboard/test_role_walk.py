"""Every role of one town walks through all that runs: routes, callbacks, socket events, frames. Everything
that is answered is searched, byte by byte, for what belongs to other areas."""

from __future__ import annotations

import itertools
import json
import re
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
from city.cases.decide import COMMANDS
from city.counts.counters import COUNTERS
from city.queries.performance import NUMBERS
from dashboard.access.route_rights import ROUTES, UndeclaredError, check_declared
from dashboard.accounts.administration_routes import ACTS
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS
from tests.dashboard.account_office import CODES, HERE, AccountOffice, Guest, Search, canary, picture

CASES = (*(canary(area, "case") for area in CODES), "mine-0", "mine-2-1", "into-2", "none")
PEOPLE = (*(canary(area, kind) for area in CODES for kind in ("home", "guest")), "none")
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
    "act": tuple(ACTS),
    "filename": ("styles/tokens.css",),
    "package_name": ("dash",),
    "fingerprinted_path": ("none.js",),
}
ASIDE = {  # of many lists alike, enough of the areas
    "/api/areas/<code>/list/<counter>": ("1", "0", "2-1"),
    "/api/areas/<code>/list/<counter>/csv": ("1", "2-1"),
    "/api/areas/<code>/performance/<kind>/<id>/<number>": ("1", "0", "2-1"),
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
    "/api/cases/<id>/phone": tuple(f"?inspector={canary(area, 'guest')}" for area in ("1-1", "2-1", "0")),
    "/api/field/work": ("?department=d",),
    "/api/field/news": ("?department=d",),
    "/account": ("?lang=en",),
    "/administration": ("", "?q=kanari", f"?account={canary('2', 'account')}"),
    "/health": ("", "?lang=en"),
}
BODIES: dict[str, dict[str, Any]] = {
    "/api/cases/<case>/events": {"json": {"request": "r", "do": "accept", "dispatch": "mine-0.3"}},
    "/api/field/reports": {"json": {"request": "r", "item": "hole"}},
    "/administration/<act>": {
        "json": {"account": canary("2", "account"), "name": "n", "role": "officer", "area": CODES[2]}
    },
    "/account/act": {"data": {"grant": f"officer:{CODES[2]}"}},
}
TOLD_NO_IDS = ("leader", "operator", "screen", "administrator")
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
    """Every address of a route, as the tables above fill it."""
    names = sorted(rule.arguments)
    told = {"path": PATHS, "id": PATHS, "code": ASIDE}
    values = [told.get(name, {}).get(rule.rule) or VALUES[name] for name in names]
    for chosen in itertools.product(*values):
        path = rule.rule
        for name, value in zip(names, chosen, strict=True):
            path = re.sub(rf"<(?:\w+:)?{name}>", value, path)
        yield from (path + query for query in QUERIES.get(rule.rule, ("",)))


def walk(
    client: FlaskClient, app: Flask, headers: dict[str, str] = HERE
) -> Iterator[tuple[str, str, TestResponse]]:
    """Rule, what was asked, and the answer, of everything that the running application has."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule in LAST, rule.rule))
    for rule in rules:
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            body = BODIES.get(rule.rule, {}) if method == "POST" else {}
            for path in addresses(rule):
                yield rule.rule, path, client.open(path, method=method, headers=headers, **body)


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
    for rule, path, answer in walk(office.client(role), office.app, office.bearer(role)):
        walked.add(rule)
        told = said(answer)
        people = search.people(told, path) if role in TOLD_NO_IDS else set()
        if foreign := search.foreign(told, path) | people:
            found[path] = foreign
        assert answer.status_code < 500 or rule == "/readyz", path
    assert found == {}
    assert walked <= set(ROUTES)


def test_whoever_sees_one_grid_is_told_nothing_of_its_town(
    tmp_path: Path, redis_server: EmbeddedRedis
) -> None:
    redis: Redis = redis_server.client()
    office = AccountOffice(tmp_path, redis, redis_server.url, f"{{{tmp_path.name}}}:", "1-1")
    office.seed()
    search, guest = Search(AREAS, "1-1"), Guest(office.app, office.cookie("head"), "console")
    answers = walk(office.client("head"), office.app)
    found = {path: foreign for _, path, answer in answers if (foreign := search.foreign(said(answer), path))}
    for event, asked in asked_of_a_socket(office).items():
        for what in asked if event != "command" else ():
            if foreign := search.foreign(json.dumps(guest.ask(event, what)).encode(), json.dumps(what)):
                found[f"{event} {what}"] = foreign
            office.news()
    assert (found, search.foreign(guest.told())) == ({}, set())
    assert canary("1-1", "home").encode() in guest.told()
    redis.close()


def test_who_sees_the_whole_city_finds_every_area_in_the_same_walk(office: AccountOffice) -> None:
    """The walk comes to where the canaries are."""
    search, hit = Search(AREAS, "1"), set()
    for rule, path, answer in walk(office.client("city"), office.app):
        if rule not in LAST and search.foreign(said(answer), path):
            hit.add(rule)
    wanted = {"/api/cases/<id>", "/api/cases/<id>/phone", "/api/people/<inspector>", "/photos/<photo>"}
    assert hit >= wanted | {
        rule for rule in ROUTES if rule.startswith("/api/areas/") and not rule.endswith(("streets", "live"))
    }


def test_an_administrator_of_the_city_finds_accounts_of_every_area_in_the_same_walk(
    office: AccountOffice,
) -> None:
    told = said(office.client("root").get("/administration", headers=HERE))
    assert Search(AREAS, "1").foreign(told) >= {canary("2", "account"), canary("2", "name")}


def test_what_is_elsewhere_is_answered_as_what_is_nowhere(office: AccountOffice) -> None:
    client, rules = office.client("head"), office.app.url_map.iter_rules()
    for rule in (
        rule
        for rule in rules
        if rule.arguments & {"code", "case", "inspector", "photo"} or "/cases/" in rule.rule
    ):
        for path in addresses(rule):
            for there in (canary("2-1", "case"), canary("2", "home"), picture("2"), "/2-1/", "/2/"):
                nowhere = "/none/" if "/" in there else picture("none") if len(there) == 64 else "none"
                if there in path and "GET" in (rule.methods or ()):
                    answers = [
                        client.get(each, headers=HERE) for each in (path, path.replace(there, nowhere))
                    ]
                    told = [
                        each.data.replace(there.strip("/").encode(), nowhere.strip("/").encode())
                        for each in answers
                    ]
                    assert (answers[0].status, told[0]) == (answers[1].status, told[1]), path


def asked_of_a_socket(office: AccountOffice) -> dict[str, list[Any]]:
    """What each event may be asked. One that is not here fails the walk."""
    cases = [{"case": case, "command": "k", "revision": 1} for case in (*CASES, canary("2", "gone"))]
    areas = [{"area": code} for code in VALUES["code"]]
    cameras = [{"screen": "s", "cameras": [canary(area, "camera")]} for area in CODES]
    commands = [
        {**asked, "do": do, "data": DATA.get(do, {})}
        for do in COMMANDS
        for asked in cases
        if asked["case"] != "mine-0" or do in ("claim", "dispatch", "merge", "release", "accept")
    ]
    return {
        "connect": [],
        "disconnect": [],
        "clock": [None],
        "join": areas,
        "resync": [None],
        "desk": areas,
        "desk_left": [],
        "touch": cases,
        "person": [{"epoch": office.engine.epoch, "room": at, "index": 2**31} for at in (0, 1, 2)],
        "cameras": cameras,
        "acknowledge": cases,
        "command": commands,
    }


@pytest.mark.parametrize("role", [role for role in ROLES if role != "field"])
def test_no_socket_hears_a_byte_of_another_area(office: AccountOffice, role: str) -> None:
    guest, search, found = Guest(office.app, office.cookie(role), "console"), Search(AREAS, "1"), {}
    assert guest.let_in
    asked = asked_of_a_socket(office)
    for event in sorted(guest.server.handlers["/"], key=lambda name: name != "disconnect", reverse=True):
        for what in asked[event]:
            told = guest.ask(event, what)
            office.news()
            if foreign := search.foreign(json.dumps(told).encode(), json.dumps(what)):
                found[event, json.dumps(what)] = foreign
    assert found == {}
    assert search.foreign(guest.told()) == set()
    assert bool(search.people(guest.told())) == (role in ("officer", "head"))
    assert (b"mine-0" in guest.told()) == (role in ("leader", "operator", "officer", "head", "screen"))


def test_a_socket_of_the_whole_city_hears_of_every_area_in_the_same_walk(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("city"), "console")
    for event, what in (("join", {"area": "0"}), ("desk", {"area": "0"})):
        guest.ask(event, what)
    office.news()
    assert {"kanari.2.home", "kanari.0.case", "kanari.2-1.desk"} <= Search(AREAS, "1").foreign(guest.told())


def test_a_wall_names_nobody_whoever_hangs_it(office: AccountOffice) -> None:
    search = Search(AREAS, "1")
    for role in ("officer", "head", "city"):
        guest = Guest(office.app, office.cookie(role))
        assert guest.ask("join", {"area": "1-1"})["ok"]
        office.news()
        assert len(guest.wire.heard) > 1 and search.people(guest.told()) == set(), role


def test_a_session_that_ended_opens_no_socket(office: AccountOffice) -> None:
    assert not Guest(office.app, office.cookie("ended")).let_in


def test_no_page_calls_back_unless_it_stands_in_the_walk(office: AccountOffice) -> None:
    """Callbacks are read from the running application; those that are there are walked above."""
    known: set[str] = set()
    rules = [r.rule for r in office.app.url_map.iter_rules() if r.rule.endswith("_dash-dependencies")]
    assert len(rules) >= 2
    for rule in rules:
        outputs = {each["output"] for each in office.client("city").get(rule, headers=HERE).json}
        assert outputs <= known


def test_the_walk_finds_what_leaks_by_a_body_an_error_a_header_and_a_stream() -> None:
    leaking = Flask("leaking", static_folder=None)
    secret = canary("2-1", "text")
    leaking.add_url_rule("/api/body", "body", lambda: {"cases": [{"text": secret}]})
    leaking.add_url_rule("/api/error", "error", lambda: ({"error": f"{canary('0', 'desk')} has it"}, 409))
    leaking.add_url_rule("/api/header", "header", lambda: redirect(f"/wall/{canary('2', 'home')}"))
    events = leaking.response_class(iter([b"data: " + picture("2").encode()]), mimetype="text/event-stream")
    leaking.add_url_rule("/api/stream", "stream", lambda: events)
    search, walked = Search(AREAS, "1"), walk(leaking.test_client(), leaking)
    found = {rule: search.foreign(said(answer), path) for rule, path, answer in walked}
    assert found == {
        "/api/body": {secret},
        "/api/error": {canary("0", "desk")},
        "/api/header": {canary("2", "home")},
        "/api/stream": {"photo of 2"},
    }
    with pytest.raises(UndeclaredError, match="/api/body"):
        check_declared((rule.rule for rule in leaking.url_map.iter_rules()), ())
