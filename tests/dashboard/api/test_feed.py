"""The GeoJSON feed: open cases of a key's areas, nothing of people, few bytes when nothing has changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from redis import Redis

from dashboard.api import feed
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import ANN

PATH = "/api/feed/{}/cases.geojson"


@pytest.fixture
def office(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> FieldOffice:
    app = make_app(GRIDWALL_REDIS_URL=redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)
    told = FieldOffice(app, redis)
    told.engine.chain.record.caught_up = True
    told.file("c-1", text="打电话 13800138000", inspector="ann", address="东门 7 号")
    told.file("c-2", "2-1")
    told.file("c-3", "1-1", lat=None, lon=None)
    told.file("c-4", "1-2", sos=True)
    return told


def read(office: FieldOffice, key: str, area: str = "1", **headers: str) -> Any:
    told = {"Authorization": f"Bearer {key}"} | {name.replace("_", "-"): v for name, v in headers.items()}
    return office.browser.get(PATH.format(area), headers=told)


def of(answer: Any) -> dict[str, Any]:
    return {each["id"]: each for each in json.loads(answer.data)["features"]}


def test_open_cases_are_points_and_nothing_of_people_is_told(office: FieldOffice) -> None:
    answer = read(office, office.key("gis", ("1",), actions=("read",)))
    told = of(answer)
    assert answer.status_code == 200 and answer.mimetype == "application/geo+json"
    assert set(told) == {"c-1", "c-3"} and told["c-3"]["geometry"] is None
    assert told["c-1"]["geometry"] == {"type": "Point", "coordinates": [113.05, 22.05]}
    properties = told["c-1"]["properties"]
    assert (properties["state"], properties["area"], properties["item_name"]) == ("new", "1-1", "坑")
    assert not any(each in answer.text for each in ("13800138000", "东门", "ann", "打电话"))
    assert office.ask(ANN, "advise", "c-1")["ok"]
    assert set(of(read(office, office.key("two", ("1",), actions=("read",))))) == {"c-3"}


def test_what_a_reader_has_is_not_sent_again(office: FieldOffice) -> None:
    key = office.key("gis", actions=("read",))
    first = read(office, key, Accept_Encoding="gzip")
    tag, at = first.headers["ETag"], first.headers["Last-Modified"]
    assert first.headers["Cache-Control"] == "private, no-cache"
    for known in ({"If_None_Match": tag}, {"If_Modified_Since": at}):
        again = read(office, key, **known)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert office.ask(ANN, "claim", "c-1")["ok"]
    changed = read(office, key, If_None_Match=tag)
    assert changed.status_code == 200 and of(changed)["c-1"]["properties"]["revision"] == 2
    assert read(office, key, If_Modified_Since=at).status_code == 200  # within the same second


def test_a_key_reads_its_areas_alone_and_only_if_it_may_read(office: FieldOffice) -> None:
    key = office.key("gis", ("1",), actions=("read",))
    assert read(office, key, "1-1").status_code == 200
    for elsewhere in ("0", "2", "none"):
        answer = read(office, key, elsewhere)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_area")
    for wrong, status in ((office.key("other"), 403), (office.link(inspector="ann"), 401), ("x", 401)):
        assert read(office, wrong).status_code == status
    assert office.browser.get(PATH.format("1")).json["code"] == "no_key"


def test_a_server_that_is_still_reading_shows_no_empty_map(office: FieldOffice) -> None:
    key = office.key("gis", actions=("read",))
    office.engine.chain.record.caught_up = False
    assert read(office, key).status_code == 503


def test_above_the_bound_the_newest_are_told_and_how_many_there_are(
    office: FieldOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST", 1)
    told = json.loads(read(office, office.key("gis", actions=("read",)), "0").data)
    assert (told["total"], len(told["features"])) == (3, 1)
