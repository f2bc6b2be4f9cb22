"""Updates as FixMyStreet sends and fetches them: notes of a case, and how it came to stand otherwise."""

from __future__ import annotations

from typing import Any

from city.cases.public_requests import UPDATE_STATUS
from dashboard.field.open311.asked_times import w3
from tests.dashboard.field.open311.conftest import Hotline, simple
from tests.dashboard.office import ANN, BOB, HEAD, now

COMMENT = {
    "update_id": "12",
    "updated_datetime": "2026-12-01T08:00:00Z",
    "status": "CLOSED",
    "description": "It is mended.",
    "first_name": "Wang",
    "last_name": "Xiaoming",
    "email": "wang@example.org",
    "phone": "13800001111",
    "media_url": "https://fms.example/photo/c/12.jpeg",
}


def changed(hotline: Hotline, **told: Any) -> list[tuple[str, str]]:
    """As `fetch-comments` reads them."""
    told = {"start_date": w3(now() - 7_200_000), "end_date": w3(now() + 1000)} | told
    read = simple(hotline.asks("servicerequestupdates.xml", **told)) or {}
    return [(each["service_request_id"], each["status"]) for each in read.get("request_update", [])]


def test_what_somebody_says_is_a_note_of_the_case_once_and_without_their_name(hotline: Hotline) -> None:
    id = hotline.filed()
    wanted = COMMENT | {"service_request_id": id}
    [one] = simple(hotline.sends("servicerequestupdates.xml", wanted))["request_update"]
    hotline.fold()
    assert hotline.sends("servicerequestupdates.json", wanted).json == [one]
    hotline.fold()
    [case] = list(hotline.engine.live.cases)
    [note] = [each for each in hotline.engine.live.cases.history(case.id) if each.type == "noted"]
    assert note.data == {"text": "[CLOSED]\nIt is mended.\nhttps://fms.example/photo/c/12.jpeg"}
    assert (note.actor, case.state, one["update_id"]) == ("key:fms", "new", f"{id}-2")
    assert changed(hotline) == []  # what came from there does not go back


def test_an_update_that_says_nothing_or_is_another_under_the_same_id_is_refused(hotline: Hotline) -> None:
    id = hotline.filed()
    for told in ({"service_request_id": id}, {"description": "x"}):
        assert hotline.sends("servicerequestupdates.xml", told).status_code == 400
    wanted = {"service_request_id": id, "update_id": "1"}
    first = hotline.sends("servicerequestupdates.xml", wanted | {"description": "one"})
    hotline.fold()
    second = hotline.sends("servicerequestupdates.xml", wanted | {"description": "two"})
    assert (first.status_code, second.status_code) == (200, 400)
    assert hotline.sends("servicerequestupdates.xml", wanted | {"api_key": None}).status_code == 403


def test_whatever_is_done_to_a_case_its_last_update_is_how_it_stands(hotline: Hotline) -> None:
    id = hotline.filed()
    [case] = [each.id for each in hotline.engine.live.cases]

    def does(who: Any, do: str, **data: Any) -> None:
        assert hotline.ask(who, do, case, data=data)["ok"], do
        state = hotline.engine.live.cases.get(case).state
        assert changed(hotline)[-1] == (id, UPDATE_STATUS[state]), do

    def sent() -> str:
        return str(hotline.engine.live.cases.get(case).assignment.id)

    does(ANN, "dispatch", department="d")
    link = hotline.link(department="d")
    for do in ("accept", "hand_back"):
        assert hotline.say(link, case, do, dispatch=sent(), reason="not ours").status_code == 200
    does(ANN, "dispatch", department="d")
    for do in ("accept", "arrive", "feed_back"):
        assert hotline.say(link, case, do, dispatch=sent(), text="done").status_code == 200
    does(ANN, "verify", ok=True, note="seen by ann")
    does(ANN, "close")
    does(BOB, "reopen", reason="again")
    does(BOB, "claim"), does(BOB, "ask", what="void", reason="no hole"), does(HEAD, "approve", what="void")
    told = [status for _, status in changed(hotline)]
    sent_and_back = ["ACTION_SCHEDULED", "OPEN", "ACTION_SCHEDULED", "IN_PROGRESS"]
    assert told == [*sent_and_back, "FIXED", "OPEN", "NO_FURTHER_ACTION"]
    ids = [each["update_id"] for each in hotline.asks("servicerequestupdates.json").json]
    assert len(set(ids)) == len(ids) and all(each.startswith(f"{id}-") for each in ids)
    assert changed(hotline, start_date=w3(now() - 7_200_000), end_date=w3(now() - 3_600_000)) == []


def test_a_case_merged_into_another_is_a_duplicate_until_it_is_taken_out(hotline: Hotline) -> None:
    hotline.file("c-1"), hotline.file("c-2"), hotline.file("c-3", outcome="advised")
    assert changed(hotline) == [("c-3", "FIXED")]
    hotline.ask(ANN, "dispatch", "c-1", data={"department": "d"})
    assert hotline.ask(ANN, "merge", "c-1", data={"into": "c-2"})["ok"]
    assert changed(hotline)[-1] == ("c-1", "DUPLICATE")
    assert hotline.ask(ANN, "unmerge", "c-1")["ok"]
    assert changed(hotline)[-1] == ("c-1", "ACTION_SCHEDULED")
