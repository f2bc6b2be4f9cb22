"""What is put on a screen reaches it, by the sockets and the record as they are; what must not, does not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgpack
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway

from city.screens.commands import COMMANDS
from dashboard.live.socket_events import OFTEN
from layouts.accounts.audit import did_words
from layouts.words import LANGUAGES
from streams.access.audit import AuditLog
from streams.screens.beats import Beat
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import AccountOffice, Guest, canary

HALL = canary("1", "screen_hall")
GRID = canary("1-1", "screen_hall")
_ids = (f"c{n}" for n in itertools.count())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("screens")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.seed()
    yield made
    redis.close()


def heard(guest: Guest, event: str) -> list[Any]:
    """What was told under this name, in order."""
    found = []
    for message in guest.wire.heard:
        start = message.find(b"\x83\xa4type")
        if start >= 0 and event.encode() in message:
            name, value = msgpack.unpackb(message[start:])["data"]
            found += [value] if name == event else []
    return found


def does(office: AccountOffice, guest: Guest, do: str, **data: Any) -> Any:
    """And everybody has heard of it."""
    answer = guest.ask("wall", {"command": next(_ids), "do": do, "data": data})
    office.news()
    return answer


def insists(office: AccountOffice, guest: Guest, do: str, **data: Any) -> Any:
    """Whose it is that ends, they know."""
    answer = does(office, guest, do, **data)
    return does(office, guest, do, **data, over=answer["over"]) if "over" in answer else answer


def case(area: str) -> dict[str, str]:
    return {"kind": "case", "id": canary(area, "case"), "area": "0"}


@pytest.fixture
def head(office: AccountOffice) -> Guest:
    guest = Guest(office.app, office.cookie("head"), "console")
    insists(office, guest, "end", screen=HALL)
    insists(office, guest, "end", screen=GRID)
    return guest


def test_what_is_put_on_a_screen_is_told_to_it_with_its_end_and_who_put_it_there(
    office: AccountOffice, head: Guest
) -> None:
    screen = Guest(office.app, office.cookie("operator"))
    assert screen.ask("screen", {"id": HALL}) == {"ok": True}
    assert heard(screen, "shows")[-1]["pushes"] == []
    done = does(office, head, "put", screen=HALL, content=case("1-1"), seconds=60)
    [push] = heard(screen, "shows")[-1]["pushes"]
    assert (done["ok"], done["data"]["push"], push["until"] - push["at"]) == (True, push["id"], 60_000)
    assert push["content"]["area"] == "1-1", "the area of a case is the record's to know"
    assert push["by"] == ["x-head", "x-head"]
    does(office, head, "end", screen=HALL, push=push["id"])
    assert heard(screen, "shows")[-1]["pushes"] == []


def test_a_director_is_told_what_a_pushed_case_is_whichever_cases_the_page_knows(
    office: AccountOffice, head: Guest
) -> None:
    director = Guest(office.app, office.cookie("operator"))
    director.ask("room", {"room": ""})
    does(office, head, "put", screen=HALL, content=case("1-1"))
    [row] = [row for row in heard(director, "screens")[-1]["screens"] if row["id"] == HALL]
    filed = office.engine.live.case(canary("1-1", "case"))
    [push] = row["stack"]["pushes"]
    assert push["case"] == {"item": filed.item, "sos": filed.sos, "unverified": filed.unverified}


def test_a_director_is_told_what_a_pushed_camera_is_called(office: AccountOffice, head: Guest) -> None:
    director = Guest(office.app, office.cookie("operator"))
    director.ask("room", {"room": ""})
    camera = {"kind": "camera", "id": canary("1-1", "camera"), "area": "0"}
    assert does(office, head, "put", screen=HALL, content=camera)["ok"]
    [row] = [row for row in heard(director, "screens")[-1]["screens"] if row["id"] == HALL]
    [push] = row["stack"]["pushes"]
    assert push["camera"][0] == canary("1-1", "street") and push["case"] is None


def test_a_camera_that_lies_elsewhere_by_now_is_not_named(office: AccountOffice) -> None:
    showing = office.screens.showing
    camera = showing._camera(canary("1-1", "camera"), "1")
    assert camera is not None and camera.name == canary("1-1", "street")
    assert showing._camera(canary("1-1", "camera"), "2") is None
    assert showing._camera("none", "1") is None


def test_the_same_command_again_is_done_once(office: AccountOffice, head: Guest) -> None:
    asked = {"command": "twice", "do": "put", "data": {"screen": HALL, "content": case("1-1")}}
    first, again = head.ask("wall", asked), head.ask("wall", asked)
    office.news()
    assert first == again and first["ok"]
    assert len(office.screens.following.reader.plan.stack(HALL).pushes) == 1


def test_nothing_of_beyond_a_screens_area_is_put_on_it(office: AccountOffice, head: Guest) -> None:
    told = does(office, head, "put", screen=GRID, content=case("1"))
    assert (told["ok"], told["code"]) == (False, "beyond_screen")
    assert does(office, head, "put", screen=GRID, content=case("2-1"))["code"] == "content_elsewhere"
    assert does(office, head, "put", screen=canary("2", "screen_hall"), content=case("1-1"))["code"] == (
        "unknown_screen"
    )
    assert office.screens.following.reader.plan.stack(GRID).pushes == ()


def test_who_has_something_on_a_screen_is_asked_for_before_it_is_replaced(
    office: AccountOffice, head: Guest
) -> None:
    other = Guest(office.app, office.cookie("officer"), "console")
    push = does(office, head, "put", screen=HALL, content=case("1"))["data"]["push"]
    refused = does(office, other, "put", screen=HALL, content=case("1-1"))
    assert refused["code"] == "driven" and "x-head" in refused["reason"]["zh"]
    over = does(office, other, "put", screen=HALL, content=case("1-1"), over=push)
    stack = office.screens.following.reader.plan.stack(HALL)
    assert over["ok"] and len(stack.pushes) == 2, "the older lies below, and comes back"


@pytest.mark.parametrize(
    ("role", "do", "code"),
    [
        ("leader", "reload", "not_allowed"),
        ("officer", "take_down", "not_allowed"),
        ("operator", "reload", None),
    ],
)
def test_who_may_put_something_there_may_not_change_what_hangs(
    office: AccountOffice, role: str, do: str, code: str | None
) -> None:
    guest = Guest(office.app, office.cookie(role), "console")
    assert does(office, guest, do, screen=HALL).get("code") == code


def test_a_screen_is_itself_and_no_other(office: AccountOffice) -> None:
    screen = Guest(office.app, office.cookie("screen"))
    assert screen.ask("screen", {"id": "x-screen"}) == {"ok": True}
    assert not screen.ask("screen", {"id": HALL})["ok"]
    assert (
        screen.ask("wall", {"command": "x", "do": "identify", "data": {"screen": "x-screen"}})["ok"] is False
    )
    assert heard(screen, "shows")[-1]["programme"]["steps"][0]["scene"] == canary("1", "scene")


def test_how_a_screen_is_reaches_whoever_looks_after_its_room(office: AccountOffice, head: Guest) -> None:
    screen = Guest(office.app, office.cookie("screen"))
    screen.ask("screen", {"id": "x-screen"})
    assert screen.ask("beat", {"fps": 58.5, "error": "e" * 500}) == {"ok": True}
    assert (
        not screen.ask("beat", {"fps": "fast"})["ok"]
        and not screen.ask("beat", {"shows": {"x": "y" * 3000}})["ok"]
    )
    head.ask("room", {"room": "hall"})
    assert [row["looked"] for row in heard(head, "screens")[-1]["screens"]] == [False] * 4, "nobody knows yet"
    office.screens.following._tell("x-screen", _beat(office))
    office.screens.following.look_after()
    told = heard(head, "screens")[-1]
    rows = {row["id"]: row for row in told["screens"]}
    assert rows["x-screen"]["beat"]["fps"] == 58.5 and rows[HALL]["beat"] is None
    assert {row["looked"] for row in told["screens"]} == {True}
    assert set(rows) == {"x-screen", HALL, GRID, canary("1-2", "screen_hall")} and told["rooms"][0] == "hall"


def test_whoever_looks_at_every_room_is_told_how_each_screen_is(office: AccountOffice, head: Guest) -> None:
    head.ask("room", {"room": ""})
    office.screens.following.look_after()
    assert {row["looked"] for row in heard(head, "screens")[-1]["screens"]} == {True}
    assert len(heard(head, "screens")[-1]["screens"]) > 4


def test_while_signs_of_life_cannot_be_read_nothing_is_said_of_screens(
    office: AccountOffice, head: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    head.ask("room", {"room": "hall"})
    following = office.screens.following
    following.look_after()

    def away(*_: object) -> None:
        raise RedisAway("gone")

    with monkeypatch.context() as patch:
        patch.setattr(following._beats, "of", away)
        following.look_after()
    assert {row["looked"] for row in heard(head, "screens")[-1]["screens"]} == {False}
    following.look_after()
    assert {row["looked"] for row in heard(head, "screens")[-1]["screens"]} == {True}


def test_a_director_is_told_nothing_while_nothing_is_another(office: AccountOffice, head: Guest) -> None:
    showing = office.screens.showing
    head.ask("room", {"room": "hall"})
    showing.look()
    packed: list[object] = []
    showing._tell_director = packed.append  # type: ignore[method-assign]
    try:
        for _ in range(5):
            showing.look()
        assert packed == []
        showing.beats = {HALL: _beat(office)}
        showing.look()
        told = len(packed)
        showing.look()
        assert told == len(packed) > 0
    finally:
        del showing._tell_director


def test_an_end_that_comes_by_itself_is_told_when_it_comes(
    office: AccountOffice, head: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    showing, now = office.screens.showing, office.engine.clock()
    head.ask("room", {"room": "hall"})
    assert does(office, head, "put", screen=HALL, content=case("1"), seconds=10)["ok"]
    monkeypatch.setattr(showing, "_clock", lambda: now + 9000)
    showing.look()
    assert row(head)["stack"]["pushes"]
    monkeypatch.setattr(showing, "_clock", lambda: now + 12_000)
    showing.look()
    assert row(head)["stack"]["pushes"] == []


def row(head: Guest) -> Any:
    return next(row for row in heard(head, "screens")[-1]["screens"] if row["id"] == HALL)


def test_who_does_what_to_which_screen_stands_in_the_audit(office: AccountOffice, head: Guest) -> None:
    does(office, head, "put", screen=HALL, content=case("1"))
    insists(office, head, "end_room", room="hall")
    does(office, head, "put", screen=GRID, content=case("1"))  # refused
    acts = [told for _, told in AuditLog(office.redis, office.keys).newest(20) if told.act == "on_screens"]
    assert [(told.account, told.what, told.detail) for told in acts[:2]] == [
        ("x-head", "hall", "wall_end_room"),
        ("x-head", HALL, "wall_put"),
    ]


@pytest.mark.parametrize("do", sorted(set(COMMANDS) - OFTEN))
def test_the_audit_has_words_for_whatever_is_done_to_screens(do: str) -> None:
    for lang in LANGUAGES:
        assert did_words(lang, f"wall_{do}") != f"wall_{do}"


def test_a_screen_that_is_taken_down_is_told_so(office: AccountOffice, head: Guest) -> None:
    id = canary("1-2", "screen_hall")
    tab = Guest(office.app, office.cookie("operator"))
    tab.ask("screen", {"id": id})
    assert does(office, head, "take_down", screen=id)["ok"]
    assert heard(tab, "shows")[-1] == {"screen": None}


def _beat(office: AccountOffice) -> Beat:
    return Beat(at=office.engine.clock(), fps=58.5)
