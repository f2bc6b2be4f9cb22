"""The plan of shifts as a file: checked by a command, judged by `gridwall check`, read anew by the wall."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from city.people.shift_rows import City
from dashboard.cli.check_shifts import shift_findings
from dashboard.cli.shifts import shifts
from dashboard.live.shift_watch import UNREAD, ShiftWatch
from dashboard.settings.settings import Settings, read_settings
from dashboard.truth.troubles import Troubles
from tests.city.small_city import AREAS, MATTERS, NOW, roster
from tests.dashboard.small_files import write_small_city

CITY = (AREAS, roster(), MATTERS)
HEAD = "日期,开始,结束,网格编码,姓名,手机号\n"
GOOD = HEAD + "每天,00:00,24:00,1,老王,13900000000\n"
GAP = HEAD + "2026-12-04,00:00,次日02:00,1,老王,13900000000\n2026-12-05,06：00,24:00,1,老李,\n"


def told(folder: Path, text: str, encoding: str = "utf-8") -> Settings:
    (folder / "shifts.csv").write_text(text, encoding)
    environ = write_small_city(folder) | {"GRIDWALL_CITY_SHIFTS": str(folder / "shifts.csv")}
    return read_settings(None, environ)


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> tuple[int, list[str]]:
    for name, value in write_small_city(folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GRIDWALL_FILE", os.devnull)
    done = CliRunner().invoke(shifts, ["check", str(folder / "shifts.csv"), *more])
    return done.exit_code, done.output.splitlines()


def test_a_check_tells_gaps_and_who_has_no_phone_as_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(tmp_path, GAP, "gb18030")
    code, lines = check(tmp_path, monkeypatch, "--day", "2026-12-04", "--days", "2")
    assert code == 0 and "GB18030" in lines[0]
    assert lines[1:] == [
        "note: 老李 is on call and has no phone, neither here nor on the roster",
        "note: nobody is on call for 1 on 2026-12-05 02:00–06:00",
        "2 rows of who is on call in 1 areas; 0 planned shifts of 0 people",
    ]


def test_a_check_tells_every_fault_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(tmp_path, GOOD + "每天,25:00,24:00,1,老王,\n每天,00:00,24:00,77,老王,\n")
    code, lines = check(tmp_path, monkeypatch)
    assert (code, lines) == (
        1,
        [
            "shifts.csv line 3: from must be a time as 08:00, got '25:00'",
            "shifts.csv line 4: area must be a code of the city's areas, got '77'",
            "Error: 2 of 3 rows are wrong; the wall would not take them",
        ],
    )


def test_gridwall_check_judges_the_plan(tmp_path: Path) -> None:
    assert [v.level for v in shift_findings(Settings(), CITY)] == ["ok"]
    assert [v.level for v in shift_findings(told(tmp_path, GOOD), CITY)] == ["ok"]
    assert [v.level for v in shift_findings(told(tmp_path, GAP), CITY)] == ["ok", "warn"]
    (bad,) = shift_findings(told(tmp_path, GOOD.replace(",1,", ",77,")), CITY)
    assert bad.level == "bad" and "line 2" in bad.sentence and "gridwall shifts check" in bad.sentence


def test_a_new_file_is_read_and_a_bad_one_leaves_the_plan_as_it_was(tmp_path: Path) -> None:
    settings, troubles = told(tmp_path, GOOD), Troubles()
    path = tmp_path / "shifts.csv"
    watch = ShiftWatch(path, City(*CITY), settings.rules.zone, lambda: NOW, troubles)
    first = watch.plan
    watch.read()
    assert first is not None and watch.plan is first and not troubles

    path.write_text(GOOD.replace(",1,", ",77,") + "\n", "utf-8")
    watch.read()
    (trouble,) = troubles.held()
    assert watch.plan is first and trouble.code == UNREAD and not trouble.told
    path.unlink()
    watch.read()
    assert watch.plan is first and len(troubles) == 1
    path.write_text(GOOD.replace("老王", "老李"), "utf-8")
    watch.read()
    assert watch.plan and watch.plan.turns[0].name == "老李" and not troubles


def test_a_bad_plan_does_not_keep_the_wall_from_its_start(tmp_path: Path) -> None:
    settings, troubles = told(tmp_path, "nothing\n"), Troubles()
    watch = ShiftWatch(tmp_path / "shifts.csv", City(*CITY), settings.rules.zone, lambda: NOW, troubles)
    assert watch.plan is None and len(troubles) == 1
