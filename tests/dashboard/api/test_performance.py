"""The performance reads: what they answer, and to whom."""

from __future__ import annotations

import time
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.city.held import hold, sent
from tests.dashboard.conftest import AppMaker


def test_an_areas_table_and_the_list_behind_a_number(client: FlaskClient, engine: Any) -> None:
    now = round(time.time() * 1000)
    hold(engine.live, "c1", "1-1", now, state="handling", assignment=sent("ann"), due=now - 1000)
    told = client.get("/api/areas/0/performance").json
    assert (told["code"], told["total"]["overdue"], told["total"]["closing"]) == ("0", 1, 0.0)
    assert [row["id"] for row in told["areas"]] == ["1", "2"]
    assert (told["departments"][0]["id"], told["people"][0]["name"]) == ("d", "Ann")
    for path in ("areas/all", "areas/1", "departments/d", "people/ann"):
        behind = client.get(f"/api/areas/0/performance/{path}/overdue").json
        assert (behind["total"], behind["rows"][0]["id"]) == (1, "c1")
    assert client.get("/api/areas/0/performance/areas/2/overdue").json["rows"] == []


def test_a_department_that_has_left_the_files_still_has_its_list(client: FlaskClient, engine: Any) -> None:
    now = round(time.time() * 1000)
    hold(
        engine.live, "c1", "1-1", now, state="dispatched", assignment=sent(department="gone"), owner="seat-3"
    )
    rows = client.get("/api/areas/0/performance/departments/gone/filed").json["rows"]
    assert [(row["id"], row["owner"]) for row in rows] == [("c1", "seat-3")]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("9/performance", 404, "unknown_area"),
        ("2/performance", 404, "unknown_area"),
        ("2/performance/areas/2-1/due", 404, "unknown_area"),
        ("1/performance/luck/1/due", 404, "unknown_kind"),
        ("1/performance/areas/1/luck", 404, "unknown_number"),
        ("1/performance/areas/2/due", 404, "unknown_id"),
        ("1/performance/departments/x/due", 404, "unknown_id"),
        ("1/performance/people/dan/due", 404, "unknown_id"),  # at home in town 2
    ],
)
def test_what_is_not_there_or_not_theirs_is_refused(
    make_app: AppMaker, path: str, status: int, code: str
) -> None:
    with make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client() as client:
        answer = client.get(f"/api/areas/{path}")
    assert (answer.status_code, answer.json["code"]) == (status, code)
