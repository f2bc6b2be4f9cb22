"""Who somebody is whom a page has as a number: told by a click, in the room whose number it is, and written
down before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from dashboard.access.viewer import Viewer
from dashboard.rooms.aliases import DRAWN_FROM, Aliases
from dashboard.rooms.frame_tables import STRANGER
from dashboard.rooms.rooms import Client
from streams.access.audit import AuditLog
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import fix
from tests.dashboard.account_office import AccountOffice, Guest, canary
from tests.dashboard.office import now

MINE = canary("1-1", "home")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, redis_server: EmbeddedRedis) -> Iterator[AccountOffice]:
    folder: Path = tmp_path_factory.mktemp("clicks")
    redis: Redis = redis_server.client()
    made = AccountOffice(folder, redis, redis_server.url, f"{{{folder.name}}}:")
    made.seed()
    yield made
    redis.close()


def screen_of(office: AccountOffice, guest: Guest) -> Client:
    return office.engine.screens[guest.sid]


def number_of(office: AccountOffice, guest: Guest, who: str = MINE, area: str = "1-1") -> dict[str, Any]:
    """What the page of a guest has of somebody once it has joined."""
    assert guest.ask("join", {"area": area})["ok"]
    room = screen_of(office, guest).room
    index = room.known[office.engine.live.people.row[who]]
    return {"epoch": office.engine.epoch, "room": room.first, "index": index}


def opened(office: AccountOffice) -> list[tuple[str, str, str]]:
    lines = AuditLog(office.redis, office.keys).newest(500)
    return [(line.account, line.what, line.detail) for _, line in lines if line.act == "name_opened"]


def test_a_click_at_a_leaders_console_tells_the_name_and_is_written_down(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("leader"), "console")
    told = guest.ask("person", number_of(office, guest))
    assert (told["ok"], told["name"][0]) == (True, canary("1-1", "name_home"))
    assert MINE not in str(told)
    assert opened(office)[0] == ("x-leader", MINE, "1-1")


def test_what_a_page_calls_itself_is_no_right_to_names(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("operator"), "console")
    assert guest.ask("person", number_of(office, guest))["name"] is None


def sent_to(office: AccountOffice, who: str, case: str) -> dict[str, str]:
    """A case of 1-1 and its dispatch, as the page of a console knows them."""
    office.file(case, "1-1")
    desk = Viewer("x-head", "head", "0")
    office.ask(desk, "claim", case)
    assert office.ask(desk, "dispatch", case, data={"inspector": who})["ok"]
    return {"case": case, "dispatch": office.engine.live.cases.get(case).assignment.id}


def test_a_leader_is_told_who_was_sent_by_a_click_and_it_is_written_down(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("leader"), "console")
    asked = sent_to(office, MINE, "sent-1")
    assert guest.ask("person", asked) == {"ok": True, "name": (canary("1-1", "name_home"), None)}
    assert opened(office)[0] == ("x-leader", MINE, "sent-1")
    afar = sent_to(office, canary("2-1", "guest"), "sent-2")
    assert guest.ask("person", afar) == {"ok": True, "name": (canary("2-1", "name_guest"), None)}


def test_a_dispatch_that_is_none_or_elsewhere_or_asked_about_on_a_wall_names_nobody(
    office: AccountOffice,
) -> None:
    asked, before = sent_to(office, MINE, "sent-3"), opened(office)
    leader = Guest(office.app, office.cookie("leader"), "console")
    elsewhere = office.engine.live.cases.get(canary("2-1", "case"))
    wrong: list[Any] = [asked | {"dispatch": "sent-1.3"}, asked | {"dispatch": None}, {"case": elsewhere.id}]
    wrong += [asked | {"case": "none"}, asked | {"case": 7}, {"case": elsewhere.id, "dispatch": "x"}]
    said = {str(leader.ask("person", each)) for each in wrong}
    for role, kind in (("leader", "wall"), ("operator", "console")):
        said.add(str(Guest(office.app, office.cookie(role), kind).ask("person", asked)))
    assert said == {"{'ok': False, 'reason': 'nobody goes by this number here'}"}
    assert opened(office) == before


def test_a_click_on_a_wall_tells_the_home_and_no_name(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("operator"))
    told = guest.ask("person", number_of(office, guest))
    assert (told["name"], told["home"][-1][1]) == (None, canary("1-1", "area"))
    assert opened(office)[0] == ("x-operator", MINE, "1-1")


def test_a_number_of_another_room_another_epoch_or_a_guess_opens_nothing(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("operator"))
    elsewhere = number_of(office, guest, area="1")
    here, before = number_of(office, guest), opened(office)
    stranger = number_of(office, guest, canary("2", "guest"))
    assert stranger["index"] >= STRANGER
    wrong = [elsewhere, here | {"epoch": here["epoch"] ^ 1}, here | {"index": 5000}, stranger]
    wrong += [{}, here | {"index": True}, here | {"index": str(here["index"])}, here | {"room": None}]
    assert {str(guest.ask("person", each)) for each in (*wrong, None)} == {
        "{'ok': False, 'reason': 'nobody goes by this number here'}"
    }
    assert opened(office) == before


def test_a_room_that_closed_and_opens_again_calls_everybody_as_before(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("operator"))
    first = number_of(office, guest)
    number_of(office, guest, area="1")  # nobody is in 1-1 any more
    assert number_of(office, guest) == first


def test_numbers_follow_neither_the_rows_of_the_fold_nor_those_of_another_room() -> None:
    rows = list(range(3000))
    here, there = Aliases(), Aliases()
    one, other = [here.of(row) for row in rows], [there.of(row) for row in rows]
    assert [here.of(row) for row in rows] == one
    assert len(set(one)) == len(rows) and max(one) < 3 * DRAWN_FROM
    for alike in (zip(one, rows, strict=True), zip(one, other, strict=True)):
        assert sum(a == b for a, b in alike) < 50
    assert sum(b == a + 1 for a, b in pairwise(one)) < 50


def test_who_left_the_room_is_no_longer_told(office: AccountOffice) -> None:
    guest, who = Guest(office.app, office.cookie("operator")), canary("1-2", "home")
    office.engine.live.fold_fixes(fix(who, "1-1", now()), now())
    number = number_of(office, guest, who)
    office.engine.live.fold_fixes(fix(who, "1-2", now() + 1), now() + 1)
    office.engine.pump.run(now() + 3000)
    assert not guest.ask("person", number)["ok"]


def test_names_are_told_a_few_at_a_time(office: AccountOffice) -> None:
    guest = Guest(office.app, office.cookie("city"), "console")
    number = number_of(office, guest)
    answers = [guest.ask("person", number)["ok"] for _ in range(61)]
    assert answers == [*[True] * 60, False]
