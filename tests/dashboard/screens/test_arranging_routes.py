"""What the page that arranges screens asks: its own address, the file of an area, a dry run, and a preview;
each for those who may, of their own area."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from city.screens.ruling import SaveRule
from city.time.days import DAY
from dashboard.access.viewer import Viewer
from dashboard.screens.trying import Trying
from tests.dashboard.account_office import HERE, AccountOffice, Guest, canary
from tests.dashboard.screens.test_showing import heard as heard_by

TOWN = "/api/areas/1/screens"
RULE: dict[str, Any] = {
    "name": "r",
    "area": "1",
    "screen": canary("1", "screen_hall"),
    "until": "time",
    "seconds": 60,
}


@pytest.fixture
def head(account_office: AccountOffice) -> FlaskClient:
    return account_office.client("head")


def post(client: FlaskClient, path: str, **body: Any) -> Any:
    return client.post(path, json=body, headers=HERE)


def heard(office: AccountOffice) -> None:
    """This process has read what was written."""
    office.screens.showing.changed(office.screens.following.reader.poll(0))


@pytest.mark.parametrize(
    ("role", "status"), [("operator", 200), ("head", 200), ("officer", 403), ("screen", 403)]
)
def test_the_page_is_for_those_who_look_after_screens(
    account_office: AccountOffice, role: str, status: int
) -> None:
    client = account_office.client(role)
    answer = client.get("/arrange/", headers=HERE)
    assert answer.status_code == status
    assert client.get(TOWN, headers=HERE).status_code == status
    if status == 200:
        assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_preview_is_of_ones_own_area_and_stands_in_a_page_of_ours_alone(
    account_office: AccountOffice, head: FlaskClient
) -> None:
    answer = head.get("/screen/preview/1-1", headers=HERE)
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    for other in ("/wall/1", f"/screen/{canary('1', 'screen_hall')}", "/arrange/"):
        assert "frame-ancestors 'none'" in head.get(other, headers=HERE).headers["Content-Security-Policy"]
    for beyond in ("/screen/preview/0", "/screen/preview/2-1", "/screen/preview/none"):
        assert head.get(beyond, headers=HERE).status_code == 404
    for role in ("officer", "leader"):
        assert account_office.client(role).get("/screen/preview/1", headers=HERE).status_code == 404


def test_the_file_of_an_area_holds_what_is_its_own_and_comes_back_unchanged(head: FlaskClient) -> None:
    answer = head.get(TOWN, headers=HERE)
    scenes = {scene["id"] for scene in answer.json["scenes"]}
    assert canary("1", "scene") in scenes and canary("1-1", "scene") in scenes
    assert canary("0", "scene") not in scenes and canary("2", "scene") not in scenes
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gridwall-screens-1.json"'
    told = post(head, TOWN, file=answer.text).json
    assert (told["done"], told["new"], told["changed"]) == (False, [], [])
    assert told["same"] == sum(len(answer.json[name]) for name in ("scenes", "programmes", "rules"))


def test_a_file_is_seen_before_it_is_brought_in_and_nothing_of_a_bad_one_is(
    account_office: AccountOffice, head: FlaskClient
) -> None:
    scene = {"id": "new-one", "name": "新场景", "layout": "wall", "area": "1"}
    bad = {"id": "bad-one", "name": "坏", "layout": "ten", "area": "1"}
    file = {"gridwall": "screens", "version": 1, "scenes": [scene, bad]}
    refused = post(head, TOWN, file=json.dumps(file))
    assert (refused.status_code, refused.json["code"]) == (409, "file_wrong")
    assert refused.json["reason"]["zh"].startswith("scenes[1].layout：应为以下之一：wall, ")
    assert refused.json["reason"]["en"].endswith("wanted, got ten.")
    text = json.dumps(file | {"scenes": [scene]})
    foreseen = post(head, TOWN, file=text).json
    assert foreseen["new"] == ["新场景"]
    heard(account_office)
    assert "new-one" not in account_office.screens.following.reader.plan.scenes
    assert post(head, TOWN, file=text, seen="another", command="c-1").json["code"] == "edited_meanwhile"
    assert post(head, TOWN, file=text, seen=foreseen["seen"], command="c-2").json["done"]
    heard(account_office)
    assert account_office.screens.following.reader.plan.scenes["new-one"].name == "新场景"


def test_nothing_of_elsewhere_is_brought_into_an_area(head: FlaskClient) -> None:
    scene = {"id": "x", "name": "x", "layout": "wall", "area": "1"}
    text = json.dumps({"gridwall": "screens", "version": 1, "scenes": [scene]})
    assert post(head, "/api/areas/1-1/screens", file=text).json["code"] == "area_elsewhere"
    assert post(head, "/api/areas/2/screens", file=text).status_code == 404


def test_a_dry_run_tells_of_yesterdays_cases(account_office: AccountOffice, head: FlaskClient) -> None:
    assert post(head, "/api/screens/dry_run", **RULE).json["looked"] == 0, "all of them are of today"
    live, screens, clock = account_office.engine.live, account_office.screens, account_office.engine.clock
    plan = screens.following.reader.plan
    door = Trying(lambda: live, lambda: plan, lambda: screens.commands, lambda: clock() + DAY)
    told = door.of_yesterday(Viewer("x", "head", "1", "s"), SaveRule(**RULE))
    first = live.areas.position["1"]
    filed = live.case_columns.of_day(first, int(live.areas.end[first]), live.days.day(clock()))
    assert told.looked == len(filed) and told.shown == len(told.rows) > 0
    assert {row.case for row in told.rows} <= set(filed)
    assert all(row.until - row.at <= 60_000 for row in told.rows)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"screen": canary("2", "screen_hall")}, "unknown_screen"),
        ({"area": "2"}, "area_elsewhere"),
        ({"seconds": -1}, "out_of_bounds"),
        ({"name": 7}, "bad_command"),
    ],
)
def test_a_dry_run_is_refused_as_saving_the_rule_would_be(
    head: FlaskClient, changed: dict[str, Any], code: str
) -> None:
    assert post(head, "/api/screens/dry_run", **RULE | changed).json["code"] == code


def test_areas_are_found_by_name_within_ones_own(head: FlaskClient) -> None:
    told = head.get("/api/areas/1/named?q=kanari", headers=HERE).json["areas"]
    assert [each["code"] for each in told][:2] == ["1", "1-1"]
    assert head.get("/api/areas/2/named?q=kanari", headers=HERE).status_code == 404


def test_rules_are_told_to_those_who_may_change_them(account_office: AccountOffice) -> None:
    asked = {"command": "rule-1", "do": "save_rule", "data": RULE}
    head = Guest(account_office.app, account_office.cookie("head"), "arrange")
    assert head.ask("wall", asked)["ok"]
    heard(account_office)
    told = {}
    for role in ("head", "officer"):
        guest = Guest(account_office.app, account_office.cookie(role), "arrange")
        guest.ask("room", {"room": ""})
        told[role] = [rule["name"] for rule in heard_by(guest, "screens")[-1]["rules"].values()]
    own = {canary(area, "rule") for area in ("1", "1-1", "1-2")}
    assert (set(told["head"]), told["officer"]) == ({"r", *own}, [])
