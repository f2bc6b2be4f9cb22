"""All there is to one case over HTTP: its card, a phone number on request, and looking for one."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from redis import Redis

from dashboard.transport.logs import SAME, Brake
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import fix
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import ANN, BOB, Office, now


@pytest.fixture
def office(make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys) -> Office:
    app = make_app(GRIDWALL_REDIS_URL=redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)
    office = Office(app, redis)
    office.file("c-1", text="路灯不亮", address="某街 1 号", inspector="ann", channel="app")
    return office


def get(office: Office, path: str) -> Any:
    return office.browser.get(path)


def test_a_card_holds_the_case_its_steps_and_its_history(office: Office) -> None:
    office.ask(ANN, "dispatch", "c-1", data={"inspector": "bob"})
    told = get(office, "/api/cases/c-1").json
    assert (told["case"]["text"], told["case"]["state"], told["case"]["owner"]) == (
        "路灯不亮",
        "dispatched",
        "seat-1",
    )
    assert told["case"]["assignment"]["name"] == ["Bob", None]
    assert [(s["step"], s["by"], s["at"] is not None) for s in told["steps"]] == [
        ("reported", "ann", True),
        ("filed", "clerk", True),
        ("dispatched", "seat-1", True),
        ("handling", None, False),
        ("fed_back", None, False),
        ("verified", None, False),
        ("closed", None, False),
    ]
    assert [(h["type"], h["actor"]) for h in told["history"]] == [
        ("filed", "clerk"),
        ("dispatched", "seat-1"),
    ]
    assert told["clock"] == "running"
    assert "phone" not in get(office, "/api/cases/c-1").text


def test_a_card_names_who_can_go_and_says_how_it_knows(office: Office) -> None:
    for who, place in (("ann", "1-1"), ("bob", "1-2"), ("dan", "2-1")):
        office.engine.live.fold_fixes(fix(who, place, now()), now())
    office.engine.live.tick(now())
    told = get(office, "/api/cases/c-1").json
    assert [(r["number"], r["inspector"]) for r in told["responders"]] == [(1, "ann"), (2, "bob"), (3, "dan")]
    first = told["responders"][0]
    assert (first["owner"], first["free"], first["name"], first["metres"]) == (True, True, ["Ann", None], 0)
    assert "as the crow flies" in told["method"]["en"]


def test_a_card_says_on_what_somebody_near_is_busy(office: Office) -> None:
    office.engine.live.fold_fixes(fix("ann", "1-1", now()), now())
    office.engine.live.tick(now())
    office.file("c-2")
    assert office.ask(ANN, "dispatch", "c-2", data={"inspector": "ann"})["ok"]
    (near,) = get(office, "/api/cases/c-1").json["responders"]
    item = get(office, "/api/cases/c-2").json["case"]["item"]
    assert (near["inspector"], near["load"], near["busy"]) == ("ann", 1, item)


def test_a_card_names_possible_duplicates_and_what_was_merged_into_it(office: Office) -> None:
    office.file("c-2")
    office.file("c-3", "1-2")
    told = get(office, "/api/cases/c-1").json
    assert [(d["id"], d["metres"], d["minutes"]) for d in told["duplicates"]] == [("c-2", 0, 0)]
    office.ask(ANN, "merge", "c-2", data={"into": "c-1"})
    told = get(office, "/api/cases/c-1").json
    assert (told["duplicates"], told["merged"]) == ([], ["c-2"])


def test_a_card_says_that_a_case_may_be_a_re_send_and_of_which(office: Office) -> None:
    office.file("c-2", resend_of="c-1")
    office.file("c-3", resend_of="forgotten-1")
    told = [get(office, f"/api/cases/{case}").json["resend"] for case in ("c-1", "c-2", "c-3")]
    assert told == [None, {"of": "c-1"}, {"of": None}]


@pytest.mark.parametrize("path", ["/api/cases/c-1", "/api/cases/c-1/phone?inspector=ann", "/api/cases/none"])
def test_a_case_out_of_scope_is_as_unknown_as_none(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys, path: str
) -> None:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    office = Office(make_app(GRIDWALL_WEB_VIEWER_AREA="2", **told), redis)
    office.file("c-1")
    answer = get(office, path)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_case")


def test_a_card_names_no_merged_case_out_of_scope(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    office = Office(make_app(GRIDWALL_WEB_VIEWER_AREA="1-1", **told), redis)
    for case, area in (("c-3", "1-2"), ("c-1", "1-1"), ("c-2", "1-1")):
        office.file(case, area, resend_of="c-3" if case == "c-1" else None)
    for case in ("c-2", "c-3"):
        assert office.ask(ANN, "merge", case, data={"into": "c-1"})["ok"]
    told = get(office, "/api/cases/c-1").json
    assert (told["merged"], told["resend"]) == (["c-2"], {"of": None})


def test_every_phone_number_that_is_told_leaves_its_trace(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    brake = Brake()
    with caplog.at_level(logging.INFO):
        for _ in range(3 * SAME):
            get(office, "/api/cases/c-1/phone?inspector=ann")
    told = [record for record in caplog.records if "phone number" in record.getMessage()]
    assert len(told) == 3 * SAME and all(map(brake.filter, told))


def test_a_phone_number_is_told_on_request_and_the_log_says_to_whom(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = get(office, "/api/cases/c-1/phone?inspector=ann")
    assert answer.json == {"phone": "139-ann", "name": None}
    assert "seat-1 was told the phone number of ann for case c-1" in caplog.text
    assert "139" not in caplog.text
    assert get(office, "/api/cases/c-1/phone?inspector=zoe").json["code"] == "unknown_person"


def test_a_wall_is_told_no_phone_number(office: Office) -> None:
    office.browser.delete_cookie("gridwall-seat")
    assert get(office, "/api/cases/c-1").status_code == 200
    assert get(office, "/api/cases/c-1/phone?inspector=ann").json["code"] == "no_seat"


def test_a_dot_on_the_map_is_somebody_with_a_home_and_no_number(office: Office) -> None:
    told = get(office, "/api/people/ann").json
    assert (told["id"], told["name"][0], told["age"]) == ("ann", "Ann", None)
    assert told["home"][-1][0]
    assert "139" not in json.dumps(told)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("c-1", ["c-1"]),
        ("C-", ["c-2", "c-1"]),
        ("路灯", ["c-1"]),
        ("坑", ["c-2", "c-1"]),
        ("hole 区1-2", ["c-2"]),
        ("seat-2", ["c-2"]),
        ("某街", ["c-1"]),
        ("<script>", []),
    ],
)
def test_a_case_is_found_by_id_item_place_text_and_owner(
    office: Office, words: str, wanted: list[str]
) -> None:
    office.file("c-2", "1-2")
    office.ask(BOB, "claim", "c-2")
    told = office.browser.get("/api/areas/1/search", query_string={"q": words}).json
    assert [row["id"] for row in told["cases"]] == wanted
    assert told["more"] is False


def test_only_the_areas_own_cases_are_found(office: Office) -> None:
    assert get(office, "/api/areas/2/search?q=c-1").json == {"cases": [], "more": False}
    assert get(office, "/api/areas/nowhere/search?q=c").json["code"] == "unknown_area"


@pytest.mark.parametrize("words", ["", "%20%20", "x" * 101])
def test_a_search_for_nothing_or_for_too_much_is_refused(office: Office, words: str) -> None:
    answer = get(office, f"/api/areas/1/search?q={words}")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_query")


def test_many_finds_are_cut_and_say_so(office: Office) -> None:
    for n in range(55):
        office.file(f"many-{n}")
    told = get(office, "/api/areas/1/search?q=many").json
    assert (len(told["cases"]), told["more"]) == (50, True)
