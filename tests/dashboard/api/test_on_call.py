"""Who is on call stands on a case's card as far as its reader may know; a number is told on request, and
written down before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from streams.access.audit import AuditLog
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice, canary

CASE = canary("1-1", "case")
HOME, AWAY = canary("1-1", "home"), canary("2", "home")
DESK_PHONE, AWAY_PHONE = "0769-5550101", "0769-7770102"  # no time in an answer holds them by chance
PLAN = f"""type,day,from,to,area,department,inspector,name,phone
on_call,daily,00:00,24:00,1-1,,{HOME},,
on_call,daily,00:00,24:00,1,,,Town <b>desk</b>,{DESK_PHONE}
on_call,daily,00:00,24:00,1,,{AWAY},,{AWAY_PHONE}
on_call,daily,00:00,24:00,0,,,{canary("0", "desk")},{canary("0", "phone")}
on_call,daily,00:00,24:00,2,,,{canary("2", "desk")},{canary("2", "phone")}
shift,daily,00:00,24:00,,,{HOME},,
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: Any, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("oncall")
    (folder / "shifts.csv").write_text(PLAN, "utf-8")
    redis: Redis = redis_server.client()
    shifts = {"CITY_SHIFTS": str(folder / "shifts.csv")}
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:", **shifts)
    made.file(CASE, "1-1")
    yield made
    redis.close()


def get(office: AccountOffice, role: str, path: str) -> Any:
    return office.client(role).get(path, headers=HERE)


def on_call(office: AccountOffice, role: str) -> Any:
    return get(office, role, f"/api/cases/{CASE}").json["on_call"]


def test_a_card_names_who_is_on_call_inside_the_scope_and_tells_no_number(office: AccountOffice) -> None:
    here, desk, away = on_call(office, "officer")
    assert (here["key"], here["name"][0], here["number"]) == (HOME, canary("1-1", "name_home"), True)
    assert (desk["name"], desk["place"][1]) == (["Town <b>desk</b>", None], canary("1", "area"))
    assert away["name"] != canary("2", "name_home") and away["key"].startswith("on-call:")
    text = get(office, "officer", f"/api/cases/{CASE}").text
    names = (canary("2", "name_home"), canary("0", "desk"), canary("2", "desk"))
    for secret in (DESK_PHONE, AWAY_PHONE, AWAY, *names):
        assert secret not in text


def test_a_number_is_told_after_it_was_written_down(office: AccountOffice) -> None:
    here, desk, away = on_call(office, "officer")
    wanted = [
        (here, {"phone": canary("1-1", "phone"), "name": None}),
        (desk, {"phone": DESK_PHONE, "name": None}),
        (away, {"phone": AWAY_PHONE, "name": [canary("2", "name_home"), None]}),
    ]
    for person, told in wanted:
        answer = get(office, "officer", f"/api/cases/{CASE}/phone?on_call={person['key']}")
        assert answer.json == told
        (line,) = (line for _, line in AuditLog(office.redis, office.keys).newest(1))
        assert (line.act, line.account, line.what) == ("phone_opened", "x-officer", person["key"])
        assert line.detail == CASE and DESK_PHONE not in str(line) and "Town" not in str(line)


def test_whoever_is_not_on_call_for_the_case_has_no_number_here(office: AccountOffice) -> None:
    for key in (AWAY, canary("1-2", "home"), "on-call:00000000-5", "x"):
        answer = get(office, "officer", f"/api/cases/{CASE}/phone?on_call={key}")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_person")


def test_a_leader_is_told_neither_who_nor_where_to_call(office: AccountOffice) -> None:
    assert on_call(office, "leader") is None
    assert get(office, "leader", f"/api/cases/{CASE}/phone?on_call={HOME}").status_code in (403, 404)


def test_a_list_says_of_whoever_is_not_there_until_when_they_are_planned(office: AccountOffice) -> None:
    rows = get(office, "officer", "/api/areas/1/list/people").json["rows"]
    planned = {row["id"]: row["planned"] is not None for row in rows}
    assert planned[HOME] and not planned[canary("1-2", "home")]
    assert {row["planned"] for row in get(office, "leader", "/api/areas/1/list/people").json["rows"]} == {
        None
    }


def test_a_person_s_card_says_until_when_they_are_planned(office: AccountOffice) -> None:
    assert get(office, "officer", f"/api/people/{HOME}").json["planned"] > 0
    assert get(office, "officer", f"/api/people/{canary('1-2', 'home')}").json["planned"] is None
