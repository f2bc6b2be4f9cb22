"""What the field answers: let in with a key or a link, for those who are dispatched, once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from streams.access.api_keys import ACTIONS
from tests.dashboard.field_office import FieldOffice, bearer
from tests.dashboard.office import ANN, now

REFUSED = "c-1"


def code(answer: Any) -> tuple[int, str]:
    """Every error has the same shape: a sentence, and a word programs can rely on."""
    assert answer.json["error"].endswith(".")
    return answer.status_code, answer.json["code"]


def test_a_dispatch_is_accepted_arrived_at_handled_and_fed_back(field_office: FieldOffice) -> None:
    office, key = field_office, field_office.key()
    sent = office.send("c-1")
    photo = office.taken(key)
    for do, more in {"accept": {}, "arrive": {}, "feed_back": {"text": "已修复", "photos": [photo]}}.items():
        answer = office.say(key, "c-1", do, dispatch=sent, inspector="ann", **more)
        assert (answer.status_code, answer.json["ok"], answer.json["case"]) == (200, True, "c-1")
    case = office.engine.live.cases.get("c-1")
    assert (case.state, case.photos) == ("fed_back", (photo,))
    assert office.types("c-1") == ["filed", "dispatched", "accepted", "arrived", "fed_back"]
    events = [fields for _, fields in office.redis.xrange(office.keys.cases)]
    assert {fields[b"actor"] for fields in events[2:]} == {b"ann"}


@pytest.mark.parametrize(
    "told",
    ["gridwall-key.phones." + "A" * 43, "x", "", "f-" + "A" * 43, "d-" + "A" * 43, "é" * 20, "A" * 5000],
)
def test_a_forged_key_is_turned_away(field_office: FieldOffice, told: str) -> None:
    sent = field_office.send("c-1")
    field_office.key()
    answer = field_office.say(told, "c-1", "accept", dispatch=sent, inspector="ann")
    assert code(answer) == (401, "bad_key")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert field_office.types("c-1") == ["filed", "dispatched"]


def test_a_key_is_a_header_of_one_scheme(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    body = {"request": "r", "do": "accept", "dispatch": sent, "inspector": "ann"}
    for told in (key, f"Basic {key}", f"Token {key}"):
        answer = field_office.client.post("/api/cases/c-1/events", json=body, headers={"Authorization": told})
        assert code(answer) == (401, "bad_key")


def test_without_a_key_nobody_speaks_for_an_inspector(field_office: FieldOffice) -> None:
    sent = field_office.send("c-1")
    assert code(field_office.say(None, "c-1", "accept", dispatch=sent, inspector="ann")) == (401, "no_key")


def test_an_ended_key_is_turned_away(field_office: FieldOffice) -> None:
    sent = field_office.send("c-1")
    expired, revoked = field_office.key("a", until=now()), field_office.key("b")
    field_office.api_keys.revoke("b", now())
    for key in (expired, revoked):
        assert code(field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann")) == (
            401,
            "bad_key",
        )


def test_the_old_text_of_a_key_works_while_both_do(field_office: FieldOffice) -> None:
    sent, old = field_office.send("c-1"), field_office.key()
    new = field_office.api_keys.rotate("phones", now(), 60_000)
    assert field_office.say(old, "c-1", "accept", dispatch=sent, inspector="ann").status_code == 200
    assert field_office.say(new, "c-1", "arrive", dispatch=sent, inspector="ann").status_code == 200


def test_a_case_outside_a_keys_areas_is_not_there(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key(areas=("2", "1-2"))
    answer = field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann")
    nothing = field_office.say(key, "c-9", "accept", dispatch=sent, inspector="ann")
    assert code(answer) == code(nothing) == (404, "unknown_case")
    assert answer.json["error"].replace("c-1", "c-9") == nothing.json["error"]


def test_an_action_a_key_may_not_do_is_refused(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key(actions=["accept"])
    answer = field_office.say(key, "c-1", "feed_back", dispatch=sent, inspector="ann", text="x")
    assert code(answer) == (403, "not_allowed")
    assert field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann").status_code == 200


@pytest.mark.parametrize("who", [{"inspector": "bob"}, {"inspector": "zoe"}, {"department": "d"}])
def test_a_key_speaks_only_for_who_is_dispatched_there(
    field_office: FieldOffice, who: dict[str, str]
) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    answer = field_office.say(key, "c-1", "accept", dispatch=sent, **who)
    assert code(answer) == (409, "not_yours")
    assert set(answer.json["reason"]) == {"zh", "en"}
    assert field_office.types("c-1") == ["filed", "dispatched"]


def test_a_link_speaks_for_its_own_alone(field_office: FieldOffice) -> None:
    sent = field_office.send("c-1")
    ann, bob = field_office.link(inspector="ann"), field_office.link(inspector="bob")
    assert code(field_office.say(bob, "c-1", "accept", dispatch=sent, inspector="ann")) == (403, "not_yours")
    assert code(field_office.say(bob, "c-1", "accept", dispatch=sent)) == (409, "not_yours")
    assert code(field_office.say(ann, "c-1", "accept", dispatch=sent, department="d")) == (403, "not_yours")
    assert field_office.say(ann, "c-1", "accept", dispatch=sent).status_code == 200


def test_anothers_dispatch_of_the_same_case_is_not_answered(field_office: FieldOffice) -> None:
    old, key = field_office.send("c-1"), field_office.key()
    field_office.ask(ANN, "dispatch", "c-1", data={"inspector": "bob"})
    assert code(field_office.say(key, "c-1", "accept", dispatch=old, inspector="ann")) == (409, "no_dispatch")


@pytest.mark.parametrize(("days", "said"), [(-1, "link_expired"), (1, "link_revoked")])
def test_an_ended_link_answers_nothing(field_office: FieldOffice, days: float, said: str) -> None:
    sent, link = field_office.send("c-1"), field_office.link(days)
    if days > 0:
        field_office.links.revoke("ann", now())
    assert code(field_office.say(link, "c-1", "accept", dispatch=sent)) == (401, said)
    assert code(field_office.get(link, "/api/field/work")) == (401, said)


def test_a_link_of_who_left_the_roster_answers_nothing(field_office: FieldOffice) -> None:
    link = field_office.link(inspector="zoe")
    assert code(field_office.get(link, "/api/field/work")) == (403, "not_listed")


def test_the_same_request_gets_the_same_first_answer(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    told = {"dispatch": sent, "inspector": "ann", "request": "once"}
    first = field_office.say(key, "c-1", "accept", **told)
    field_office.say(key, "c-1", "arrive", dispatch=sent, inspector="ann")
    again = field_office.say(key, "c-1", "accept", **told)
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert field_office.types("c-1") == ["filed", "dispatched", "accepted", "arrived"]


def test_one_request_id_is_not_for_two_things(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    told = {"dispatch": sent, "inspector": "ann", "request": "once"}
    field_office.say(key, "c-1", "accept", **told)
    assert code(field_office.say(key, "c-1", "arrive", **told)) == (400, "bad_command")


def test_what_the_field_says_hangs_on_no_revision(field_office: FieldOffice) -> None:
    """An officer's note between: the record has moved on, and this process has not read it yet."""
    sent, key = field_office.send("c-1"), field_office.key()
    field_office.ask(ANN, "note", "c-1", data={"text": "快"}, fold=False)
    first = field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann", request="once")
    again = field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann", request="once")
    assert code(first) == (409, "conflict")  # nothing folds here while it asks again
    assert again.status_code == 200


