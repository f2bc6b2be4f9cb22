"""The page on which one looks back, and its table for spreadsheets: who sees which areas, and how they are
called."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from redis import Redis

from city.matters import Matters
from city.review.measures import NUMBERS, RATES
from city.review.review import ReviewRow
from dashboard.api.history.review import Between, Compared, ReviewTable
from dashboard.api.history.review_csv import csv_text
from dashboard.api.history.review_names import names_of
from dashboard.settings.grade_rules import grade_rules
from dashboard.settings.settings import SettingsError, read_settings
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import AREAS
from tests.dashboard.account_office import HERE, AccountOffice, canary
from tests.dashboard.history_beside import history_beside

DAYS = ("2026-03-01", "2026-03-02")


def test_leaders_and_heads_look_back_over_their_area_alone_and_a_spreadsheet_tells_the_same(
    tmp_path: Path, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    office = AccountOffice(tmp_path, redis, redis_server.url, keys.prefix)
    office.file("c-1", "1-1"), office.file("c-2", "1-1"), office.file("c-3", "1-2"), office.file("c-4", "2-1")
    head, today = office.client("head"), datetime.now(office.settings.rules.zone).date().isoformat()
    asked = f"?from={today}&to={today}&lang=en&by=areas"
    away = head.get(f"/api/review/1{asked}", headers=HERE)
    assert (away.status_code, away.json["code"]) == (503, "history_away")
    kept = tmp_path / "history"
    with history_beside(office.app, office.settings, keys, redis_server.url, kept, began=3):
        told = head.get(f"/api/review/1{asked}", headers=HERE).json
        sheet = head.get(f"/api/review/1/csv{asked}", headers=HERE)
    assert told["whole"]["counts"]["reported"] == 3
    assert {row["id"]: row["counts"]["reported"] for row in told["rows"]["areas"]} == {"1-1": 2, "1-2": 1}
    assert told["compared"]["before"]["last"] < today
    assert told["compared"]["weekdays"] is None  # a week ago nothing was kept yet
    assert (told["grade"], told["grades"]) == (None, {"areas": {}})
    lines = list(csv.DictReader(sheet.text.removeprefix("\ufeff").splitlines()))
    assert (lines[0]["Name"], lines[0]["Reported"]) == ("All", "3")
    assert {line["Code"]: line["Reported"] for line in lines[1:]} == {"1-1": "2", "1-2": "1"}
    statuses = {
        role: office.client(role).get("/review/1", headers=HERE).status_code for role in ("leader", "head")
    }
    assert statuses == {"leader": 200, "head": 200}
    assert office.client("operator").get("/review/1", headers=HERE).status_code == 403
    assert [head.get(f"/review/{code}", headers=HERE).status_code for code in ("2", "0", "none")] == [404] * 3
    page = head.get("/review/1?from=<b>&to=2026-03-02", headers=HERE).text
    assert canary("1-2", "area") in page and canary("2", "area") not in page and "<b>" not in page
    start = office.client("leader").get("/start?lang=en", headers=HERE).text
    assert 'href="/review/1' in start


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_stays_text() -> None:
    row = ReviewRow("=1+1", dict.fromkeys(NUMBERS, 2), dict.fromkeys(RATES, 0.5) | {"closing": None}, None)
    days = Between(*DAYS)
    told = ReviewTable("1", *DAYS, 0, False, DAYS[0], Compared(days, days), row, {"items": [row]}, None, {})
    names = names_of(AREAS, Matters({}, {}, {}), "1")
    for lang, heading in (("zh", "结案率（%）"), ("en", "Closing rate (%)")):
        text = csv_text(told, names, lang).removeprefix("\ufeff")
        last = list(csv.DictReader(io.StringIO(text)))[-1]
        assert next(iter(last.values())) == "'=1+1" and last[heading] == "" and "50.0" in last.values()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("[areas]", "weights must be a table"), ("[", "must be TOML"), ("x = 1", "tables must be areas and")],
)
def test_a_file_of_grades_that_cannot_be_is_refused_when_the_server_starts(
    tmp_path: Path, text: str, wanted: str
) -> None:
    (tmp_path / "grades.toml").write_text(text, "utf-8")
    told = {"GRIDWALL_REVIEW_GRADES": str(tmp_path / "grades.toml")}
    with pytest.raises(SettingsError, match=f"review.grades: .*{wanted}"):
        grade_rules(read_settings(None, told))
