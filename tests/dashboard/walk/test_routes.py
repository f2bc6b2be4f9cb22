"""Every role of one town walks through all routes and callbacks that run. Everything that is answered is
searched, byte by byte, for what belongs to other areas."""

from __future__ import annotations

import pytest
from flask import Flask, redirect

from city.access.roles import ROLES
from dashboard.access.route_rights import ROUTES, UndeclaredError, check_declared
from tests.city.small_city import AREAS
from tests.dashboard.account_office import HERE, AccountOffice, Search, canary, picture
from tests.dashboard.walk.asked import LAST, addresses, said, walk

TOLD_NO_IDS = ("leader", "operator", "screen", "administrator")


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


def test_who_sees_the_whole_city_finds_every_area_in_the_same_walk(office: AccountOffice) -> None:
    """The walk comes to where the canaries are."""
    search, hit = Search(AREAS, "1"), set()
    for rule, path, answer in walk(office.client("city"), office.app):
        if rule not in LAST and search.foreign(said(answer), path):
            hit.add(rule)
    wanted = {"/api/cases/<id>", "/api/cases/<id>/phone", "/api/people/<inspector>", "/photos/<photo>"}
    wanted |= {"/handover/<code>", "/handover/<code>/<turn>"}
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
