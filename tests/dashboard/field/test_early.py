"""A field that is faster than this process: nothing it says is turned away for good for that."""

from __future__ import annotations

import threading

import pytest

from dashboard.console import commands
from tests.dashboard.field_office import FieldOffice
from tests.dashboard.office import ANN


def test_while_the_record_is_still_read_an_answer_is_asked_for_again(field_office: FieldOffice) -> None:
    office, key = field_office, field_office.key()
    office.engine.chain.record.caught_up = False
    answer = office.say(key, "c-1", "accept", dispatch="c-1.2", inspector="ann")
    assert (answer.status_code, answer.json["code"]) == (503, "away")


def test_an_answer_to_a_dispatch_our_fold_has_not_read_yet_waits_for_it(field_office: FieldOffice) -> None:
    office, key = field_office, field_office.key()
    office.file("c-1")
    assert office.ask(ANN, "dispatch", "c-1", data={"inspector": "ann"}, fold=False)["ok"]
    timer = threading.Timer(0.2, office.fold)
    timer.start()
    body = {"request": "r", "do": "accept", "dispatch": "c-1.2", "inspector": "ann"}
    answer = office.post(key, "/api/cases/c-1/events", json=body)
    timer.join()
    assert (answer.status_code, answer.json["ok"]) == (200, True), answer.json
    assert office.types("c-1") == ["filed", "dispatched", "accepted"]


def test_an_answer_to_a_dispatch_our_fold_stays_behind_of_is_asked_for_again(
    field_office: FieldOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "CATCH_UP_SECONDS", 0.0)
    office, key = field_office, field_office.key()
    office.file("c-1")
    office.ask(ANN, "dispatch", "c-1", data={"inspector": "ann"}, fold=False)
    answer = office.say(key, "c-1", "accept", dispatch="c-1.2", inspector="ann")
    assert (answer.status_code, answer.json["code"]) == (503, "away")


@pytest.mark.parametrize("dispatch", ["c-1.9", "c-1.99999999999999999999", "c-1.-1", "c-1.", "c-1.²", "x"])
def test_a_dispatch_that_was_never_sent_is_refused_for_good(field_office: FieldOffice, dispatch: str) -> None:
    office, key = field_office, field_office.key()
    office.send("c-1")
    answer = office.say(key, "c-1", "accept", dispatch=dispatch, inspector="ann")
    assert (answer.status_code, answer.json["code"]) == (409, "no_dispatch")
