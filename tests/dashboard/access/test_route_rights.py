"""Every route and event declares what it wants, and the table is asked before any handler."""

from __future__ import annotations

import pytest
from flask import Flask

from city.access.roles import RIGHTS, ROLES
from dashboard.access import route_rights
from dashboard.access.__main__ import document
from dashboard.access.route_rights import EVENTS, KINDS, ROUTES, UndeclaredError, allowed, check_declared
from dashboard.access.viewer import VIEWER_KEY, Viewer
from dashboard.live.socket_events import ASKED
from dashboard.transport import unknown_addresses
from tests.dashboard.conftest import AppMaker
from tests.test_architecture import ROOT


def rules(app: Flask) -> set[str]:
    return {rule.rule for rule in app.url_map.iter_rules()}


def test_every_route_of_both_ways_in_is_declared_and_none_beside(make_app: AppMaker) -> None:
    start, accounts = make_app(), make_app(GRIDWALL_WEB_SIGN_IN="accounts", GRIDWALL_WEB_DEMO_ACCOUNTS="true")
    check_declared(rules(start) | rules(accounts), ASKED)
    assert set(ROUTES) == rules(start) | rules(accounts)
    assert set(EVENTS) == {*ASKED, "connect", "disconnect"}


@pytest.mark.parametrize(("routes", "events"), [(["/api/secrets"], []), ([], ["everything"])])
def test_what_declares_nothing_does_not_start(routes: list[str], events: list[str]) -> None:
    with pytest.raises(UndeclaredError, match=r"declared in route_rights\.py must be the (route|event)"):
        check_declared(routes, events)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_what_the_table_says_and_nothing_else(role: str) -> None:
    server, right = Flask("rights", static_folder=None), sorted(set(ROUTES.values()))
    for at, rule in enumerate(ROUTES):
        server.add_url_rule(rule, str(at), lambda **_: "in", methods=["GET"])
    route_rights.register(server)
    client, told = server.test_client(), {VIEWER_KEY: Viewer("x", role, "0")}
    for rule, wanted in ROUTES.items():
        path = rule.replace("<int:z>", "1").replace("<int:x>", "1").replace("<int:y>", "1")
        answer = client.get(path.replace("<", "").replace(">", "").replace(":", ""), environ_overrides=told)
        assert answer.status_code == (200 if allowed(role, wanted) else 403), (role, rule)
    assert len(right) > 8


def test_an_address_of_nothing_is_answered_alike_to_every_role_and_a_wall_is_not() -> None:
    server = Flask("nothing", static_folder=None)
    server.add_url_rule("/<path:path>", "page", lambda **_: "in")
    unknown_addresses.register(server)
    route_rights.register(server)
    told = {
        (path, answer.status_code, answer.data)
        for role in ROLES
        for path in ("/nothing", "/walls/1", "/api/nothing")
        for answer in [
            server.test_client().get(
                f"{path}?lang=en",
                headers={"Accept": "text/html"},
                environ_overrides={VIEWER_KEY: Viewer("x", role, "0")},
            )
        ]
    }
    assert {(path, status) for path, status, _ in told} == {
        (path, 404) for path in ("/nothing", "/walls/1", "/api/nothing")
    }
    assert len(told) == 3
    own = {VIEWER_KEY: Viewer("x", "auditor", "0")}
    assert server.test_client().get("/wall/0", environ_overrides=own).status_code == 403


def test_the_document_of_who_sees_what_is_fresh() -> None:
    assert (ROOT / "docs" / "security.md").read_text() == document()


def test_every_right_of_the_table_is_asked_for() -> None:
    """A right that nothing wants would promise what is nowhere."""
    of_callers = {"evidence", "own_work"}  # asked in api_auth.py, behind routes for whoever brings something
    of_callers |= {"screen", "push"}  # asked in screens/, behind a route of walls
    assert set(RIGHTS) == {*ROUTES.values(), *EVENTS.values()} - set(KINDS) | of_callers
