"""The way of a command: one event for each accepted, a sentence for each that is not, and nothing twice."""

from __future__ import annotations

import threading
import time
from typing import Any

import msgspec
import pytest

from dashboard.access.viewer import Viewer
from dashboard.console.commands import AT_ANY_REVISION
from dashboard.console.queue_rows import assignment
from tests.dashboard.conftest import AppMaker
from tests.dashboard.office import ANN, BOB, HEAD, Office


@pytest.fixture
def office(office: Office) -> Office:
    office.file("c-1")
    return office


def test_an_accepted_command_is_one_event_of_its_viewer(office: Office) -> None:
    assert office.ask(ANN, "claim", "c-1", command="k") == {"ok": True, "revision": 2}
    fields = office.redis.xrange(office.keys.cases)[-1][1]
    told = {name: fields[name.encode()].decode() for name in ("type", "actor", "key", "revision")}
    assert told == {"type": "claimed", "actor": "seat-1", "key": "command:seat-1:k", "revision": "2"}
    assert office.engine.live.cases.get("c-1").owner == "seat-1"


def test_a_dispatch_goes_out_in_the_same_step(office: Office) -> None:
    answer = office.ask(ANN, "dispatch", "c-1", data={"inspector": "ann", "note": "快"})
    assert answer["ok"], answer
    fields = office.redis.xrange(office.keys.dispatches)[0][1]
    sent = office.engine.live.cases.get("c-1").assignment
    assert (fields[b"dispatch"].decode(), fields[b"inspector"], fields[b"revision"]) == (
        sent.id,
        b"ann",
        b"2",
    )
    assert msgspec.json.decode(fields[b"data"])["note"] == "快"


def test_a_queue_tells_the_pace_of_whom_it_tells_by_id_and_of_nobody_else(office: Office) -> None:
    office.ask(ANN, "dispatch", "c-1", data={"inspector": "ann"})
    live = office.engine.live
    sent = live.cases.get("c-1").assignment
    here, elsewhere = (assignment(live, sent, live.sight(area)) for area in ("1", "2"))
    assert here.pace == pytest.approx(live.rules.detour * 3.6 / live.rules.foot_kmh, abs=1e-3)
    assert (elsewhere.inspector, elsewhere.pace) == (None, None)


def test_a_retry_gets_the_first_answer_though_it_would_be_refused_now(office: Office) -> None:
    first = office.ask(ANN, "claim", "c-1", command="k", revision=1)
    office.ask(ANN, "release", "c-1", data={"reason": "r"})
    office.ask(BOB, "claim", "c-1")
    assert office.ask(ANN, "claim", "c-1", command="k", revision=1) == first
    assert office.types("c-1") == ["filed", "claimed", "released", "claimed"]


def test_a_retry_that_overtakes_its_own_fold_gets_the_first_answer(office: Office) -> None:
    first = office.ask(ANN, "claim", "c-1", command="k", fold=False)
    assert office.ask(ANN, "claim", "c-1", command="k", fold=False) == first
    assert office.types("c-1") == ["filed", "claimed"]


def test_one_command_id_is_not_for_two_things(office: Office) -> None:
    office.ask(ANN, "claim", "c-1", command="k")
    answer = office.ask(ANN, "note", "c-1", command="k", data={"text": "x"})
    assert (answer["ok"], answer["code"]) == (False, "bad_command")
    assert office.types("c-1") == ["filed", "claimed"]


def test_two_officers_with_the_same_command_id_are_two(office: Office) -> None:
    office.file("c-2")
    assert office.ask(ANN, "claim", "c-1", command="k")["ok"]
    assert office.ask(BOB, "claim", "c-2", command="k")["ok"]


def test_a_conflict_says_who_did_what_since(office: Office) -> None:
    office.ask(BOB, "note", "c-1", data={"text": "看过"})
    answer = office.ask(ANN, "claim", "c-1", revision=1)
    assert (answer["ok"], answer["code"], answer["revision"]) == (False, "conflict", 2)
    assert "2 号席 备注" in answer["reason"]["zh"]
    assert "Seat 2 added a note" in answer["reason"]["en"]


def test_a_conflict_our_own_fold_has_not_read_yet_is_told_once_it_has(office: Office) -> None:
    office.ask(BOB, "claim", "c-1", fold=False)
    timer = threading.Timer(0.2, office.fold)
    timer.start()
    answer = office.ask(ANN, "claim", "c-1", fold=False)
    timer.join()
    assert (answer["code"], answer["revision"]) == ("conflict", 2)
    assert "2 号席 认领" in answer["reason"]["zh"]


@pytest.mark.parametrize("do", sorted(AT_ANY_REVISION))
def test_what_may_be_said_at_any_revision_is_said_at_an_older_one(office: Office, do: str) -> None:
    office.file("c-2", urgency="urgent")
    office.ask(BOB, "claim", "c-2")
    assert office.ask(ANN, do, "c-2", revision=1, data={"text": "x"})["ok"]


def test_a_note_finds_its_revision_when_others_are_faster(office: Office) -> None:
    office.ask(BOB, "claim", "c-1", fold=False)
    timer = threading.Timer(0.3, office.fold)
    timer.start()
    answer = office.ask(ANN, "note", "c-1", fold=False, data={"text": "x"})
    timer.join()
    assert answer["ok"], answer
    assert office.types("c-1") == ["filed", "claimed", "noted"]