def test_too_many_requests_wait(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key(rate=2)
    for _ in range(2):
        field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann")
    answer = field_office.say(key, "c-1", "arrive", dispatch=sent, inspector="ann")
    assert code(answer) == (429, "too_many")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    other = field_office.key("other")
    assert field_office.say(other, "c-1", "arrive", dispatch=sent, inspector="ann").status_code == 200


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"do": "close"}, "do must be one of " + ", ".join(ACTIONS)),
        ({"do": "verify"}, "do must be one of"),
        ({"request": "a b"}, "request must be 1 to 64"),
        ({"request": ""}, "request must be 1 to 64"),
        ({"request": 7}, "body must be a JSON object as described"),
        ({"dispatch": ""}, "dispatch must be the id that was sent"),
        ({"dispatch": None}, "body must be a JSON object as described"),
        ({"inspector": None}, "one of inspector and department"),
        ({"department": "d"}, "one of inspector and department"),
        ({"photos": ["../../etc/passwd"]}, "a photo must be named by what POST /api/photos answered"),
        ({"photos": ["https://example.org/x.jpg"]}, "a photo must be named by"),
        ({"photos": ["0" * 64]}, "a photo must be sent before it is named"),
        ({"photos": ["0" * 64] * 10}, "photos must be at most 9, got 10"),
        ({"lat": 91.0, "lon": 0.0}, "lat and lon must be both there or both not"),
        ({"lat": 1.0}, "lat and lon must be both there or both not"),
        ({"text": {"a": 1}}, "body must be a JSON object as described"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    field_office: FieldOffice, told: dict[str, Any], said: str
) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    whole = {"request": "r", "do": "feed_back", "dispatch": sent, "inspector": "ann", "text": "x"} | told
    answer = field_office.post(key, "/api/cases/c-1/events", json=whole)
    field_office.fold()
    assert code(answer) == (400, "bad_request")
    assert said in answer.json["error"]
    assert field_office.types("c-1") == ["filed", "dispatched"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b'{"a":', b"\xff" * 10, b'{"request": NaN}', b"[" * 9000]
)
def test_a_body_that_is_none_is_refused(field_office: FieldOffice, body: bytes) -> None:
    key = field_office.key()
    said = code(field_office.post(key, "/api/cases/c-1/events", data=body))
    assert said == ((400, "bad_request") if body else (411, "no_length"))


