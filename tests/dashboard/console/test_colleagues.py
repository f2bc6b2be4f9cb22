"""Who acts under an account is called by its name wherever somebody reads; elsewhere by none."""

from __future__ import annotations

import csv
import io

import pytest

from city.access.colleagues import Colleague, called
from dashboard.access.viewer import Viewer
from dashboard.api.list_csv import Sheet
from tests.dashboard.office import HEAD, Office

LI, WANG = Viewer("li", "officer", "1"), Viewer("wang", "head", "0")
AS_HEAD = Viewer("li", "head", "1", "another session")
COLLEAGUES = {
    "li": Colleague("李娜 <b>", ("1", "2")),
    "wang": Colleague("王强", ("0",)),
    "wang2": Colleague("王强", ("2",)),
}


@pytest.fixture
def office(office: Office) -> Office:
    office.engine.live.colleagues = COLLEAGUES
    office.file("c-1")
    office.ask(LI, "claim", "c-1")
    return office


def test_of_two_with_one_name_each_stands_with_its_id() -> None:
    assert called(COLLEAGUES, ["li", "wang", "nobody"]) == {"li": "李娜 <b>", "wang": "王强 (wang)"}


def test_a_viewer_may_name_those_who_act_in_its_scope(office: Office) -> None:
    told = office.engine.live.sight("1").called()
    assert told == {"li": "李娜 <b>"}
    assert office.engine.live.sight("0").called().keys() == COLLEAGUES.keys()


def test_a_refusal_names_who_stands_in_the_way_and_nobody_of_elsewhere(office: Office) -> None:
    told = office.ask(Viewer("x", "officer", "1"), "claim", "c-1")["reason"]
    assert told["zh"].startswith("李娜 <b> ") and told["en"].startswith("李娜 <b> has owned")
    office.ask(WANG, "release", "c-1", data={"reason": "mine"})
    office.ask(WANG, "claim", "c-1")
    told = office.ask(LI, "claim", "c-1")["reason"]
    assert "王强" not in told["zh"] and told["en"].lower().startswith("somebody from elsewhere has owned")
    assert office.ask(HEAD, "claim", "c-1")["reason"]["zh"].startswith("王强 (wang) ")


def test_what_an_account_asked_for_another_account_approves_and_it_is_told_so_by_name(office: Office) -> None:
    data = {"what": "return", "reason": "not ours"}
    assert office.ask(LI, "ask", "c-1", data=data)["ok"]
    refused = office.ask(AS_HEAD, "approve", "c-1", data={"what": "return"})
    assert refused["code"] == "same_person" and refused["reason"]["zh"].startswith("李娜 <b> ")
    assert office.ask(WANG, "approve", "c-1", data={"what": "return"})["ok"]


def test_a_case_is_found_by_the_name_of_who_has_it_and_a_table_says_both(office: Office) -> None:
    told = office.browser.get("/api/areas/1/search?q=李娜").json["cases"]
    assert [row["id"] for row in told] == ["c-1"]
    live = office.engine.live
    listed = office.browser.get("/api/areas/1/list/open/csv?lang=en").text
    rows = list(csv.reader(io.StringIO(listed.removeprefix("\ufeff"))))
    assert "李娜 <b> (li)" in rows[1] and Sheet(live.matters, live.days, "en")._owner("seat-3") == "Seat 3"