def test_a_revision_that_is_not_there_yet_is_refused(office: Office) -> None:
    answer = office.ask(ANN, "claim", "c-1", revision=7)
    assert (answer["code"], answer["revision"]) == ("conflict", 1)
    assert answer["reason"]["en"] == "revision must be 1, got 7."


@pytest.mark.parametrize(
    ("case", "viewer"),
    [("c-9", ANN), ("c-1", Viewer("seat-3", "officer", "2")), ("c-1", Viewer("seat-3", "head", "1-2"))],
)
def test_a_case_not_there_or_out_of_scope_is_unknown(office: Office, case: str, viewer: Viewer) -> None:
    assert office.ask(viewer, "claim", case)["code"] == "unknown_case"
    assert office.types("c-1") == ["filed"]


def test_who_acts_is_never_a_field(office: Office) -> None:
    office.ask(ANN, "claim", "c-1", actor="seat-2", role="head", data={"actor": "seat-2", "role": "head"})
    assert office.engine.live.cases.get("c-1").owner == "seat-1"
    forged = office.ask(BOB, "release", "c-1", data={"actor": "seat-1", "role": "head", "reason": "x"})
    assert (forged["ok"], forged["code"]) == (False, "owned")
    assert office.ask(HEAD, "release", "c-1", data={"reason": "交班"})["ok"]


def test_an_operator_may_acknowledge_and_nothing_else(office: Office) -> None:
    operator = Viewer("demo", "operator", "0")
    office.file("c-2", urgency="urgent")
    assert office.ask(operator, "acknowledge", "c-2")["ok"]
    assert office.ask(operator, "claim", "c-2")["code"] == "not_allowed"


@pytest.mark.parametrize("length", [4001, 20_000, 1_000_000])
def test_a_text_that_is_too_long_is_refused_and_changes_nothing(office: Office, length: int) -> None:
    answer = office.ask(ANN, "note", "c-1", data={"text": "路" * length})
    assert (answer["ok"], answer["code"]) == (False, "too_long" if length < 10_000 else "bad_command")
    assert len(answer["reason"]["en"]) < 300
    assert office.types("c-1") == ["filed"]


def test_a_script_in_a_text_stays_text(office: Office) -> None:
    office.ask(ANN, "note", "c-1", data={"text": "<script>alert(1)</script>"})
    assert office.engine.live.cases.history("c-1")[-1].data["text"] == "<script>alert(1)</script>"


GOOD: dict[str, Any] = {"command": "k", "case": "c-1", "revision": 1, "do": "claim", "data": {}}


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        GOOD | {"command": ""},
        GOOD | {"command": "x" * 65},
        GOOD | {"command": "a b"},
        GOOD | {"case": ""},
        GOOD | {"case": 5},
        GOOD | {"case": "x" * 201},
        GOOD | {"do": "destroy"},
        GOOD | {"do": ["claim"]},
        GOOD | {"revision": "1"},
        GOOD | {"revision": True},
        GOOD | {"revision": -1},
        GOOD | {"revision": 10**12},
        GOOD | {"data": []},
        GOOD | {"data": {1: 2}},
        GOOD | {"data": {"x": object()}},
    ],
)
def test_what_is_no_command_is_refused_in_a_sentence(office: Office, told: Any) -> None:
    answer = office.engine.commands.carry_out(ANN, told)
    assert (answer["ok"], answer["code"]) == (False, "bad_command")
    assert 10 < len(answer["reason"]["zh"]) < 300
    assert office.types("c-1") == ["filed"]


def test_without_redis_the_page_is_told_to_ask_again(make_app: AppMaker, office: Office) -> None:
    away = make_app().extensions["gridwall"]
    away.live, away.chain.record.caught_up = office.engine.live, True
    answer = away.commands.carry_out(ANN, GOOD)
    assert (answer["ok"], answer["code"]) == (False, "away")
    assert "same id" in answer["reason"]["en"]
    assert office.types("c-1") == ["filed"]


def test_a_process_that_has_not_read_the_record_yet_knows_no_answer(office: Office) -> None:
    office.engine.chain.record.caught_up = False
    assert office.ask(ANN, "claim", "c-1")["code"] == "away"
    assert office.ask(ANN, "claim", "c-9")["code"] == "away"


def test_of_two_officers_at_once_one_wins_each_time(office: Office, make_app: AppMaker) -> None:
    won = {"seat-1": 0, "seat-2": 0}

    def claim(viewer: Viewer) -> None:
        for n in range(60):
            asked = GOOD | {"command": f"r-{n}", "case": f"d-{n}"}
            won[viewer.id] += office.engine.commands.carry_out(viewer, asked)["ok"]

    for n in range(60):
        office.file(f"d-{n}")
    threads = [threading.Thread(target=claim, args=(viewer,)) for viewer in (ANN, BOB)]
    folding = threading.Event()

    def fold() -> None:
        while not folding.is_set():
            office.fold()
            time.sleep(0.01)

    folder = threading.Thread(target=fold)
    for thread in (folder, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    folding.set()
    folder.join()
    assert sum(won.values()) == 60
    assert all(office.types(f"d-{n}") == ["filed", "claimed"] for n in range(60))
