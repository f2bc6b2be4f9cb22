"""What a phone is pushed: its dispatches, at once and whenever they are otherwise, until its link ends."""

from __future__ import annotations

import json
from collections.abc import Iterator

import gevent
import pytest

from dashboard.access.api_auth import ApiRefusedError
from dashboard.field import news
from dashboard.field.news import EACH, FieldNews, Listener
from dashboard.field.pages import FieldWork
from dashboard.field.work import Work
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import ANN, HEAD, now

ME = ("ann", None)


class Line:
    """A phone that listens, and reads what comes when it wants."""

    def __init__(self, office: FieldOffice, listening: FieldNews) -> None:
        self.good, self.listening = True, listening
        engine = office.engine
        work = Work(lambda: engine.live, engine.counts)
        self.listener: Listener = listening.join(ME)

        def rows() -> FieldWork:
            engine.counts.events += 1  # as of now, whatever was read
            work._looked = 0.0
            return FieldWork(now(), True, work.rows(*ME, ("0",)))

        self.lines: Iterator[bytes] = listening.told(self.listener, rows, lambda: self.good)

    def next(self) -> list[str] | None:
        """The cases that are told; None for a sign of life."""
        with gevent.Timeout(20):
            line = next(self.lines).decode()
        return [task["case"] for task in json.loads(line[6:])["tasks"]] if line.startswith("data: ") else None


@pytest.fixture
def line(field_office: FieldOffice, monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setattr(news, "FRESH", 0)
    listening = FieldNews()
    field_office.engine.folding.on_cases.append(listening.cases_changed)
    return Line(field_office, listening)


def test_what_stands_is_told_at_once_and_what_changes_when_it_does(
    field_office: FieldOffice, line: Line
) -> None:
    assert line.next() == []
    field_office.send("c-1")
    assert line.next() == ["c-1"]
    field_office.ask(ANN, "dispatch", "c-1", data={"inspector": "bob"})
    assert line.next() == []


def test_what_changed_just_before_is_told_soon_though_the_list_was_made_before_that(
    field_office: FieldOffice,
) -> None:
    engine, listening = field_office.engine, FieldNews()
    work = Work(lambda: engine.live, engine.counts)
    assert work.rows(*ME, ("0",)) == []
    field_office.send("c-1")
    engine.counts.events += 1
    told = listening.told(
        listening.join(ME), lambda: FieldWork(now(), True, work.rows(*ME, ("0",))), lambda: True
    )
    with gevent.Timeout(news.BEAT / 2):
        assert any(b'"c-1"' in next(told) for _ in range(2))


def test_others_dispatches_ring_nobody_else(field_office: FieldOffice, line: Line) -> None:
    assert (line.next(), line.next()) == ([], None)
    field_office.send("c-1", inspector="bob")
    assert not line.listener.rung.is_set()
    field_office.send("c-2")
    assert line.listener.rung.is_set()


def test_an_urge_an_order_and_a_deadline_reach_who_was_sent(field_office: FieldOffice) -> None:
    office, link = field_office, field_office.link()
    office.send("c-1", filed={"due": now() + 10**7, "limit": "2 work_days"})
    assert office.ask(HEAD, "urge", "c-1")["ok"]
    told = {"text": "why?", "answer_by": now() + 10**6}
    assert office.ask(HEAD, "supervise", "c-1", data=told)["ok"]
    [task] = office.get(link, "/api/field/work").json["tasks"]
    assert (task["urged"], task["order"]["text"], task["kind"]) == (1, "why?", "handle")
    assert task["urged_at"] and task["due"] and task["answer_by"]


def test_a_task_says_whether_its_time_runs_at_night(field_office: FieldOffice) -> None:
    office, link = field_office, field_office.link()
    office.send("c-1", filed={"due": now() + 10**7, "limit": "2 work_days"})
    office.send("c-2", filed={"due": now() + 2 * 10**7, "limit": "6 urgent_hours"})
    told = {one["case"]: one["continuous"] for one in office.get(link, "/api/field/work").json["tasks"]}
    assert told == {"c-1": False, "c-2": True}


def test_who_is_sent_to_look_sees_it_tells_what_they_saw_and_is_done(field_office: FieldOffice) -> None:
    office, link = field_office, field_office.link(inspector="bob")
    sent = office.send("c-1")
    assert office.say(office.link(), "c-1", "feed_back", dispatch=sent, text="done").status_code == 200
    assert office.ask(ANN, "inspect", "c-1", data={"inspector": "bob", "note": "look twice"})["ok"]
    [task] = office.get(link, "/api/field/work").json["tasks"]
    assert (task["kind"], task["step"], task["note"]) == ("inspect", "waiting", "look twice")
    assert office.say(link, "c-1", "feed_back", dispatch=task["dispatch"], text="is so", ok=True).json["ok"]
    assert office.engine.live.cases.get("c-1").evidence == "inspection"


def test_a_link_that_ends_ends_its_line(line: Line) -> None:
    assert line.next() == []
    line.good = False
    line.listener.rung.set()
    with pytest.raises(StopIteration):
        line.next()
    assert len(line.listening) == 0


def test_who_is_in_no_more_is_let_go_at_once_and_nobody_else(line: Line) -> None:
    inside = [True]
    gone, stays = (line.listening.join(ME, still) for still in (lambda: inside[0], lambda: True))
    for each in (gone, stays):
        each.rung.clear()
    line.listening.look()
    assert not gone.rung.is_set()
    inside[0] = False
    line.listening.look()
    assert (gone.rung.is_set(), stays.rung.is_set()) == (True, False)


def test_a_phone_listens_a_few_times_at_once_and_the_oldest_gives_way() -> None:
    listening = FieldNews()
    first = listening.join(ME)
    for _ in range(EACH):
        listening.join(ME)
    assert first.ended and first.rung.is_set()


def test_when_too_many_listen_one_is_told_to_ask_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "MOST", 1)
    listening = FieldNews()
    listening.join(ME)
    with pytest.raises(ApiRefusedError) as refused:
        listening.join(("bob", None))
    assert (refused.value.status, refused.value.code) == (503, "busy")


def test_the_line_is_an_event_stream_that_nobody_keeps(field_office: FieldOffice) -> None:
    field_office.send("c-1")
    answer = field_office.get(field_office.link(), "/api/field/news")
    assert answer.mimetype == "text/event-stream" and answer.headers["Cache-Control"] == "no-store"
    first = next(answer.iter_encoded())
    assert first.startswith(b"data: ") and b'"c-1"' in first
    answer.close()
