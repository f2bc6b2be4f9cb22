"""Each page is told of the warnings that concern the area it looks at, and when they end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from streams.server.embedded import EmbeddedRedis
from streams.warnings.warning_entries import TakenBack, message_fields, taken_back_fields
from tests.city.warnings.messages import cap, cap_info
from tests.dashboard.account_office import AccountOffice, Guest, canary
from tests.dashboard.office import now
from tests.dashboard.screens.test_showing import heard


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("warned")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:", "0")
    made.seed()
    made.news()
    yield made
    redis.close()


def looking(office: AccountOffice, area: str) -> Guest:
    guest = Guest(office.app, office.cookie("head"))
    assert guest.ask("join", {"area": area})["ok"]
    return guest


def ids(guest: Guest) -> set[str]:
    return {told["id"].split(",")[1] for told in heard(guest, "warnings")[-1]["warnings"]}


def of_seed(*areas: str) -> set[str]:
    return {canary(area, "warning") for area in areas}


def test_a_page_is_told_what_lies_in_its_area_or_around_it(office: AccountOffice) -> None:
    assert not heard(Guest(office.app, office.cookie("head")), "warnings")  # it looks at nothing yet
    assert ids(looking(office, "0")) == of_seed("1-1", "1-2", "2", "2-1")
    guest = looking(office, "2-2")
    assert ids(guest) == of_seed("2")
    (told,) = heard(guest, "warnings")[-1]["warnings"]
    assert [name for name, _ in told["areas"]] == [
        office.engine.live.areas["2-2"].name
    ]  # not all of its town
    guest.ask("join", {"area": "1-1"})
    assert ids(guest) == of_seed("1-1")


def test_pages_are_told_when_one_comes_and_when_it_is_taken_back(office: AccountOffice) -> None:
    guest, elsewhere = looking(office, "1-1"), looking(office, "2-1")
    before = len(heard(elsewhere, "warnings"))
    office.warn("1-1", "flood-1", kind="Alert")
    office.news()
    (told,) = [each for each in heard(guest, "warnings")[-1]["warnings"] if "flood-1" in each["id"]]
    assert told["headline"] == ["flood-1", "flood-1"] and told["grade"] == 3 and not told["exercise"]
    assert told["until"] > now() and told["text"][1] == "Streets may flood."
    taken = TakenBack("met@city.example", "flood-1", "w", "host")
    office.redis.xadd(office.keys.warnings, taken_back_fields(taken, now()))  # type: ignore[arg-type]
    office.news()
    assert ids(guest) == of_seed("1-1")
    assert len(heard(elsewhere, "warnings")) == before  # nothing of it concerns them


def test_a_test_is_told_to_nobody_and_an_exercise_as_one(office: AccountOffice) -> None:
    guest = looking(office, "1-2")
    office.warn("1-2", "drill-1", status="Exercise")
    office.warn("1-2", "test-1", status="Test")
    office.news()
    told: list[Any] = heard(guest, "warnings")[-1]["warnings"]
    assert [(each["id"].split(",")[1], each["exercise"]) for each in told] == [
        (canary("1-2", "warning"), False),
        ("drill-1", True),
    ]


def test_what_cannot_be_read_waits_for_the_clerk_to_write_it(office: AccountOffice) -> None:
    body = cap(infos=cap_info(severity="Red"))
    office.redis.xadd(office.keys.warnings, message_fields(body, "g", now()))  # type: ignore[arg-type]
    office.news()
    refused = office.engine.sources.rejects[-1]
    assert refused.stream == "warnings" and "severity must be one of Extreme" in refused.reason
