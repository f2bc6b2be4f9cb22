"""What the HTTP API answers, and to whom."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from city.counts.counters import COUNTERS
from city.queries.listing import rows_behind
from dashboard.api.list_csv import Sheet
from dashboard.transport.answers import answer_bytes
from tests.city.small_city import NOW, filed, fix
from tests.dashboard.conftest import AppMaker
from tests.streams import entries as stream


def test_an_areas_numbers(client: FlaskClient, engine: Any) -> None:
    engine.live.fold_fixes(fix("ann", "1-1"), NOW)
    engine.live.fold_events([filed("c1", "2")], NOW)
    engine.live.tick(NOW)
    told = client.get("/api/areas/0/live").json
    assert list(told["counters"]) == list(COUNTERS)
    assert (told["counters"]["on_duty"], told["counters"]["open"], told["counters"]["overdue"]) == (
        1,
        1,
        0,
    )
    assert [child["code"] for child in told["children"]] == ["1", "2"]
    assert told["direct"] is None or told["direct"]["people"] == 1
    assert told["truth"]["redis_age"] is None
    assert client.get("/api/areas/2/live").json["direct"]["open"] == 1


def test_what_is_behind_a_number(client: FlaskClient, engine: Any) -> None:
    engine.live.fold_fixes(fix("ann", "1-1"), NOW)
    engine.live.tick(NOW)
    told = client.get("/api/areas/1/list/on_duty").json
    assert (told["counter"], told["total"], len(told["rows"])) == ("on_duty", 1, 1)
    assert told["definition"]["zh"] == "在岗"
    assert client.get("/api/areas/1/list/overdue").json["total"] == 0


def test_a_list_goes_to_a_spreadsheet_in_the_readers_words(client: FlaskClient, engine: Any) -> None:
    engine.live.fold_events([filed("a", lat=22.05, lon=113.05)], NOW)
    engine.live.fold_fixes(fix("ann", "1-1"), NOW)
    engine.live.tick(NOW)
    answer = client.get("/api/areas/0/list/open/csv?lang=zh")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="open-2')
    head, row, *_ = csv.reader(answer.text.removeprefix("\ufeff").splitlines())
    assert answer.text.startswith("\ufeff编号,事项,地点,状态") and len(row) == len(head)
    assert "坑" in answer.text and "待分拨" in answer.text
    people = client.get("/api/areas/0/list/on_duty/csv?lang=en").text
    assert "ann,full-time,Idle" in people or "ann,full-time,Patrolling" in people


def test_a_table_says_of_a_call_for_help_what_the_list_says(engine: Any) -> None:
    live = engine.live
    live.fold_events([filed("call", sos=True, urgency="urgent", urgent=True)], NOW)
    live.tick(NOW)
    [row] = rows_behind(live, "open", "0", 10)
    assert row.calling and not row.acknowledged
    assert "Waiting" in Sheet(live.matters, live.days, "en").text([row])
    assert "Acknowledged" in Sheet(live.matters, live.days, "en").text([replace(row, acknowledged=True)])


def test_a_list_falls_into_groups_in_the_spreadsheet_too(client: FlaskClient, engine: Any) -> None:
    engine.live.fold_events([filed("a", "1-1"), filed("b", "2-1"), filed("c", "2-2")], NOW)
    engine.live.tick(NOW)
    told = client.get("/api/areas/0/list/open?group=area").json
    assert [(group["code"], group["total"]) for group in told["groups"]] == [("2", 2), ("1", 1)]
    assert [row["id"] for row in told["rows"]] == ["b", "c", "a"]
    assert client.get("/api/areas/0/list/open").json["groups"] == []
    head, first, *_ = csv.reader(
        client.get("/api/areas/0/list/open/csv?group=area&lang=en").text.splitlines()
    )
    assert head[:3] == ["\ufeffGroup", "In this group", "Id"] and first[:3] == ["区2", "2", "b"]


def test_a_cell_is_never_a_formula(engine: Any) -> None:
    live = engine.live
    live.fold_events([filed("=1+1")], NOW)
    live.tick(NOW)
    text = Sheet(live.matters, live.days, "en").text(rows_behind(live, "open", "0", 10))
    assert "'=1+1" in text and ",=" not in text and "\n=" not in text


def test_an_empty_list_is_an_empty_table(client: FlaskClient) -> None:
    assert client.get("/api/areas/0/list/overdue/csv").text == "\ufeff"


def test_an_areas_shapes_are_whole_numbers_in_rings(client: FlaskClient) -> None:
    told = client.get("/api/areas/1/map").json
    assert (told["code"], told["level"], told["position"], told["counts"]) == ("1", "town", 1, {"grid": 2})
    assert told["bounds"] == [22.0, 113.0, 22.2, 113.2]
    assert set(told["rings"][0]) == {2200000, 2220000, 11300000, 11320000}
    assert [(child["code"], child["position"]) for child in told["children"]] == [("1-1", 2), ("1-2", 3)]
    assert [grid["position"] for grid in told["grids"]] == [2, 3]
    assert [step["code"] for step in told["path"]] == ["0", "1"]
    assert 440 < told["km2"] < 470


def test_shapes_are_kept_for_ever_under_their_edition(client: FlaskClient, engine: Any) -> None:
    edition = engine.live.areas.edition
    kept = client.get(f"/api/areas/1/map?edition={edition}")
    assert "immutable" in kept.headers["Cache-Control"]
    assert client.get("/api/areas/1/map?edition=old").headers["Cache-Control"] == "private, no-cache"
    again = client.get("/api/areas/1/map", headers={"If-None-Match": kept.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("accepted", "size"), [("", 9000), ("gzip", 60), ("gzip;q=0", 9000)])
def test_long_answers_come_squeezed_to_who_takes_it(client: FlaskClient, accepted: str, size: int) -> None:
    with client.application.test_request_context(headers={"Accept-Encoding": accepted}):
        assert len(answer_bytes(b"x" * 9000).data) <= size


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/areas/9/live", 404, "unknown_area"),
        ("/api/areas/9/map", 404, "unknown_area"),
        ("/api/areas/9/list/open", 404, "unknown_area"),
        ("/api/areas/0/list/luck", 404, "unknown_counter"),
        ("/api/nothing", 404, "not_found"),
        ("/tiles/0/0/0", 404, "no_tile"),
    ],
)
def test_every_error_has_one_shape(client: FlaskClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json["error"].endswith(".")


def test_a_viewer_sees_their_scope_and_nothing_beside_it(make_app: AppMaker) -> None:
    client = make_app(GRIDWALL_WEB_VIEWER_AREA="1").test_client()
    assert client.get("/api/areas/1-1/live").status_code == 200
    for path in ("0/live", "2/live", "2-1/map", "0/list/open"):
        answer = client.get(f"/api/areas/{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_area")


def test_strangers_get_nothing_at_all(client: FlaskClient) -> None:
    for path in ("/", "/wall/0", "/api/areas/0/live", "/healthz", "/metrics", "/assets/wall/main.mjs"):
        answer = client.get(path, environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
        assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


def test_health_says_what_is_missing(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"alive": True}
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert not answer.json["ready"]
    assert len(answer.json["missing"]) == 2


def test_useless_optional_values_and_doubtful_calls_are_counted_where_refusals_are(
    client: FlaskClient, engine: Any
) -> None:
    told = [{"heading": 511}, {"heading": 511, "battery": "101 %"}, {"sos": "2"}, {"lat": 99}]
    entries = [stream.fix(at, **each) for at, each in enumerate(told)]
    engine.folding.positions(engine.filling, engine.connections.keys.positions, entries, stream.NOW)
    said = client.get("/readyz").json
    assert (engine.counts.fixes, said["rejected"]) == (3, 2)
    assert said["not_told"] == {"battery": 1, "heading": 2}
    assert said["sos_doubtful"] == {"count": 1, "people": 1, "value": "2", "inspector": "w2"}
    metrics = client.get("/metrics").get_data(as_text=True)
    assert 'gridwall_not_told_total{field="heading"} 2.0' in metrics
    assert "gridwall_sos_doubtful_total 1.0" in metrics
    assert [one.entry for one in engine.sources.rejects] == [f"{stream.NOW + at}-0" for at in (2, 3)]


def test_metrics_are_for_prometheus(client: FlaskClient) -> None:
    told = client.get("/metrics").get_data(as_text=True)
    for name in ("fixes_total", "frames_total", "frames_dropped_total", "screens", "lag_seconds"):
        assert f"gridwall_{name}" in told
    assert "gridwall_process_cpu_seconds_total" in told
