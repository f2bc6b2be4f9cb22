"""Names and telephones go out after it was written down who was told; commands and refusals are too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from dashboard.access.disclosures import A_MINUTE, REFUSED_A_MINUTE
from streams.access.audit import Audited, AuditLog
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice, Guest, canary

ANN = canary("1-1", "home")
CASE = canary("1-1", "case")
PHONE = f"/api/cases/{CASE}/phone?inspector={ANN}"


@pytest.fixture
def office(tmp_path: Path, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    redis: Redis = redis_server.client()
    made = AccountOffice(tmp_path, redis, redis_server.url, f"{{{tmp_path.name}}}:")
    made.file(CASE, "1-1", inspector=ANN)
    yield made
    redis.close()


def written(office: AccountOffice) -> list[Audited]:
    """The newest first."""
    return [line for _, line in AuditLog(office.redis, office.keys).newest(100)]


def test_a_telephone_is_told_after_it_was_written_down_to_whom(office: AccountOffice) -> None:
    assert office.client("officer").get(PHONE, headers=HERE).json["phone"] == canary("1-1", "phone")
    (line,) = written(office)
    assert (line.act, line.account, line.what, line.detail) == ("phone_opened", "x-officer", ANN, CASE)
    assert (line.session, line.address, line.area) == ("s-x-officer", "127.0.0.1", "1")
    assert canary("1-1", "phone") not in str(line) and canary("1-1", "name_home") not in str(line)


def test_a_name_behind_a_dot_is_written_down_too_and_nobody_elses_is(office: AccountOffice) -> None:
    client = office.client("officer")
    assert client.get(f"/api/people/{ANN}", headers=HERE).status_code == 200
    for other in (canary("2", "home"), "nobody"):
        assert client.get(f"/api/people/{other}", headers=HERE).status_code == 404
    assert [(line.act, line.what) for line in written(office)] == [("name_opened", ANN)]


def test_while_it_cannot_be_written_down_nobody_is_told(tmp_path: Path, own_redis: EmbeddedRedis) -> None:
    office = AccountOffice(tmp_path, own_redis.client(), own_redis.url, "{g}:")
    office.file(CASE, "1-1", inspector=ANN)
    client = office.client("officer")
    own_redis.kill()
    for path in (PHONE, f"/api/people/{ANN}"):
        answer = client.get(path, headers=HERE)
        assert (answer.status_code, answer.json["code"]) == (503, "away")
        assert canary("1-1", "phone") not in answer.text and canary("1-1", "name_home") not in answer.text
        assert own_redis.socket not in answer.text
    assert client.get(f"/api/cases/{CASE}", headers=HERE).status_code == 200


def test_nobody_reads_the_roster_by_asking_on_and_on(office: AccountOffice) -> None:
    client = office.client("head")
    answers = [client.get(f"/api/people/{ANN}", headers=HERE) for _ in range(A_MINUTE + 1)]
    assert [answer.status_code for answer in answers] == [200] * A_MINUTE + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert office.client("officer").get(PHONE, headers=HERE).status_code == 200


def test_commands_are_written_down_with_the_account(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("officer"))
    for do in ("claim", "verify"):  # the second stands in no order
        guest.ask("command", {"command": do, "case": CASE, "revision": 1, "do": do, "data": {}})
        office.fold()
    told = [(line.act, line.account, line.what, line.detail) for line in written(office)]
    assert told == [("command", "x-officer", CASE, "claim")]


def test_what_a_role_asks_in_vain_is_written_down_and_not_without_end(office: AccountOffice) -> None:
    client, guest = office.client("auditor"), Guest(office.app, office.cookie("auditor"))
    guest.ask("join", {"area": "1"})
    for _ in range(REFUSED_A_MINUTE + 5):
        assert client.get("/api/areas/1/live", headers=HERE).status_code == 403
    told = [(line.act, line.what) for line in written(office)]
    assert len(told) == REFUSED_A_MINUTE
    assert set(told) == {("refused", "join"), ("refused", "/api/areas/<code>/live")}


def test_whoever_is_sent_here_from_elsewhere_is_called_while_they_are_sent(office: AccountOffice) -> None:
    office.seed()
    client = office.client("officer")
    sent = office.engine.live.cases.get("mine-2-1").assignment
    path = f"/api/cases/mine-2-1/phone?dispatch={sent.id}"
    dan = {"phone": canary("2-1", "phone"), "name": [canary("2-1", "name_guest"), None]}
    assert client.get(path, headers=HERE).json == dan
    assert (written(office)[0].act, written(office)[0].what) == ("phone_opened", sent.id)
    assert client.get(path.replace(sent.id, "mine-2-1.1"), headers=HERE).status_code == 404
    assert client.get(path.replace("/mine-2-1/", f"/{CASE}/"), headers=HERE).status_code == 404
