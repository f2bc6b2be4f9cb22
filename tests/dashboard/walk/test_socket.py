"""Every role of one town sends all events that the socket knows; what it hears is searched like answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from city.access.roles import ROLES
from city.cases.decide import COMMANDS
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS
from tests.dashboard.account_office import CODES, AccountOffice, Guest, Search, canary
from tests.dashboard.walk.asked import CASES, VALUES, said, walk
from tests.dashboard.walk.asked_of_screens import asked_of_screens

DATA = {
    "dispatch": {"inspector": canary("2-1", "guest")},
    "merge": {"into": canary("2", "case")},
    "note": {"text": "t"},
}


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
        "person": [
            *({"epoch": office.engine.epoch, "room": at, "index": 2**31} for at in (0, 1, 2)),
            *({"case": case, "dispatch": f"{case}.3"} for case in CASES),
        ],
        "cameras": cameras,
        "acknowledge": cases,
        "command": commands,
        **asked_of_screens(),
    }


def sent_here(event: str, what: Any) -> set[str]:
    """The one thing of elsewhere that is told, by a click: the name of whoever is sent to a case of ours."""
    case = what["case"] if event == "person" and "case" in what else ""
    return {canary(case.removeprefix("mine-"), "name_guest")} if case.startswith("mine-") else set()


def refused(told: Any) -> bool:
    """Nothing is changed by it that could be heard."""
    return isinstance(told, dict) and told.get("ok") is False


@pytest.mark.parametrize("role", [role for role in ROLES if role != "field"])
def test_no_socket_hears_a_byte_of_another_area(office: AccountOffice, role: str) -> None:
    guest, search, found = Guest(office.app, office.cookie(role), "console"), Search(AREAS, "1"), {}
    assert guest.let_in
    asked = asked_of_a_socket(office)
    for event in sorted(guest.server.handlers["/"], key=lambda name: name != "disconnect", reverse=True):
        for what in asked[event]:
            told = guest.ask(event, what)
            if not refused(told):
                office.news()
            foreign = search.foreign(json.dumps(told).encode(), json.dumps(what))
            if foreign := foreign - sent_here(event, what):
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
            told = guest.ask(event, what)
            foreign = search.foreign(json.dumps(told).encode(), json.dumps(what))
            if foreign := foreign - sent_here(event, what):
                found[f"{event} {what}"] = foreign
            if not refused(told):
                office.news()
    assert (found, search.foreign(guest.told())) == ({}, set())
    assert canary("1-1", "home").encode() in guest.told()
    redis.close()
