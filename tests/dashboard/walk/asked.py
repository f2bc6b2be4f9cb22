"""What is asked of every route of the running application: values for the places of addresses, and bodies."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from city.counts.counters import COUNTERS
from city.queries.performance import NUMBERS
from dashboard.accounts.administration_routes import ACTS
from tests.dashboard.account_office import CODES, HERE, canary, picture

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
    "split": ("all", "areas", "items"),
    "form": ("xml", "json"),
    "service": ("hole", "none"),
    "request": CASES,
    "ticket": CASES,
    "token": ("f-" + "A" * 43, "none"),
    "rest": ("d", "d/notice/mine-2-1", f"d/notice/{CASES[3]}", "none"),
    "room": ("hall", canary("1", "room"), canary("2", "room"), "of/two", "none"),
    "turn": ("1", "2", "none"),
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
    "/api/review/<code>/<split>/<id>/<number>": ("1", "0", "2-1"),
}
PATHS = {
    "/<path:path>": tuple(f"wall/{code}" for code in VALUES["code"]),
    "/console/<path:path>": VALUES["code"],
    "/screen/<path:path>": (
        "x-screen",
        *(canary(area, "screen_hall") for area in CODES),
        *(f"preview/{area}" for area in CODES),
        "none",
    ),
    "/api/areas/<code>/performance/<kind>/<id>/<number>": (*CODES, "d", canary("2-1", "home")),
    "/api/review/<code>/<split>/<id>/<number>": ("all", *CODES),
}
OF_REVIEWS = {"/api/review/<code>/<split>/<id>/<number>": ("reported", "worked")}
_week = [(datetime.now(UTC) + timedelta(days)).strftime("%Y-%m-%d") for days in (-6, 1)]
DAYS = f"?from={_week[0]}&to={_week[1]}"
QUERIES = {
    "/api/areas/<code>/search": tuple(f"?q={word}" for word in WORDS),
    "/api/areas/<code>/places": tuple(f"?q={word}" for word in WORDS),
    "/api/areas/<code>/named": tuple(f"?q={word}" for word in WORDS),
    "/api/cameras": ("?near=22.05,113.25&radius=90000",),
    "/api/cases/<id>/phone": tuple(f"?inspector={canary(area, 'guest')}" for area in ("1-1", "2-1", "0")),
    "/api/field/work": ("?department=d",),
    "/api/field/news": ("?department=d",),
    "/api/screens/log": ("", "?room=hall", f"?room={canary('2', 'room')}"),
    "/account": ("?lang=en",),
    "/administration": ("", "?q=kanari", f"?account={canary('2', 'account')}"),
    "/health": ("", "?lang=en"),
    "/api/review/<code>": (f"{DAYS}&by=areas,items,channels", ""),
    "/api/review/<code>/csv": (f"{DAYS}&by=areas", f"{DAYS}&by=items"),
    "/api/review/<code>/days": (DAYS,),
    "/review/<code>": (DAYS, "?lang=en"),
    "/api/review/<code>/<split>/<id>/<number>": (DAYS,),
}
BODIES: dict[str, dict[str, Any]] = {
    "/api/cases/<case>/events": {"json": {"request": "r", "do": "accept", "dispatch": "mine-0.3"}},
    "/api/field/reports": {"json": {"request": "r", "item": "hole"}},
    "/administration/<act>": {
        "json": {"account": canary("2", "account"), "name": "n", "role": "officer", "area": CODES[2]}
    },
    "/api/areas/<code>/screens": {
        "json": {
            "file": '{"gridwall": "screens", "version": 1, "scenes": '
            f'[{{"id": "{canary("2", "scene")}", "name": "n", "layout": "wall", "area": "{CODES[2]}"}}]}}'
        }
    },
    "/api/screens/dry_run": {
        "json": {"name": "n", "area": "1", "screen": canary("1", "screen_hall"), "seconds": 600}
    },
    "/api/screens/pair": {
        "json": {"command": "c", "code": "WRONGONE", "name": "n", "room": "r", "area": CODES[2]}
    },
    "/api/handover/<code>": {"json": {"command": "c", "do": "accept", "handover": 999}},
    "/account/act": {"data": {"grant": f"officer:{CODES[2]}"}},
}
LAST = ("/sign-out", "/account/end", "/account/password")


def addresses(rule: Rule) -> Iterator[str]:
    """Every address of a route, as the tables above fill it."""
    names = sorted(rule.arguments)
    told = {"path": PATHS, "id": PATHS, "code": ASIDE, "number": OF_REVIEWS}
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
