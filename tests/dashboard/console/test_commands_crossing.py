"""Commands that cross each other or the fold: what is acknowledged stands, what is not stays as it was."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dashboard.access.viewer import Viewer
from dashboard.console import commands
from tests.dashboard.office import ANN, BOB, Office


@pytest.fixture
def office(office: Office) -> Office:
    for case in ("c-1", "c-2", "c-3"):
        office.file(case)
    return office


@contextmanager
def folded_soon(office: Office) -> Iterator[None]:
    timer = threading.Timer(0.2, office.fold)
    timer.start()
    yield
    timer.join()


def test_two_merges_that_cross_are_not_both_acknowledged(office: Office) -> None:
    assert office.ask(ANN, "merge", "c-1", data={"into": "c-2"}, fold=False)["ok"]
    with folded_soon(office):
        answer = office.ask(BOB, "merge", "c-2", data={"into": "c-1"}, fold=False)
    assert (answer["ok"], answer["code"]) == (False, "circle")
    assert office.types("c-2") == ["filed"]


def test_nothing_is_merged_into_what_has_just_been_merged_away(office: Office) -> None:
    assert office.ask(ANN, "merge", "c-2", data={"into": "c-3"}, fold=False)["ok"]
    with folded_soon(office):
        answer = office.ask(BOB, "merge", "c-1", data={"into": "c-2"}, fold=False)
    assert (answer["ok"], answer["code"]) == (False, "merged")
    assert office.types("c-1") == ["filed"]


def test_a_merge_goes_on_when_the_other_case_was_only_written_on(office: Office) -> None:
    assert office.ask(ANN, "note", "c-2", data={"text": "x"}, fold=False)["ok"]
    with folded_soon(office):
        answer = office.ask(BOB, "merge", "c-1", data={"into": "c-2"}, fold=False)
    assert answer == {"ok": True, "revision": 2}


def test_a_merge_into_a_case_that_stays_ahead_of_the_fold_is_a_conflict(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "CATCH_UP_SECONDS", 0.0)
    office.ask(ANN, "note", "c-2", data={"text": "x"}, fold=False)
    answer = office.ask(BOB, "merge", "c-1", data={"into": "c-2"}, fold=False)
    assert (answer["ok"], answer["code"], answer["revision"]) == (False, "conflict", 1)


def test_a_revision_that_is_not_there_yet_tells_nothing_of_a_case_out_of_scope(office: Office) -> None:
    stranger = Viewer("seat-3", "officer", "2")
    there = office.ask(stranger, "claim", "c-1", revision=7)
    nothing = office.ask(stranger, "claim", "c-9", revision=7)
    assert there["code"] == "unknown_case" and "revision" not in there
    assert there["reason"]["en"].replace("c-1", "c-9") == nothing["reason"]["en"]
