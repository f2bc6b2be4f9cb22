"""Requests made from the OpenAPI document, good and bad, to a web, an intake and a history process that run:
none is answered by a fault, and every answer is one that the document tells of its route."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from redis import Redis

from benchmarks.intake import IntakeProcess
from benchmarks.ports import free_port
from streams.access.api_keys import ACTIONS, OPEN311, POSITIONS, READ, WARNINGS, ApiKeys
from streams.access.devices import Devices
from streams.access.links import DAY, Links
from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import PLACES
from tests.dashboard.api.openapi_file import PAGE
from tests.dashboard.consoles import seat
from tests.dashboard.history_beside import HistoryProcess
from tests.dashboard.running import Web
from tests.patience import until

DOCUMENT: Any = msgspec.json.decode(PAGE.read_bytes())
OPERATIONS = [
    pytest.param(method.upper(), path, id=f"{method} {path}")
    for path, each in DOCUMENT["paths"].items()
    for method in each
]
FEW, MANY = 6, 150
RATE = 1_000_000  # requests a minute: none is refused for their number
CASE, LINKS = "the case", 12  # each link may ask 60 times a minute
KNOWN: dict[str, tuple[object, ...]] = {  # what there is, by the names of places, queries and fields
    "code": ("0", "1", "1-1"),
    "case": (CASE,),
    "id": (CASE, "all", "phone"),
    "request": (CASE,),
    "ticket": (CASE,),
    "service_request_id": (CASE,),
    "counter": ("open", "overdue", "on_duty"),
    "kind": ("areas", "people"),
    "split": ("areas", "all"),
    "from": ("2026-11-01",),
    "to": ("2026-11-30",),
    "number": ("filed", "due"),
    "inspector": ("ann",),
    "form": ("json", "xml"),
    "service": ("hole",),
    "service_code": ("hole",),
    "item": ("hole",),
    "jurisdiction_id": ("0",),
    "near": ("22.05,113.05",),
    "radius": ("900",),
    "q": ("1", "an"),
    "lat": (22.05,),
    "long": (113.05,),
    "lon": (113.05,),
    "latitude": (22.05,),
    "longitude": (113.05,),
    "start_date": ("2026-11-01T00:00:00Z",),
    "end_date": ("2026-11-02T00:00:00Z",),
    "device_id": ("phone",),
    "uniqueId": ("phone",),
    "_type": ("location",),
    "do": ("accept", "feed_back", "verify"),
}
EVERYWHERE = {
    int(status): set(re.findall(r"`(\w+)`", words))
    for status, words in re.findall(
        r"(\d{3})((?: `\w+`)+)", DOCUMENT["components"]["responses"]["Refused"]["description"]
    )
}


class Ends(NamedTuple):
    """Where the two processes listen, and who may ask: headers by the names of the document's schemes."""

    web: str
    intake: str
    key: str
    case: str
    headers: Mapping[str, tuple[Mapping[str, str], ...]]


@pytest.fixture(scope="module")
def ends(redis_server: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ends]:
    keys, folder = Keys("generated"), tmp_path_factory.mktemp("generated")
    redis = Redis.from_url(redis_server.url)
    made = ApiKeys(redis, keys).make(
        "all", ["0"], 1, actions=[*ACTIONS, OPEN311, POSITIONS, READ, WARNINGS], rate=RATE
    )
    Devices(redis, keys).put({"0": "ann", "phone": "ann"}, 1)
    lat, lon = PLACES["1-1"]
    now = time.time_ns() // 1_000_000
    told = {"REDIS_PREFIX": keys.prefix, "PHOTOS_FOLDER": str(folder / "photos")}
    told |= {"HISTORY_FOLDER": str(folder / "history"), "HISTORY_PORT": str(free_port())}
    told = {f"GRIDWALL_{name}": value for name, value in told.items()}
    web = Web(folder, redis_server.url, **told)
    intake = IntakeProcess(folder, GRIDWALL_REDIS_URL=redis_server.url, **told)
    history = HistoryProcess(folder, web.environ)
    try:
        web.start()
        history.start()
        redis.xadd(keys.reports, report_fields("r-1", now, "hole", lat=lat, lon=lon))  # type: ignore[arg-type]
        intake.start()
        home = f"http://127.0.0.1:{web.port}"
        bearer, basic = {"Authorization": f"Bearer {made}"}, base64.b64encode(f"phone:{made}".encode())
        links = [Links(redis, keys).make(now, now + DAY, inspector="ann")[0] for _ in range(LINKS)]
        headers = {
            "key": (*({"Authorization": f"Bearer {each}"} for each in links), *[bearer] * LINKS),
            "start": ({"Cookie": web.cookie()},),
            "seat": ({"Cookie": web.cookie(seat(web)), "Origin": home},),
            "phone": ({"Authorization": f"Basic {basic.decode()}"},),
            "asked_key": ({},),
        }
        until(lambda: _features(home, bearer), "the report is a case")
        [feature] = _features(home, bearer)
        yield Ends(home, f"http://localhost:{intake.port}", made, feature["id"], headers)
        assert "Traceback" not in web.log() + intake.log()
    finally:
        web.end()
        intake.end()
        history.end()
        redis.close()


