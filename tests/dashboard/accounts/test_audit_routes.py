"""What an auditor reads: the newest first, found, paged, and of a town what concerns the town."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from city.access.grants import Grant
from city.cases.commands import COMMANDS
from city.matters import Department
from city.sight import Sight
from dashboard.accounts import audit_routes
from dashboard.accounts.audit_routes import ROWS, AuditPages
from layouts.accounts.audit import audit_words, did_words
from streams.access.audit import ACTS, Audited
from streams.access.password_hash import hash_password
from streams.record.keys import Keys
from tests.city.small_city import DAY, HOUR, NOW, roster, small_areas
from tests.dashboard.accounts.test_account_guard import enter
from tests.dashboard.accounts.test_sign_in import WORDS, House


@pytest.fixture
def auditors(server: Flask, house: House) -> Flask:
    areas, known = small_areas(), house.reader.colleagues
    pages = AuditPages(
        house.audit,
        areas,
        {"d": Department("d", "城管", "Urban")},
        ZoneInfo("Asia/Shanghai"),
        lambda scope: Sight(areas, roster(), scope, known),
    )
    audit_routes.register(server, pages)
    for id, area in (("city", "0"), ("town", "1")):
        house.accounts.add(id, id, house.now, "host", (Grant("auditor", area),))
        house.accounts.set_password(id, hash_password(WORDS), house.now, id)
    return server


def browser(server: Flask, account: str) -> FlaskClient:
    made = server.test_client()
    enter(made, account=account)
    return made


def rows(page: str) -> list[list[str]]:
    """Time, account, act, what, area, detail, address of each."""
    body = page.partition("<tbody")[2].split("</tr>")[:-1]
    return [re.findall(r"<t[hd][^>]*>(?:<span>)?(.*?)(?:</span>)?</t[hd]>", row) for row in body]


def test_the_newest_stands_first_in_local_time_and_both_languages(auditors: Flask, house: House) -> None:
    house.audit.append(Audited("granted", "root", NOW, "li", "1", "s", "10.0.0.1", "officer:1"))
    auditor = browser(auditors, "city")
    assert [row[:3] for row in rows(auditor.get("/audit?lang=en").text)] == [
        ["2026-03-10 10:00:00", "city", "signed in"],
        ["2026-03-10 10:00:00", "root", "granted"],
    ]
    assert rows(auditor.get("/audit?lang=zh").text)[1][2:6] == ["授权", "li", "区1", "区1 值班员"]


def test_an_auditor_of_a_town_reads_what_concerns_it_and_nothing_of_elsewhere(
    auditors: Flask, house: House
) -> None:
    for what, area, detail in (
        ("mine", "1-1", "officer:1-1"),
        ("both", "1 2", "officer:1 officer:2"),
        ("other", "2", "officer:2"),
        ("whole", "0", "head:0"),
        ("nowhere", "", ""),
    ):
        house.audit.append(Audited("granted", "root", NOW, what, area, detail=detail))
    told = rows(browser(auditors, "town").get("/audit?act=granted").text)
    assert [(row[3], row[5]) for row in told] == [("both", "区1 值班员"), ("mine", "区1-1 值班员")]
    assert [row[4] for row in told] == ["区1", "区1-1"]
    assert len(rows(browser(auditors, "city").get("/audit?act=granted").text)) == 5


@pytest.mark.parametrize(
    ("detail", "zh", "en"),
    [
        ("department:1:d", "区1 部门 · 城管", "department, 区1 · Urban"),
        ("head:1 officer:1-1", "区1 值班长；区1-1 值班员", "shift head, 区1; duty officer, 区1-1"),
        ("officer:gone", "gone 值班员", "duty officer, gone"),
        ("department:1:gone", "区1 部门 · gone", "department, 区1 · gone"),
        ("former:1", "former:1", "former:1"),
        ("no_grant", "没有有效授权", "no grant in force"),
        ("nothing_known", "nothing_known", "nothing_known"),
    ],
)
def test_grants_stand_in_words_and_anything_else_as_it_was_written(
    auditors: Flask, house: House, detail: str, zh: str, en: str
) -> None:
    house.audit.append(Audited("granted", "root", NOW, "li", "1", detail=detail))
    auditor = browser(auditors, "city")
    told = {lang: rows(auditor.get(f"/audit?act=granted&lang={lang}").text)[0][5] for lang in ("zh", "en")}
    assert told == {"zh": zh, "en": en}


def test_an_account_is_called_by_its_name_where_the_auditor_may_know_it(
    auditors: Flask, house: House
) -> None:
    house.accounts.add("b", "<b>王", NOW, "host", (Grant("officer", "1"),))
    house.audit.append(Audited("granted", "chen", NOW, "b", "1 2"))
    house.audit.append(Audited("granted", "city", NOW, "chen", "2 1"))
    house.audit.append(Audited("name_opened", "b", NOW, "chen", "1"))
    page = browser(auditors, "town").get("/audit?act=granted").text
    told = [(row[1], row[3]) for row in rows(page)]
    assert told == [
        ("city", "陈雨 <small>chen</small>"),
        ("陈雨 <small>chen</small>", "&lt;b&gt;王 <small>b</small>"),
    ]
    opened, *_ = rows(browser(auditors, "city").get("/audit?act=name_opened").text)
    assert opened[3] == "chen"  # a person of the roster, whom the audit knows by id alone
    assert len(rows(browser(auditors, "city").get("/audit?account=陈雨&act=granted").text)) == 2


def test_what_is_looked_for_is_found_and_pages_go_back_to_the_last(auditors: Flask, house: House) -> None:
    for number in range(ROWS + 3):
        house.audit.append(Audited("granted", "root", NOW, f"n{number}", "1"))
        house.audit.append(Audited("disabled", "root", NOW, f"n{number}", "1"))
    auditor, seen = browser(auditors, "city"), []
    page = auditor.get("/audit?act=granted").text
    while True:
        seen += [row[3] for row in rows(page)]
        older = re.search(r'href="(/audit\?[^"]*before=[^"]*)"', page)
        if older is None:
            break
        page = auditor.get(older[1].replace("&amp;", "&")).text
    assert seen == [f"n{number}" for number in reversed(range(ROWS + 3))]
    assert [row[3] for row in rows(auditor.get("/audit?account=n7").text)] == ["n7", "n7"]


def test_a_day_is_the_city_s_own(auditors: Flask, house: House, keys: Keys) -> None:
    redis, midnight = house.audit._redis, NOW - 10 * HOUR
    for at in (midnight - 1, midnight, midnight + DAY - 1, midnight + DAY):
        redis.xadd(keys.audit, {"act": "granted", "account": "root", "time": at}, id=f"{at}-0")
    auditor = browser(auditors, "city")
    told = [row[0] for row in rows(auditor.get("/audit?day=2026-03-10&act=granted").text)]
    assert told == ["2026-03-10 23:59:59", "2026-03-10 00:00:00"]


@pytest.mark.parametrize(
    "query", ["day=9999-12-31", "day=x", "before=x", "before=1-1", "act=%3Cb%3E", "account=%22%3E%3Cb%3E"]
)
def test_nonsense_is_no_fault_and_stays_text(auditors: Flask, query: str) -> None:
    answer = browser(auditors, "city").get(f"/audit?{query}")
    assert answer.status_code == 200 and "<b>" not in answer.text


def test_every_command_of_a_console_is_told_in_chinese() -> None:
    commands = {name for name, rule in COMMANDS.items() if {"officer", "head", "leader"} & set(rule.roles)}
    assert len(commands) > 15
    assert {name: did_words("zh", name) for name in commands if did_words("zh", name).isascii()} == {}
    assert did_words("en", "escalate") == "Escalate" and did_words("zh", "wang") == "wang"


def test_every_act_has_words() -> None:
    assert {f"act_{act}" for act in ACTS} == {key for key in audit_words("en") if key.startswith("act_")}
