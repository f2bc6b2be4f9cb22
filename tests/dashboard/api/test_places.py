"""Places by name over HTTP: areas at any level, and addresses of lately reported cases."""

from __future__ import annotations

from typing import Any

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import Office


@pytest.fixture
def office(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Office:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    office = Office(make_app(**told), redis)
    office.file("c-1", address="某街 1 号")
    office.file("c-2", address="某街 1 号")
    office.file("c-3", address="Other Road 2")
    office.file("c-4", area="2-1", address="某街 9 号")
    return office


def found(office: Office, words: str, code: str = "0") -> Any:
    return office.browser.get(f"/api/areas/{code}/places", query_string={"q": words}).json


def test_an_area_is_found_by_its_name_or_code_with_the_names_above_it(office: Office) -> None:
    told = found(office, "1-1")["areas"]
    assert [area["code"] for area in told] == ["1-1"]
    assert len(told[0]["names"]) == 2
    own, above = (names[0] for names in reversed(told[0]["names"]))
    assert [area["code"] for area in found(office, f"{above} {own}")["areas"]] == ["1-1"]


def test_an_address_is_found_once_and_lies_where_its_case_lies(office: Office) -> None:
    told = found(office, "某街", "1")["addresses"]
    assert [place["address"] for place in told] == ["某街 1 号"]
    assert told[0]["lat"] and told[0]["lon"]
    assert len(found(office, "街")["addresses"]) == 2
    assert found(office, "road other")["addresses"][0]["address"] == "Other Road 2"


def test_what_is_nowhere_is_not_found_and_nothing_is_refused(office: Office) -> None:
    assert found(office, "nowhere") == {"areas": [], "addresses": []}
    assert found(office, " ")["code"] == "bad_query"


def named(office: Office, words: str, code: str = "0") -> list[str]:
    told = office.browser.get(f"/api/areas/{code}/named", query_string={"q": words}).json
    return [area["code"] for area in told["areas"]]


def test_an_area_is_found_among_itself_and_those_below(office: Office) -> None:
    assert named(office, "1-1") == ["1-1"]
    own = office.engine.live.areas["1"].name
    assert named(office, own, "1")[0] == "1"
    assert named(office, "2-1", "1") == []
    assert named(office, "1-1", "1-1") == ["1-1"]
