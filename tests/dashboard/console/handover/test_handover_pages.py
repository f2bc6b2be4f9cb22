"""The page of the handover at the door: who may what, what it says, and who is told of a late one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis

from city.access.grants import Grant
from city.handover import deciding
from dashboard.access.viewer import Viewer
from streams.access.audit import AuditLog
from streams.handovers.handover_log import append_handover
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice, Guest, Search, canary
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import now
from tests.dashboard.screens.test_showing import HALL, heard


@pytest.fixture
def office(
    tmp_path: Path, redis_server: EmbeddedRedis, redis: Redis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AccountOffice]:
    made = AccountOffice(tmp_path, redis, redis_server.url, keys.prefix)
    made.comes_in("x-second", Grant("head", "1"))
    made.accounts.reader.poll(0)
    following = made.app.extensions["gridwall.handovers"].following
    monkeypatch.setattr(following, "until", lambda *_: following.follow(0))
    yield made


def ask(client: FlaskClient, do: str, area: str = "1", command: str = "c", **told: Any) -> tuple[int, Any]:
    asked = {"command": command, "do": do, **told}
    answer = client.post(f"/api/handover/{area}", json=asked, headers=HERE)
    return answer.status_code, answer.json.get("revision") or answer.json["code"]


def page(client: FlaskClient, rest: str = "", lang: str = "en") -> str:
    return client.get(f"/handover/1{rest}?lang={lang}", headers=HERE).text


def test_a_head_signs_somebody_else_accepts_and_both_stand_in_the_audit(office: AccountOffice) -> None:
    office.file("c-1", "1-1"), office.file("c-2", "2-1")
    head, officer = office.client("head"), office.client("officer")
    text = "<b>pump</b> & 泵"
    assert ask(officer, "note", text=text) == ask(officer, "note", text=text) == (200, 1)
    assert page(head).count("&lt;b&gt;pump&lt;/b&gt; &amp; 泵") == 1
    assert (ask(officer, "sign"), ask(head, "sign")) == ((409, "not_allowed"), (200, 2))
    assert (ask(head, "sign"), ask(head, "accept", handover=2)) == ((409, "signed"), (409, "same_person"))
    assert "Waits to be accepted" in page(head) and 'data-do="accept"' not in page(head)
    assert "签收接班" in page(officer, lang="zh")
    assert (ask(officer, "accept", handover=2), ask(officer, "accept", handover=2))[1] == (409, "accepted")
    office.file("c-3", "1-1")
    frozen = page(officer, "/2")
    assert "pump" in frozen and "c-1" in frozen and "c-3" not in frozen and "c-2" not in frozen
    acts = {entry.act for _, entry in AuditLog(office.redis, office.keys).newest(9)}
    assert acts >= {"handover_noted", "handover_signed", "handover_accepted"}


def test_a_leader_looks_on_and_nobody_reaches_another_area(office: AccountOffice) -> None:
    leader, head = office.client("leader"), office.client("head")
    assert ask(leader, "note", text="x") == (409, "not_allowed") and "<textarea" not in page(leader)
    assert ask(head, "sign", area="2") == ask(head, "sign", area="none") == (404, "unknown_area")
    answers = [head.get(f"/handover/{rest}", headers=HERE).status_code for rest in ("2", "2/1", "1/7", "1/x")]
    assert answers == [404] * 4
    assert office.client("operator").get("/handover/1", headers=HERE).status_code == 403
    assert ask(office.client("operator"), "note", text="x")[0] == 403


@pytest.mark.parametrize("body", [b"", b"[]", b'{"command":"c","do":"zap"}', b'{"do":"sign"}', b"{" * 5000])
def test_what_is_no_request_is_refused_in_one_shape(office: AccountOffice, body: bytes) -> None:
    client = office.client("head")
    answer = client.post("/api/handover/1", data=body, content_type="application/json", headers=HERE)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_command")
    form = client.post("/api/handover/1", data={"command": "c", "do": "sign"}, headers=HERE)
    assert form.status_code == 400


def test_pages_of_the_area_and_its_leader_are_told_of_a_late_one_until_it_is_accepted(
    office: AccountOffice,
) -> None:
    ask(office.client("head"), "sign")
    guests = {role: Guest(office.app, office.cookie(role)) for role in ("leader", "city", "screen")}
    following = office.app.extensions["gridwall.handovers"].following
    shifts = following.reader.handovers.of("1")
    append_handover(
        office.redis,
        office.keys,
        shifts,
        deciding.late(shifts.last),
        "clerk",
        now(),
        seal=office.engine.connections.seal,
    )
    following.follow(0)
    told = {role: heard(guest, "notices")[-1]["late"] for role, guest in guests.items()}
    assert [(each["area"], each["number"], each["own"]) for each in told["leader"]] == [("1", 1, True)]
    assert told["screen"] == [] and len(told["city"]) == 1
    assert following.late(Viewer("x", "leader", "2", "s")) == []
    assert "the leader was told" in page(office.client("leader"))
    ask(office.client("officer"), "accept", handover=1)
    assert heard(guests["leader"], "notices")[-1]["late"] == []


def test_where_nobody_signs_in_another_seat_accepts(
    make_app: AppMaker, redis_server: EmbeddedRedis, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(GRIDWALL_REDIS_URL=redis_server.url, GRIDWALL_REDIS_PREFIX=keys.prefix)
    following = app.extensions["gridwall.handovers"].following
    monkeypatch.setattr(following, "until", lambda *_: following.follow(0))
    one, two, wall = (app.test_client() for _ in range(3))
    for browser in (one, two):
        browser.get("/console/1")
    one.post("/api/seat", json={"role": "head"})
    assert "take a seat" in page(wall) and ask(wall, "note", text="x") == (409, "not_allowed")
    assert (ask(one, "sign"), ask(one, "accept", handover=1)) == ((200, 1), (409, "same_person"))
    assert ask(two, "accept", handover=1) == (200, 2)


def test_a_number_nobody_knows_is_a_dash_and_every_number_leads_to_its_list(office: AccountOffice) -> None:
    text = page(office.client("head"), lang="zh")
    assert text.count('class="handover-count"') == 7 and "<b>—</b><span>无画面摄像头" in text
    chosen = office.client("head").get("/handover/1?lang=en&list=warned", headers=HERE).text
    assert 'data-list="warned" href="/handover/1?lang=en&amp;list=warned" aria-current="true"' in chosen


def test_what_stands_open_besides_cases_is_of_the_area_alone_and_named(office: AccountOffice) -> None:
    office.seed()
    office.news()
    lists = ("muted", "dark", "pushed", "warned")
    head = office.client("head")
    told = {name: head.get(f"/handover/1?list={name}&lang=en", headers=HERE).text for name in lists}
    shown = {name: text.split('class="handover-paper"')[0] for name, text in told.items()}
    assert 'class="handover-list"><h2>Silenced calls' in shown["muted"] and "call" in shown["muted"]
    dark = {canary(area, "street") for area in ("1", "1-1", "1-2")}
    assert {each for each in dark if each in shown["dark"]} == dark
    assert f"{HALL} · Case" in shown["pushed"]
    assert canary("1-1", "warning") in shown["warned"] and canary("2-1", "warning") not in shown["warned"]
    assert not Search(office.engine.live.areas, "1").foreign("".join(shown.values()).encode())