def test_a_text_of_a_megabyte_is_not_read(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    answer = field_office.say(key, "c-1", "feed_back", dispatch=sent, inspector="ann", text="x" * 1_000_000)
    assert code(answer) == (413, "too_big")
    long = field_office.say(key, "c-1", "feed_back", dispatch=sent, inspector="ann", text="长" * 5_000)
    assert long.status_code == 409
    assert field_office.types("c-1") == ["filed", "dispatched"]


def test_a_script_in_a_text_stays_text(field_office: FieldOffice) -> None:
    sent, link = field_office.send("c-1"), field_office.link()
    script = "<script>alert(1)</script>\"'&"
    field_office.say(link, "c-1", "decline", dispatch=sent, reason=script)
    last = field_office.redis.xrange(field_office.keys.cases)[-1][1]
    assert json.loads(last[b"data"])["reason"] == script


def test_an_actor_is_never_a_field(field_office: FieldOffice) -> None:
    sent, link = field_office.send("c-1"), field_office.link()
    told = {"actor": "seat-1", "role": "head", "viewer": "demo", "revision": 99}
    assert field_office.say(link, "c-1", "accept", dispatch=sent, **told).status_code == 200
    assert field_office.redis.xrange(field_office.keys.cases)[-1][1][b"actor"] == b"ann"


def test_a_department_answers_from_the_consoles_machine_and_by_its_link(field_office: FieldOffice) -> None:
    sent, link = field_office.send("c-1", department="d"), field_office.link(department="d")
    assert field_office.say(None, "c-1", "accept", dispatch=sent, department="d").status_code == 200
    answer = field_office.say(link, "c-1", "hand_back", dispatch=sent, reason="不属于本部门")
    assert answer.status_code == 200
    assert field_office.types("c-1") == ["filed", "dispatched", "accepted", "handed_back"]


def test_strangers_do_not_reach_it_even_with_a_key(field_office: FieldOffice) -> None:
    sent, key = field_office.send("c-1"), field_office.key()
    body = {"request": "r", "do": "accept", "dispatch": sent, "inspector": "ann"}
    for more in ({"REMOTE_ADDR": "10.0.0.9"}, {"HTTP_X_FORWARDED_FOR": "10.0.0.9"}):
        answer = field_office.client.post(
            "/api/cases/c-1/events", json=body, headers=bearer(key), environ_overrides=more
        )
        assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


def test_a_key_stands_in_no_error_and_no_log(
    field_office: FieldOffice, caplog: pytest.LogCaptureFixture
) -> None:
    sent, key = field_office.send("c-1"), field_office.key(until=now())
    link = field_office.link()
    caplog.set_level("DEBUG")
    said = [field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann").get_data(as_text=True)]
    said.append(field_office.say(link, "c-1", "accept", dispatch=sent).get_data(as_text=True))
    said.append(field_office.get(link, "/api/field/work").get_data(as_text=True))
    whole = " ".join([*said, caplog.text])
    assert key not in whole and link not in whole
    assert "accept of ann on c-1" in caplog.text


def test_while_redis_is_away_the_field_is_told_to_come_again(
    field_office: FieldOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redis import ConnectionError as Away

    def away(*_: Any, **__: Any) -> Any:
        raise Away("gone")

    sent, key = field_office.send("c-1"), field_office.key()
    monkeypatch.setattr(field_office.engine.connections.clerk_redis, "hget", away)
    answer = field_office.say(key, "c-1", "accept", dispatch=sent, inspector="ann")
    assert code(answer) == (503, "away")
    assert "redis" not in answer.get_data(as_text=True).lower()  # where it stands is no caller's affair
    assert answer.headers["Retry-After"] == "2"
