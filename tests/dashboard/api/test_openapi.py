"""The OpenAPI document says of every route what it takes, answers and refuses, and the routes keep to it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from redis import Redis

import dashboard
from city.cameras.cameras import public, read_cameras
from city.counts.counters import COUNTERS
from city.screens.decision import Decision
from city.screens.screen import Screen
from dashboard.access.start_token import COOKIE
from dashboard.access.viewer import Viewer
from streams.messages.cry import Doubt
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import PLACES, fix
from tests.dashboard.api.asked_of_history import of_reviews
from tests.dashboard.api.openapi_file import PAGE, written
from tests.dashboard.api.test_tiles import mbtiles
from tests.dashboard.conftest import AppMaker
from tests.dashboard.field_office import FieldOffice, bearer
from tests.dashboard.history_beside import history_beside
from tests.dashboard.office import ANN, BOB, HEAD, now
from tests.dashboard.pictures import photo

# what answers with a document for people, or belongs to the program that draws it
PAGES = re.compile(
    r"/(?:(?:console|screen)/)?(?:<path:path>)?|/(field|department)/<path:\w+>|/(field|department)/worker|.*/_(dash|reload|favicon).*|/favicon\.ico|/health|/director/(?:<path:room>)?|/arrange/|/handover/<code>(?:/<turn>)?|/review/<code>|/screen|.*/assets/.*"
)
LOOKUPS = ("search", "places", "named")
DAN = Viewer("dan", "field", "0")
FOLDER = Path(dashboard.__file__).parent


@pytest.fixture
def document(client: FlaskClient) -> Any:
    """What this process answers itself; the doors are held to it in test_doors_document.py."""
    told: Any = client.get("/api/openapi.json").json
    told["paths"] = {path: each for path, each in told["paths"].items() if not path.startswith("/doors/")}
    return told


@pytest.fixture
def office(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path
) -> FieldOffice:
    """With something of everything that is answered: people, cases in every hand, cameras, a base map."""
    told = {"REDIS_URL": redis_server.url, "REDIS_PREFIX": keys.prefix, "PHOTOS_FOLDER": str(tmp_path / "p")}
    told["BASEMAP_FILE"] = str(mbtiles(tmp_path / "a.mbtiles"))
    office = FieldOffice(make_app(**{f"GRIDWALL_{name}": value for name, value in told.items()}), redis)
    engine, live = office.engine, office.engine.live
    for who, where in (("ann", "1-1"), ("bob", "1-2"), ("dan", "2-1"), ("zed", "1-1")):
        live.fold_fixes(fix(who, where, now() - 5000), now())
    office.file("c-1", text="hole", address="x", channel="app", inspector="ann", photos=["0" * 64])
    office.file("c-2", "1-2", resend_of="c-1", lat=None, lon=None, to_locate=True, claimed={"lat": 99.0})
    office.file("c-3", item="fire", sos=True, inspector="bob")
    office.file("c-4"), office.file("c-5", due=now() + 10**7, limit="2 work_days")
    office.ask(ANN, "acknowledge", "c-3")
    office.ask(ANN, "merge", "c-4", data={"into": "c-5"})
    office.ask(ANN, "dispatch", "c-1", data={"inspector": "dan", "note": "go"})
    office.ask(BOB, "dispatch", "c-5", data={"department": "d"})
    office.ask(BOB, "ask", "c-5", data={"what": "extend", "hours": 4, "reason": "rain"})
    office.file("c-6", due=now() + 10**7, limit="2 work_days")
    office.ask(ANN, "claim", "c-6")
    office.ask(ANN, "ask", "c-6", data={"what": "defer", "until": now() + 10**8, "reason": "frost"})
    assert office.ask(HEAD, "approve", "c-6")["ok"]
    assert office.ask(DAN, "accept", "c-1", data={"dispatch": live.cases.get("c-1").assignment.id})["ok"]
    live.tick(now())
    rows = [{"id": at, "name": at, "lat": PLACES[at][0], "lon": PLACES[at][1]} for at in ("1-1", "2-1")]
    told_rows = [row | {"kind": "rtsp", "source": "rtsp://h/"} for row in rows]
    engine.watching.look("e", public(read_cameras({"camera": told_rows}, "t")))
    engine.troubles.begin("no_clerk", "nobody files", now())
    engine.counts.doubts.last = Doubt("1-0", None, "ann", "help")
    hung = {"screen:hung": Screen("hung", "Hung", "hall", "0")}
    PlanStore(redis, keys).carry_out("hung", "host", now(), lambda _: Decision("hung", hung))
    office.browser.application.extensions["gridwall.screens"].following.reader.poll(0)
    return office


def answers(office: FieldOffice) -> Iterator[tuple[str, str, Any]]:
    """Of every route, what goes well and what is refused."""
    browser, phone, areas = office.browser, office.client, ("0", "1", "1-1", "9")
    gets = ["/healthz", "/readyz", "/metrics", "/api/openapi.json", "/tiles/1/0/0", "/tiles/9/9/9"]
    gets += ["/api/cameras?near=22.05,113.25&radius=90000", "/api/cameras?near=here"]
    gets += [
        f"/api/areas/{code}/{read}"
        for code in areas
        for read in ("live", "map", "streets", "cameras", "performance")
    ]
    gets += [f"/api/areas/{code}/list/{counter}" for code in areas for counter in (*COUNTERS, "luck")]
    gets += [f"/api/areas/{code}/list/{counter}/csv" for code in ("0", "9") for counter in ("open", "luck")]
    gets += [
        f"/api/areas/0/performance/{rest}"
        for rest in ("areas/all/filed", "people/ann/due", "luck/x/due", "areas/all/luck", "areas/x/due")
    ]
    gets += [f"/api/areas/0/{read}{query}" for read in LOOKUPS for query in ("?q=1", "")]
    gets += [f"/api/cases/c-{number}" for number in range(1, 8)]
    gets += [f"/api/cases/c-1/phone?inspector={who}" for who in ("ann", "zoe")]
    gets += [f"/api/people/{who}" for who in ("ann", "zoe")]
    gets += ["/api/field/work?department=d", "/api/field/work", "/photos/x"]
    yield from (("GET", path, browser.get(path)) for path in gets)
    yield "GET", gets[-5], phone.get(gets[-5])  # a wall, which has no seat
    link, sent = office.link(inspector="dan"), office.engine.live.cases.get("c-1").assignment.id
    name = office.taken(link)
    yield "POST", "/api/photos", office.post(link, "/api/photos", data=photo())
    yield "POST", "/api/photos", office.post(link, "/api/photos", data=b"none")
    yield "POST", "/api/field/sos", office.post(link, "/api/field/sos", json={"lat": 22.05, "lon": 113.05})
    for token in (link, "nothing", office.link(-1), office.key(actions=("accept",))):
        yield "GET", "/api/field/work", office.get(token, "/api/field/work")
        yield "POST", "/api/field/sos", office.post(token, "/api/field/sos")
        for do in ("accept", "feed_back", "verify"):
            told = {"dispatch": sent, "photos": [name] if do == "feed_back" else []}
            yield "POST", "/api/cases/c-1/events", office.say(token, "c-1", do, **told)
        yield "GET", "/api/field/news", office.get(token, "/api/field/news")
        told = {"request": "r", "item": "x"}
        yield "POST", "/api/field/reports", office.post(token, "/api/field/reports", json=told)
    yield "GET", f"/photos/{name}", phone.get(f"/photos/{name}", headers=bearer(link))
    for role in ("head", "clerk"):
        yield "POST", "/api/seat", browser.post("/api/seat", json={"role": role})


def of_handovers(browser: FlaskClient) -> Iterator[tuple[str, str, Any]]:
    """A note, what is no request, and a signature that an officer may not give."""
    note: dict[str, Any] = {"command": "h", "do": "note", "text": "t"}
    for area, asked in (("0", note), ("0", {}), ("0", note | {"do": "sign"}), ("9", note)):
        path = f"/api/handover/{area}"
        yield "POST", path, browser.post(path, json=asked)


def of_screens(wall: FlaskClient) -> Iterator[tuple[str, str, Any]]:
    """What is asked by whoever arranges what they show."""
    for path in ("/api/areas/0/screens", "/api/areas/9/screens"):
        yield "GET", path, wall.get(path)
        yield "POST", path, wall.post(path, data=b"none")
    yield "GET", "/api/screens/log?room=hall", wall.get("/api/screens/log?room=hall")
    file = wall.get("/api/areas/0/screens").text
    yield "POST", "/api/areas/0/screens", wall.post("/api/areas/0/screens", json={"file": file})
    for rule in ({"name": "r", "area": "0", "screen": "hung"}, {"name": "r"}):
        yield "POST", "/api/screens/dry_run", wall.post("/api/screens/dry_run", json=rule)


def of_open311(office: FieldOffice) -> Iterator[tuple[str, str, Any]]:
    """What goes well and what is refused there."""
    wall, key = office.browser, f"api_key={office.key('fms', actions=('open311',))}"
    for path in ("discovery", "services", "services/hole", "services/none"):
        yield "GET", (at := f"/open311/v2/{path}.json"), wall.get(at)
    for path in ("requests", "requests/c-1", "requests/c-9", "tokens/c-1", "servicerequestupdates"):
        for query in (f"?{key}", "", f"?{key}&start_date=x"):
            yield "GET", (at := f"/open311/v2/{path}.json{query}"), wall.get(at)
    yield "GET", (at := f"/open311/v2/requests.xml?{key}"), wall.get(at)
    hole = {"service_code": "hole", "lat": "22.05", "long": "113.05"}
    for path, told in (("requests", hole), ("servicerequestupdates", {"service_request_id": "c-1"})):
        for more in ({"description": "x"}, {"service_code": "none", "service_request_id": "none"}):
            yield "POST", (at := f"/open311/v2/{path}.json?{key}"), wall.post(at, data=told | more)


def of_feeds(office: FieldOffice) -> Iterator[tuple[str, str, Any]]:
    """By a key that may read, and by others."""
    keys = office.key("gis", actions=("read",)), office.key("no", actions=("accept",)), "none"
    for code in ("0", "9"):
        path = f"/api/feed/{code}/cases.geojson"
        yield "GET", path, office.browser.get(path)
        for key in keys:
            yield "GET", path, office.get(key, path)


def strict(schema: Any) -> Any:
    """The same, with no property beside those it names: the document allows for new ones."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
    return {name: strict(value) for name, value in schema.items()} | closed


