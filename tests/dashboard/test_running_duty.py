"""Two web processes, consoles on real sockets: what one does all see, what was accepted is there once."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from redis import Redis

from dashboard.access.seat import COOKIE, Seat, seal
from streams.messages.contract import report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.embedded import EmbeddedRedis
from tests.dashboard.consoles import Console, seat
from tests.dashboard.running import RefusedError, Web, until

KEYS = Keys()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path_factory.mktemp("duty") / "redis") as server:
        with server.client() as client:
            claim_world(client, KEYS, "demo")
        yield server


@pytest.fixture(scope="module")
def webs(server: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Web]]:
    webs = [Web(tmp_path_factory.mktemp("web"), server.url) for _ in range(2)]
    try:
        for web in webs:
            web.start()
        yield webs
    finally:
        for web in webs:
            web.end()


@pytest.fixture
def feed(server: EmbeddedRedis) -> Iterator[Redis]:
    with server.client() as client:
        yield client


@pytest.fixture
def sit() -> Iterator[Callable[..., Console]]:
    """`sit(web, area="1", role="head")`: a console that is closed after the test."""
    opened: list[Console] = []

    def open_console(web: Web, area: str = "0", role: str = "officer", cookie: str = "") -> Console:
        opened.append(Console(web, cookie or seat(web, role), area))
        return opened[-1]

    yield open_console
    for console in opened:
        console.close()


Sit = Callable[..., Console]


def report(feed: Redis, name: str, **more: Any) -> None:
    told = {"report": name, "time": time.time_ns() // 1_000_000, "item": "hole", "area": "1-1"} | more
    feed.xadd(KEYS.reports, report_fields(**told))


def filed(console: Console, feed: Redis, name: str, **more: Any) -> str:
    """The id of a new case, once this console shows it."""
    before = set(console.rows)
    report(feed, name, **more)
    console.until(lambda: set(console.rows) - before, f"a case of {name}")
    return str(next(iter(set(console.rows) - before)))


def events(feed: Redis, case: str) -> list[str]:
    return [f[b"type"].decode() for _, f in feed.xrange(KEYS.cases) if f[b"case"].decode() == case]


def test_what_one_console_does_another_process_shows(sit: Sit, webs: list[Web], feed: Redis) -> None:
    here, there = (sit(web) for web in webs)
    case = filed(here, feed, "shown-1")
    there.shows(case, state="new")
    assert here.command("claim", case)["ok"]
    there.shows(case, owner=here.hello["viewer"]["id"], revision=2)
    here.shows(case, revision=2)
    assert here.command("dispatch", case, data={"inspector": "ann"})["ok"]
    there.shows(case, state="dispatched")
    sent = [fields for _, fields in feed.xrange(KEYS.dispatches) if fields[b"case"].decode() == case]
    assert [fields[b"inspector"] for fields in sent] == [b"ann"]


def test_two_officers_at_once_one_wins_and_the_other_is_told_who_and_what(
    sit: Sit, webs: list[Web], feed: Redis
) -> None:
    one, two = (sit(web) for web in webs)
    case = filed(one, feed, "conflict-1")
    two.shows(case, state="new")
    answers: dict[str, Any] = {}

    def claim(name: str, console: Console) -> None:
        answers[name] = console.command("claim", case, revision=1)

    threads = [threading.Thread(target=claim, args=told) for told in (("one", one), ("two", two))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = next(name for name, answer in answers.items() if answer["ok"])
    loser = answers["two" if winner == "one" else "one"]
    number = {"one": one, "two": two}[winner].hello["viewer"]["id"].removeprefix("seat-")
    assert not loser["ok"] and loser["code"] in ("conflict", "owned")
    assert number in loser["reason"]["zh"] and number in loser["reason"]["en"]
    assert events(feed, case) == ["filed", "claimed"]


def test_a_forged_cookie_is_nobody_and_may_do_nothing(sit: Sit, webs: list[Web], feed: Redis) -> None:
    console = sit(webs[0])
    case = filed(console, feed, "forged-1")
    forged = sit(webs[0], cookie=f"{COOKIE}={seal(b'x' * 32, Seat('seat-1', 'head'))}")
    assert forged.hello["viewer"] == {"id": "demo", "role": "operator"}
    assert forged.command("claim", case)["code"] == "not_allowed"
    assert events(feed, case) == ["filed"]


def test_who_sits_where_is_told_to_all_and_a_head_is_one(sit: Sit, webs: list[Web]) -> None:
    one, two = sit(webs[0], "1"), sit(webs[1], "2", "head")
    mine, theirs = one.hello["viewer"], two.hello["viewer"]
    assert theirs["role"] == "head"
    one.until(lambda: theirs["id"] in {s["id"] for s in one.queue.seats.get("2", [])}, "the other's seat")
    two.close()
    one.until(
        lambda: theirs["id"] not in {s["id"] for s in one.queue.seats.get("2", [])}, "the other has left"
    )
    assert mine["id"] in {s["id"] for s in one.queue.seats["1"]}


def test_a_desk_elsewhere_is_refused_and_a_left_one_is_silent(sit: Sit, webs: list[Web], feed: Redis) -> None:
    console = sit(webs[0], "2")
    assert console.ask("desk", {"area": "nowhere"})["ok"] is False
    assert console.ask("desk_left", {}) == {"ok": True}
    heard = console.queue.heard
    other = sit(webs[0])
    filed(other, feed, "left-1", area="2-1")
    console.listen(0.5)
    assert console.queue.heard == heard


def test_a_key_pressed_at_ones_own_case_is_known_to_every_clerk_and_no_others(
    sit: Sit, webs: list[Web], feed: Redis
) -> None:
    mine, other = sit(webs[0]), sit(webs[0])
    one, two = (filed(mine, feed, f"touched-{n}") for n in range(2))
    for case in (one, two):
        assert mine.command("claim", case)["ok"]
        mine.shows(case, revision=2)
    other.say("touch", {"case": one})
    assert other.ask("clock") > 0  # it has been heard
    mine.say("touch", {"case": two})
    until(lambda: feed.hget(KEYS.touched, two), "the touch")
    assert feed.hget(KEYS.touched, one) is None


def test_a_megabyte_of_text_ends_the_connection_and_changes_nothing(
    sit: Sit, webs: list[Web], feed: Redis
) -> None:
    console = sit(webs[0])
    case = filed(console, feed, "large-1")
    told = console.command("note", case, data={"text": "路" * 20_000})
    assert (told["ok"], told["code"]) == (False, "bad_command")
    with pytest.raises((RefusedError, OSError)):
        console.command("note", case, data={"text": "x" * 1_000_000})
    assert events(feed, case) == ["filed"]
    assert sit(webs[0]).ask("clock") > 0


class Officer(threading.Thread):
    """Claims and releases its own case, each command asked again under its id until there is an answer."""

    def __init__(self, web: Web, cookie: str, case: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.web, self.cookie, self.case, self.stop = web, cookie, case, stop
        self.accepted: list[str] = []
        self.console: Console | None = None

    def run(self) -> None:
        for number in range(10_000):
            self._until_accepted(("claim", "release")[number % 2], f"{self.case}:{number}")
            if self.stop.is_set() and number % 2:
                break
        self._close()

    def _until_accepted(self, do: str, command: str) -> None:
        while command not in self.accepted:
            try:
                answer = self._ask(do, command)
            except (RefusedError, OSError, AssertionError):
                self._close()
                time.sleep(0.1)
                continue
            if not answer["ok"]:  # a process that still reads shows an old row
                assert answer["code"] in ("away", "conflict"), answer
                time.sleep(0.05)

    def _ask(self, do: str, command: str) -> Any:
        """The answer; of an accepted one, when this console shows it."""
        console = self.console = self.console or Console(self.web, self.cookie)
        console.until(lambda: self.case in console.rows, "my case")
        answer = console.command(do, self.case, command=command, data={"reason": "busy"})
        if answer["ok"]:
            self.accepted.append(command)
            console.until(lambda: console.rows[self.case]["revision"] >= answer["revision"], "my own")
        return answer

    def _close(self) -> None:
        if self.console is not None:
            self.console.close()
        self.console = None


def test_while_redis_and_a_process_are_killed_what_was_accepted_is_there_once(
    sit: Sit, webs: list[Web], feed: Redis, server: EmbeddedRedis
) -> None:
    first = sit(webs[0])
    cases = [filed(first, feed, f"killed-{n}") for n in range(4)]
    stop = threading.Event()
    officers = [Officer(webs[n % 2], seat(webs[n % 2]), case, stop) for n, case in enumerate(cases)]
    for officer in officers:
        officer.start()
    until(lambda: all(len(officer.accepted) > 5 for officer in officers), "everybody is at work")
    server.kill()
    time.sleep(0.5)
    server.restart()
    webs[1].end(signal.SIGKILL)
    webs[1].start()
    marks = [len(officer.accepted) for officer in officers]
    until(lambda: all(len(o.accepted) > m + 5 for o, m in zip(officers, marks, strict=True)), "work goes on")
    stop.set()
    for officer in officers:
        officer.join(30)
    written = [fields[b"key"].decode() for _, fields in feed.xrange(KEYS.cases)]
    assert max(Counter(written).values()) == 1
    commands = [key.split(":", 2)[2] for key in written if key.startswith("command:")]
    for officer in officers:
        assert [told for told in commands if told.startswith(f"{officer.case}:")] == officer.accepted
        pairs = len(officer.accepted) // 2
        assert events(feed, officer.case) == ["filed", *["claimed", "released"] * pairs]
    fresh = [sit(web) for web in webs]
    for console in fresh:
        for case in cases:
            console.shows(case, owner=None)
    assert {id_: row["revision"] for id_, row in fresh[0].rows.items()} == {
        id_: row["revision"] for id_, row in fresh[1].rows.items()
    }
    assert all("Traceback" not in web.log() and "a fault in" not in web.log() for web in webs)
