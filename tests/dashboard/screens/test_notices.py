"""What every page is told beside its picture: the level, announcements for its viewer, and who follows them;
and what a room is told of who has seen it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from city.screens.stack import FOLLOWED_S
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import HERE, AccountOffice, Guest, canary
from tests.dashboard.screens.test_showing import HALL, does, heard, insists

_numbers = itertools.count()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("notices")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.seed()
    yield made
    redis.close()


@pytest.fixture
def head(office: AccountOffice) -> Guest:
    return Guest(office.app, office.cookie("head"), "console")


def last(guest: Guest) -> Any:
    return heard(guest, "notices")[-1]


def announced(office: AccountOffice, who: Guest, **told: Any) -> str:
    data = {"text": f"n{next(_numbers)}", "area": "1", "seconds": 60} | told
    return str(does(office, who, "announce", **data)["data"]["announcement"])


def test_a_page_is_told_on_arrival_and_when_it_changes(office: AccountOffice, head: Guest) -> None:
    before = last(head)
    assert before["level"]["code"] == "normal" and before["followed"] == []
    id = announced(office, head, roles=["head"])
    assert id in [told["id"] for told in last(head)["announcements"]]
    later = Guest(office.app, office.cookie("head"))
    assert id in [told["id"] for told in last(later)["announcements"]]
    does(office, head, "withdraw", announcement=id)
    assert id not in [told["id"] for told in last(later)["announcements"]]


def test_people_of_other_roles_and_screens_are_not_told_what_is_for_some(
    office: AccountOffice, head: Guest
) -> None:
    officer, screen = Guest(office.app, office.cookie("officer")), Guest(office.app, office.cookie("screen"))
    screen.ask("screen", {"id": "x-screen"})
    id = announced(office, head, roles=["officer"])
    assert id in [told["id"] for told in last(officer)["announcements"]]
    assert id not in [told["id"] for told in last(head)["announcements"]]
    assert last(screen)["announcements"] == []
    assert id not in [told["id"] for told in heard(screen, "shows")[-1]["announcements"]]


def test_who_has_seen_it_is_told_to_whoever_looks_after_the_room(office: AccountOffice, head: Guest) -> None:
    officer, screen = Guest(office.app, office.cookie("officer")), Guest(office.app, office.cookie("screen"))
    screen.ask("screen", {"id": "x-screen"})
    id = announced(office, head, roles=["officer"], screens=["x-screen"])
    assert officer.ask("seen", {"announcement": id, "read": True}) == {"ok": True}
    assert screen.ask("seen", {"announcement": id}) == {"ok": True}
    assert not head.ask("seen", {"announcement": id})["ok"], "it is for officers"
    assert not officer.ask("seen", {"announcement": "none"})["ok"] and not officer.ask("seen", [1])["ok"]
    head.ask("room", {"room": "hall"})
    showing = office.screens.showing
    showing.sightings = office.screens.following.sightings.of([id])
    showing.look()
    [told] = [each for each in heard(head, "screens")[-1]["announcements"] if each["id"] == id]
    assert (told["on"], told["shown"]) == (["x-screen"], ["x-screen"])
    assert [(one["name"][1], one["read"]) for one in told["people"]] == [("x-officer", True)]


def test_a_head_of_a_town_does_not_set_the_level_of_the_city(office: AccountOffice, head: Guest) -> None:
    refused = does(office, head, "set_level", code="alarm", why="x")
    assert refused["code"] == "area_elsewhere" and last(head)["level"]["code"] == "normal"


def test_whoever_is_followed_is_told_by_which_screen_and_when_no_more(
    office: AccountOffice, head: Guest
) -> None:
    insists(office, head, "end", screen=HALL)
    other = Guest(office.app, office.cookie("officer"))
    content = {"kind": "follow", "area": "1"}
    push = does(office, head, "put", screen=HALL, content=content, seconds=600)["data"]["push"]
    assert last(head)["followed"] == [{"screen": HALL, "name": HALL, "push": push, "beyond": False}]
    assert last(other)["followed"] == []
    held = office.screens.plan().stack(HALL).get(push, 0)
    assert held is not None and held.until - held.at <= FOLLOWED_S * 1000
    assert does(office, head, "follow", screen=HALL, push=push, area="1-1")["ok"]
    assert does(office, other, "follow", screen=HALL, push=push, area="1")["code"] == "not_followed"
    assert does(office, head, "follow", screen=HALL, push=push, area="2")["code"] == "content_elsewhere"
    does(office, head, "end", screen=HALL, push=push)
    assert last(head)["followed"] == []


def test_whose_push_somebody_else_covers_or_ends_is_told_by_whom(office: AccountOffice, head: Guest) -> None:
    insists(office, head, "end", screen=HALL)
    officer = Guest(office.app, office.cookie("officer"))
    content = {"kind": "area", "area": "1"}
    first = does(office, officer, "put", screen=HALL, content=content)["data"]["push"]
    before = last(officer)["replaced"]
    second = insists(office, head, "put", screen=HALL, content=content)["data"]["push"]
    [told] = [one for one in last(officer)["replaced"] if one not in before]
    assert (told["id"], told["screen"], told["by"][1]) == (f"{first} covered", HALL, "x-head")
    does(office, head, "end", screen=HALL, push=second)
    insists(office, head, "end", screen=HALL, push=first)
    assert [one["id"] for one in last(officer)["replaced"]][-2:] == [f"{first} covered", f"{first} ended"]
    later = Guest(office.app, office.cookie("officer"))
    assert [one["id"] for one in last(later)["replaced"]][-1] == f"{first} ended"
    assert not any(first in one["id"] for one in last(head)["replaced"]), "what they did themselves"


def test_the_log_says_in_words_what_screens_of_the_area_showed(office: AccountOffice, head: Guest) -> None:
    insists(office, head, "end", screen=HALL)
    content = {"kind": "case", "id": canary("1-1", "case"), "area": "0"}
    push = does(office, head, "put", screen=HALL, content=content)["data"]["push"]
    does(office, head, "end", screen=HALL, push=push)
    client = office.client("head")
    answer = client.get("/api/screens/log?room=hall", headers=HERE)
    told = answer.get_json()
    first = next(line for line in told["lines"] if line["kind"] == "push")
    assert told["room"] == "hall" and first["screen"] == HALL and first["thing"] == "case"
    assert first["who"][1] == first["ended_by"][1] == "x-head" and "Hole" in first["what"][1]
    below = [area for area in office.engine.live.areas.path("1-1") if area.code not in ("0", "1")]
    assert first["what"][0].split(" · ")[1:] == [area.name for area in below]
    assert canary("2", "case") not in answer.get_data(as_text=True)
