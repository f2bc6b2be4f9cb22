"""The pages a personal link opens: for whom, with what, and what they never say."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from redis import Redis

from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.conftest import AppMaker
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import now

SCRIPT = "<script>alert(1)</script>"


def page(office: FieldOffice, path: str, lang: str = "zh") -> tuple[int, str]:
    answer = office.client.get(f"{path}?lang={lang}")
    return answer.status_code, answer.get_data(as_text=True)


def test_an_inspectors_page_says_whose_it_is_in_both_languages(field_office: FieldOffice) -> None:
    link = field_office.link()
    chinese, english = page(field_office, f"/field/{link}"), page(field_office, f"/field/{link}", "en")
    assert (chinese[0], english[0]) == (200, 200)
    assert 'lang="zh-CN"' in chinese[1] and "我的任务" in chinese[1] and "长按 2 秒 SOS 求助" in chinese[1]
    assert 'lang="en"' in english[1] and "My tasks" in english[1] and "Hold 2 s" in english[1]
    assert "Ann" in english[1]


@pytest.mark.parametrize(
    ("ended", "status", "said", "sos"),
    [
        ("expired", 410, "此链接已过期", True),
        ("revoked", 410, "此链接已被收回", True),
        ("left", 410, "已不在花名册上", True),
        ("unknown", 404, "没有这个链接", False),
    ],
)
def test_a_link_that_opens_nothing_says_why_and_still_calls_for_help(
    field_office: FieldOffice, ended: str, status: int, said: str, sos: bool
) -> None:
    who = "zoe" if ended == "left" else "ann"
    link = field_office.link(-1 if ended == "expired" else 1, inspector=who)
    if ended == "revoked":
        field_office.links.revoke("ann", now())
    told = page(field_office, "/field/" + ("f-" + "A" * 43 if ended == "unknown" else link))
    assert told[0] == status and said in told[1]
    assert ('id="call"' in told[1]) == sos
    assert ("未核实" in re.sub(r"<script.*?</script>", "", told[1])) == sos


@pytest.mark.parametrize(
    "path",
    ["{}", "{}/", "{}/more", "{}?x=1", "x{}", "{}%0a", "/{}", "{}/notice/c-1", "../department/{}/notice/x"],
)
def test_the_key_in_an_address_is_said_nowhere(
    field_office: FieldOffice, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    link = field_office.link()
    for kind in ("field", "department"):
        answer = field_office.client.get(f"/{kind}/{path.format(link)}")
        assert link not in answer.get_data(as_text=True)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert link[2:] not in str({**answer.headers, "Location": ""})
    assert link not in caplog.text


def test_a_fault_at_a_personal_address_is_logged_without_it(
    field_office: FieldOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    link = field_office.link()
    monkeypatch.setattr("dashboard.field.pages.field_page", None)
    answer = field_office.client.get(f"/field/{link}")
    assert answer.status_code == 500
    assert link not in answer.get_data(as_text=True) and link not in caplog.text
    assert "/field/…" in caplog.text


def test_these_pages_run_our_own_scripts_and_nothing_inline(field_office: FieldOffice) -> None:
    sent = field_office.send("c-1", department="d")
    assert sent
    link = field_office.link()
    for path in (f"/field/{link}", "/department/d", "/department/d/notice/c-1", "/field/x"):
        answer = field_office.client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy and "unsafe" not in policy and "default-src 'none'" in policy
        text = answer.get_data(as_text=True)
        assert not re.search(r"<[^>]+\s(on\w+|style)=", text)
        inline = re.findall(r"<script(?![^>]*src=)([^>]*)>", text)
        assert all('type="application/json"' in told for told in inline)


def test_a_departments_link_leads_to_its_page_and_an_inspectors_does_not(field_office: FieldOffice) -> None:
    link, own = field_office.link(department="d"), field_office.link()
    answer = field_office.client.get(f"/field/{link}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/department/{link}")
    assert page(field_office, f"/department/{link}")[0] == 200
    assert page(field_office, f"/department/{own}")[0] == 404
    assert page(field_office, "/department/nobody")[0] == 404


def test_the_work_is_ones_own_and_nobody_elses(field_office: FieldOffice) -> None:
    sent = field_office.send("c-1")
    field_office.send("c-2", inspector="bob")
    field_office.send("c-3", department="d")
    tasks = field_office.get(field_office.link(), "/api/field/work").json["tasks"]
    assert [(task["case"], task["dispatch"], task["step"]) for task in tasks] == [("c-1", sent, "waiting")]
    inbox = field_office.get(field_office.link(department="d"), "/api/field/work").json["tasks"]
    assert [task["case"] for task in inbox] == ["c-3"]
    assert field_office.get(None, "/api/field/work?department=d").json["tasks"] == inbox
    assert field_office.get(None, "/api/field/work").status_code == 404
    assert field_office.get(field_office.key(), "/api/field/work").status_code == 403


def test_a_desk_sees_the_departments_work_within_its_scope(
    make_app: AppMaker, redis_server: EmbeddedRedis, redis: Redis, keys: Keys
) -> None:
    told = {"GRIDWALL_REDIS_URL": redis_server.url, "GRIDWALL_REDIS_PREFIX": keys.prefix}
    office = FieldOffice(make_app(GRIDWALL_WEB_VIEWER_AREA="1", **told), redis)
    office.send("c-1", "1-1", department="d")
    office.send("c-2", "2-1", department="d")
    tasks = office.get(None, "/api/field/work?department=d").json["tasks"]
    assert [task["case"] for task in tasks] == ["c-1"]
    pages = [page(office, f"/department/d/notice/{case}")[0] for case in ("c-1", "c-2")]
    assert pages == [200, 404]
    link = office.link(department="d")
    assert len(office.get(link, "/api/field/work").json["tasks"]) == 2
    assert page(office, f"/department/{link}/notice/c-2")[0] == 200


def test_a_task_moves_on_with_what_its_person_says(field_office: FieldOffice) -> None:
    sent, link = field_office.send("c-1"), field_office.link()
    steps = []
    for do in ("accept", "arrive", "feed_back"):
        field_office.say(link, "c-1", do, dispatch=sent, **({"text": "好了"} if do == "feed_back" else {}))
        field_office.engine.counts.events += 1  # as the loop that reads the record counts them
        steps.append(shown(field_office, link)["step"])
    assert steps == ["accepted", "arrived", "done"]


def shown(office: FieldOffice, link: str) -> Any:
    time.sleep(0.3)  # the list is made at most so often
    return office.get(link, "/api/field/work").json["tasks"][0]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["整改通知书", "整改〔", "坑", "部门", "个工作日", "区1"]),
        ("en", ["Rectification notice", "Hole", "2 work days"]),
    ],
)
def test_a_notice_tells_number_place_matter_limit_date_and_who(
    field_office: FieldOffice, lang: str, said: list[str]
) -> None:
    limit = {"limit": "2 work_days", "due": now() + 86_400_000}
    field_office.send("c-1", filed=limit, department="d")
    status, text = page(field_office, "/department/d/notice/c-1", lang)
    assert status == 200
    assert [word for word in [*said, "c-1"] if word not in text] == []


def test_a_notice_is_the_departments_own_and_its_texts_are_text(field_office: FieldOffice) -> None:
    field_office.send("c-1", filed={"text": SCRIPT, "address": SCRIPT}, department="d")
    field_office.send("c-2")
    status, text = page(field_office, "/department/d/notice/c-1")
    assert status == 200 and SCRIPT not in text and "&lt;script&gt;" in text
    for other in ("c-2", "c-9", SCRIPT):
        assert page(field_office, f"/department/d/notice/{other}")[0] == 404


def test_while_redis_is_away_the_page_comes_and_says_so(make_app: AppMaker) -> None:
    answer = make_app().test_client().get("/field/f-" + "A" * 43)
    assert answer.status_code == 503
    assert 'data-state="away"' in answer.get_data(as_text=True)
    assert 'id="call"' in answer.get_data(as_text=True)


def test_a_phone_is_told_how_long_it_may_show_what_it_last_heard(field_office: FieldOffice) -> None:
    link = field_office.link(days=2)
    page = field_office.client.get(f"/field/{link}")
    [known] = field_office.links.all()
    assert page.headers["Gridwall-Link"] == str(known.until)
    assert page.headers["Gridwall-Keep"] == str(12 * 3_600_000)
    facts = json.loads(page.text.partition('type="application/json" id="page">')[2].partition("</script>")[0])
    assert (facts["until"], facts["offline_ms"]) == (known.until, 12 * 3_600_000)