def _features(home: str, bearer: Mapping[str, str]) -> Any:
    told = requests.get(f"{home}/api/feed/0/cases.geojson", headers=bearer, timeout=30)
    return told.status_code == 200 and told.json()["features"]


@pytest.fixture(scope="module")
def schema() -> Any:
    import schemathesis

    return schemathesis.openapi.from_dict(DOCUMENT)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_is_asked_is_answered_as_the_document_says(
    method: str, path: str, schema: Any, ends: Ends
) -> None:
    _try(schema[path][method], ends, FEW)


@pytest.mark.soak
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_same_of_many_requests(method: str, path: str, schema: Any, ends: Ends) -> None:
    _try(schema[path][method], ends, MANY)


def _try(operation: Any, ends: Ends, many: int) -> None:
    from schemathesis import GenerationMode

    told = DOCUMENT["paths"][operation.path][operation.method]
    endless = "text/event-stream" in str(told["responses"])  # who is let in hears it without end
    ways = [[]] if endless else [[*way] for way in told["security"]] + [[]]
    session = requests.Session()

    @settings(
        max_examples=many,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def run(data: Any) -> None:
        mode = data.draw(st.sampled_from((GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))
        case = data.draw(operation.as_strategy(generation_mode=mode))
        if data.draw(st.integers(0, 3)):
            _placed(case, data, ends)
        way, headers = data.draw(st.sampled_from(ways)), dict[str, str]()
        for name in way:
            headers |= data.draw(st.sampled_from(ends.headers[name]))
        _asked(case, way, headers, ends, session)

    with session:
        run()


def _placed(case: Any, data: Any, ends: Ends) -> None:
    """Mostly what there is: an unknown area would be all that is ever seen."""
    if "key" in (places := case.path_parameters or {}):
        places["key"] = ends.key
    for told in (places, case.query, case.body):
        _known(told, data, ends)


def _known(told: Any, data: Any, ends: Ends) -> None:
    for name in told if isinstance(told, dict) else ():
        if isinstance(told[name], dict):
            _known(told[name], data, ends)
        elif name in KNOWN:
            found = data.draw(st.sampled_from(KNOWN[name]))
            told[name] = ends.case if found is CASE else found


def _asked(case: Any, way: list[str], headers: dict[str, str], ends: Ends, session: requests.Session) -> None:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

    if "asked_key" in way:
        case.query = {**(case.query or {}), "api_key": ends.key}
    home = ends.intake if case.path.startswith("/doors/") else ends.web
    answer = case.call(base_url=home, session=session, headers=headers, timeout=30)
    case.validate_response(
        answer, checks=[not_a_server_error, status_code_conformance, content_type_conformance]
    )
    _told(case, answer)


def _told(case: Any, answer: Any) -> None:
    """What is left to `default` is one of the refusals told for everywhere; JSON has the shape told."""
    responses = DOCUMENT["paths"][case.path][case.method.lower()]["responses"]
    kind = answer.headers["content-type"][0].partition(";")[0]
    if (told := responses.get(str(answer.status_code))) is None:
        assert answer.json()["code"] in EVERYWHERE[answer.status_code], answer.text
        told = DOCUMENT["components"]["responses"]["Refused"]
    if kind.endswith("json") and (wanted := told["content"][kind].get("schema")):
        judge = Draft202012Validator(wanted | {"components": DOCUMENT["components"]})
        assert [each.message for each in judge.iter_errors(answer.json())] == [], answer.text