def rule_of(app: Flask, method: str, path: str) -> str:
    rule = app.url_map.bind("localhost").match(path.partition("?")[0], method, return_rule=True)[0]
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def test_every_route_stands_in_the_document_and_nothing_else(client: FlaskClient, document: Any) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if not PAGES.fullmatch(rule.rule)]
    routes = {
        (method.lower(), re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(method, path) for path, each in document["paths"].items() for method in each} == routes
    assert len(routes) > 20


def test_every_answer_is_as_the_document_says(
    office: FieldOffice, redis_server: EmbeddedRedis, tmp_path: Path
) -> None:
    app = office.browser.application
    first, kept = list(answers(office)), tmp_path / "history"
    with history_beside(app, office.engine.settings, office.keys, redis_server.url, kept):
        reviews = list(of_reviews(office.browser))
    document = office.browser.get("/api/openapi.json").json
    components, seen = strict(document["components"]), set()
    rest = (of_open311(office), of_feeds(office), of_handovers(office.browser), of_screens(office.client))
    for method, path, answer in itertools.chain(first, reviews, *rest):
        rule, status = rule_of(app, method, path), str(answer.status_code)
        told = document["paths"][rule][method.lower()]["responses"][status]
        kind = told["content"][answer.mimetype]
        if answer.mimetype.endswith("json"):
            schema = strict(kind["schema"]) | {"components": components}
            Draft202012Validator(schema).validate(answer.get_json(force=True))
        # a case stands in many ways; Open311 has the status for a word
        wordless = rule == "/readyz" or status == "409" or rule.startswith("/open311/")
        if int(status) >= 400 and not wordless:
            assert f"`{answer.json['code']}`" in told["description"], path
        seen.add((method.lower(), rule, status))
    wanted = {
        (method, path, status)
        for path, each in document["paths"].items()
        for method, operation in each.items()
        for status in operation["responses"]
        if status in ("200", "201") and not path.startswith("/doors/")
    }
    assert wanted - seen == {("get", "/readyz", "200")}, "a route whose good answer was not looked at"


def test_every_word_of_a_refusal_and_every_query_in_the_sources_stands_in_the_document(document: Any) -> None:
    operations = [operation for each in document["paths"].values() for operation in each.values()]
    told = {
        (int(status), word)
        for operation in operations
        for status, response in operation["responses"].items()
        if status.isdigit()
        for word in re.findall(r"`(\w+)`", response["description"])
    }
    files = [*(FOLDER / "api").glob("*.py"), *(FOLDER / "field").glob("*.py")]
    files += [FOLDER / "access" / "api_auth.py", FOLDER / "console" / "seat_routes.py"]
    files += [FOLDER / "screens" / "log_routes.py", FOLDER / "api" / "history" / "review.py"]
    source = "\n".join(file.read_text("utf-8") for file in files)
    refused = re.findall(r'(?:refuse|ApiRefusedError)\(\s*(\d+),\s*"(\w+)"', source)
    assert len(refused) > 25
    assert {(int(status), word) for status, word in refused} - told == set()
    queries = {each["name"] for one in operations for each in one["parameters"] if each["in"] == "query"}
    open311 = "\n".join(file.read_text("utf-8") for file in (FOLDER / "field" / "open311").glob("*.py"))
    read = r'(?:request\.(?:args|values)\.get|_moment|_number|_list)\("(\w+)"'
    assert queries == set(re.findall(read, source + open311))


def test_the_document_says_which_routes_are_open_to_a_stranger(client: FlaskClient, document: Any) -> None:
    stranger = FlaskClient(client.application, client.application.response_class)
    for path, each in document["paths"].items():
        for method, operation in each.items():
            asked = re.sub(r"\{\w+\}", "1", path.replace("{form}", "json"))
            answer = stranger.open(asked, method=method.upper())
            if path.startswith("/open311/"):
                assert (answer.status_code in (403, 503)) == ({"asked_key": []} in operation["security"])
                continue
            told = answer.json if answer.is_json else {}
            turned_away = told.get("code") in ("no_start", "no_key", "unknown_link", "away")
            assert turned_away == ({} not in operation["security"]), path
            if {"key": []} in operation["security"] and {"start": []} in operation["security"]:
                known = stranger.open(path, method=method.upper(), headers=bearer("nothing"), json={})
                assert known.json["code"] != "no_start", path


def test_the_document_holds_no_secret_and_nothing_of_any_city(
    client: FlaskClient, make_app: AppMaker
) -> None:
    text = client.get("/api/openapi.json").text
    engine: Any = client.application.extensions["gridwall"]
    start, areas = engine.signing.key_file.now.start, engine.live.areas
    for secret in (start, start[:12], *(person.name for person in engine.live.roster.people)):
        assert not re.search(rf"\b{re.escape(secret)}\b", text), secret
    assert not [area.name for area in areas.order if area.name in text]
    assert not re.search(rf"{COOKIE}[0-9a-f]", text)
    other = make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client()
    assert other.get("/api/openapi.json").text == text


def test_the_file_of_the_document_is_what_the_routes_make_of_it(client: FlaskClient) -> None:
    same = PAGE.read_bytes() == written(client.application)
    assert same, "python -m tests.dashboard.api.openapi_file writes it anew"


def test_an_unchanged_document_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert len(first.data) < 20_000
    again = client.get("/api/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
