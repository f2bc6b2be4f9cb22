"""What a hook is told: signatures that others' libraries take, nothing of people, when it is tried again."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from city.cases.book import CaseBook
from city.cases.case import Case, CaseEvent
from city.cases.public_case import public_case
from city.rules import Rules
from streams.messages.values import RefusedError
from streams.webhooks.hooks import OVERLAP_MS, Hook, known_types
from streams.webhooks.messages import HOUR, PLAN, Message, age, message_of, next_due
from streams.webhooks.signing import headers, secret_text
from tests.city.small_city import AREAS, LOCATOR, MATTERS, NOW, filed

KEY = b"k" * 32
HOOK = Hook("a1", "https://example.org/", ("1",), ("case.*", "case.left"), 1, 1)
CITY = (AREAS, MATTERS)
PRIVATE = {"text": "打电话 13800138000", "address": "东门 7 号", "inspector": "ann", "photos": ["f" * 64]}


def opened(area: str = "1-1", **data: Any) -> tuple[CaseEvent, Case]:
    event = filed("c-1", area, **data)
    case = CaseBook(AREAS, LOCATOR, Rules()).apply(event)
    assert case is not None
    return event, case


def told(hook: Hook, event: CaseEvent, before: Case | None, after: Case) -> dict[str, Any] | None:
    message = message_of(hook, event, before, after, CITY, NOW)
    return json.loads(message.body) if message else None


def test_a_receivers_library_takes_what_was_signed_and_nothing_else() -> None:
    now = round(time.time() * 1000)
    body = '{"type":"ping","note":"灯"}'.encode()
    signed = headers(KEY, HOOK, "msg_a1_1-0", body, now)
    receiver = Webhook(secret_text(KEY, HOOK))
    assert receiver.verify(body, signed) == {"type": "ping", "note": "灯"}
    for changed in (
        signed | {"webhook-id": "msg_a1_1-1"},
        signed | {"webhook-timestamp": str(now // 1000 - 1)},
        headers(b"x" * 32, HOOK, "msg_a1_1-0", body, now),
        headers(KEY, replace_id(HOOK), "msg_a1_1-0", body, now),
        headers(KEY, HOOK, "msg_a1_1-0", body, now - 600_000),
    ):
        with pytest.raises(WebhookVerificationError):
            receiver.verify(body, changed)


def replace_id(hook: Hook) -> Hook:
    return Hook("a2", hook.url, hook.areas, hook.types, 1, 1)


def test_for_a_day_after_a_rotation_both_secrets_take_it() -> None:
    now = round(time.time() * 1000)
    rotated = Hook("a1", HOOK.url, HOOK.areas, HOOK.types, 1, 1, "", 2, now + OVERLAP_MS)
    old, new = Webhook(secret_text(KEY, HOOK)), Webhook(secret_text(KEY, rotated))
    both = headers(KEY, rotated, "m", b"{}", now)
    assert len(both["webhook-signature"].split()) == 2
    assert old.verify(b"{}", both) == new.verify(b"{}", both) == {}
    over = Hook("a1", HOOK.url, HOOK.areas, HOOK.types, 1, 1, "", 2, now)
    after = headers(KEY, over, "m", b"{}", now)
    assert new.verify(b"{}", after) == {}
    with pytest.raises(WebhookVerificationError):
        old.verify(b"{}", after)


def test_nothing_of_people_and_nothing_anybody_wrote_goes_out() -> None:
    event, case = opened(**PRIVATE)
    out = told(HOOK, event, None, case)
    assert out is not None and out["type"] == "case.filed"
    assert out["timestamp"] == "2026-03-10T02:00:00.000Z"
    assert out["data"] == {
        "case": "c-1",
        "revision": 1,
        "state": "new",
        "sos": False,
        "area": "1-1",
        "area_name": "区1-1",
        "area_name_en": None,
        "item": "hole",
        "item_name": "坑",
        "item_name_en": None,
        "level": case.level,
        "urgency": "normal",
        "filed": "2026-03-10T02:00:00.000Z",
        "due": None,
        "lat": 22.05,
        "lon": 113.05,
        "link": "/console/1-1?case=c-1",
    }
    assert public_case(replace(case, id="a b/c?灯"), *CITY).link.endswith("?case=a%20b%2Fc%3F%E7%81%AF")
    said = json.dumps(out, ensure_ascii=False)
    assert not any(str(value)[:6] in said for value in (*PRIVATE.values(), "13800138000", "f" * 64))


def test_a_call_for_help_is_told_to_whoever_asked_for_it_alone() -> None:
    event, case = opened(sos=True)
    assert told(HOOK, event, None, case) is None
    asked = Hook("a1", HOOK.url, ("1",), ("sos.filed",), 1, 1)
    out = told(asked, event, None, case)
    assert out is not None and (out["type"], out["data"]["sos"]) == ("sos.filed", True)


def test_a_case_that_leaves_is_told_as_left_and_not_where_it_went() -> None:
    event, before = opened()
    after = replace(before, area="2-1", place=("0", "2", "2-1"), revision=2)
    moved = CaseEvent("5-0", "c-1", 2, "located", NOW, "wang", "k", {"area": "2-1"})
    out = told(HOOK, moved, before, after)
    assert out is not None and out["type"] == "case.left"
    assert out["data"] == {"case": "c-1", "revision": 2}
    elsewhere = Hook("a1", HOOK.url, ("2",), ("case.*",), 1, 1)
    there = told(elsewhere, moved, before, after)
    assert there is not None and there["data"]["area"] == "2-1"
    assert told(elsewhere, event, None, before) is None


def test_the_same_event_has_the_same_id_whoever_reads_it() -> None:
    event, case = opened()
    one, other = (message_of(HOOK, event, None, case, CITY, now) for now in (NOW, NOW + 9))
    assert one and other and one.id == other.id == f"msg_a1_{event.entry}" and "." not in one.id


def test_types_are_those_there_are() -> None:
    assert known_types([]) == ("case.*",)
    assert HOOK.wants("case.closed") and not HOOK.wants("sos.closed")
    for wrong in ("case.eaten", "cases.*", "*"):
        with pytest.raises(RefusedError, match="types must be"):
            known_types([wrong])


def test_tries_follow_the_plan_and_end() -> None:
    message = Message("m", "ping", "", "{}", 0, 0)
    waits = []
    for message.tried in range(1, len(PLAN) + 1):
        soonest, latest = (next_due(message, 0, chance) for chance in (0.0, 0.999))
        assert soonest is not None and latest is not None and soonest < latest <= soonest * 1.2
        waits.append(soonest)
    assert waits == [5_000, 300_000, 1_800_000, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]
    message.tried += 1
    assert next_due(message, 0, 0.5) is None
    message.tried = 1
    assert next_due(message, 0, 0.0, 60_000) == 60_000  # the receiver's wish
    assert next_due(message, 0, 0.0, 99 * HOUR) == HOUR  # within bounds


def test_messages_of_one_moment_stand_as_their_events_do() -> None:
    ids = ["msg_a1_9-2", "msg_a1_9-10", "msg_a1_10-0", "msg_a1_ping-7"]
    shuffled = [Message(id, "", "", "", 5, 5) for id in reversed(ids)]
    assert [each.id for each in sorted(shuffled, key=age)] == [ids[3], *ids[:3]]
