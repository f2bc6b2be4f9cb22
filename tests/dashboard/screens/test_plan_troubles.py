"""What cannot be done to screens is told where all troubles are, and what was lost of it by every process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from dashboard.cli.check_screens import screen_findings
from dashboard.truth.plan_troubles import LOST, SAID_MS, SHOWN_MS, UNWRITTEN, PlanTroubles
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import AccountOffice, Guest, canary
from tests.streams.screens.acting import lose_newest

HALL = canary("1", "screen_hall")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AccountOffice]:
    """On a Redis that nobody else needs."""
    folder: Path = tmp_path_factory.mktemp("plan-troubles")
    with EmbeddedRedis(folder / "redis", keep=False) as redis, redis.client() as client:
        made = AccountOffice(folder, client, redis.url, f"{{{folder.name}}}:")
        made.seed()
        yield made


def troubles_of(office: AccountOffice) -> PlanTroubles:
    troubles = office.screens.troubles
    assert isinstance(troubles, PlanTroubles)
    return troubles


def held(office: AccountOffice) -> dict[str, str]:
    return {trouble.code: trouble.text for trouble in office.engine.troubles.held()}


def test_a_command_that_is_not_written_is_a_trouble_until_one_is(office: AccountOffice) -> None:
    head = Guest(office.app, office.cookie("head"), "console")
    redis: Redis = office.redis

    def turn(command: str) -> bool:
        asked = {"command": command, "do": "hold", "data": {"screen": HALL, "held": True}}
        return bool(head.ask("wall", asked)["ok"])

    redis.replicaof("127.0.0.1", 1)
    assert not turn("t-1")
    assert UNWRITTEN in held(office)
    told = next(each for each in office.engine.troubles.page() if each["code"] == UNWRITTEN)
    assert all(told["told"]["why"])
    redis.replicaof("NO", "ONE")
    assert turn("t-2")
    assert UNWRITTEN not in held(office)


def test_nobody_who_tries_again_ends_it_too(office: AccountOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    troubles, now = troubles_of(office), office.engine.clock()
    troubles.failed(ConnectionError("refused"))
    troubles.look()
    assert UNWRITTEN in held(office)
    monkeypatch.setattr(troubles, "_clock", lambda: now + SAID_MS + 1000)
    troubles.look()
    assert UNWRITTEN not in held(office)


def test_a_lost_end_of_what_was_done_is_told_by_each_process_and_by_check(
    office: AccountOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = Guest(office.app, office.cookie("head"), "console")
    head.ask("wall", {"command": "l-1", "do": "hold", "data": {"screen": HALL, "held": False}})
    office.news()
    lose_newest(office.redis, office.keys)
    monkeypatch.setattr("dashboard.screens.following.WAIT_MS", 0)
    office.screens.following.follow_plan()
    assert LOST in held(office)
    troubles = troubles_of(office)
    troubles.look()
    other = PlanTroubles(
        office.engine.connections, office.engine.troubles, office.engine.clock, office.settings.rules.zone
    )
    office.engine.troubles.end(LOST, 0)
    other.look()
    assert LOST in held(office)
    found = list(screen_findings(office.redis, office.keys, office.settings.rules.zone))
    assert any("lost what was last done to screens" in verdict.sentence for verdict in found)
    monkeypatch.setattr(other, "_clock", lambda: office.engine.clock() + SHOWN_MS + 1000)
    other.look()
    assert LOST not in held(office)


def test_check_counts_what_hangs_and_what_cannot_be_read(office: AccountOffice) -> None:
    office.redis.hset(office.keys.plan, "scene:rubbish", b"{")
    found = {
        verdict.level: verdict.sentence
        for verdict in screen_findings(office.redis, office.keys, office.settings.rules.zone)
    }
    assert "screens hang in" in found["ok"]
    assert found["bad"].startswith("1 value of")
