"""A report is its channel and its id; what comes again under both is told, noted, or a case of its own."""

import time
from typing import Any

import pytest
from redis import Redis

from streams.clerk.clerk import Clerk
from streams.clerk.filing import Filing
from streams.clerk.resends import report_key
from streams.messages.contract import decode_events
from streams.record.keys import Keys
from tests.streams.desk import reasons, send

FAR = {"lat": "22.0546", "lon": "113.05"}  # 512 m north of where `send` reports from


def work(clerk: Clerk) -> None:
    clerk.work(time.time_ns() // 1_000_000, {})


def told(redis: Redis, keys: Keys) -> list[tuple[str, Any, Any, Any]]:
    """Type, item, channel and the case it may be a re-send of, of every event."""
    events, _ = decode_events(redis.xrange(keys.cases))
    return [(e.type, e.data.get("item"), e.data.get("channel"), e.data.get("resend_of")) for e in events]


def test_one_id_of_two_channels_is_two_reports(redis: Redis, keys: Keys, clerk: Clerk) -> None:
    send(redis, keys, "10001", channel="hotline")
    send(redis, keys, "10001", channel="app", item="fire", urgency="urgent")
    send(redis, keys, "10001")
    for channel in ("app", "hotline"):  # and each again, word for word
        changed = {"item": "fire", "urgency": "urgent"} if channel == "app" else {}
        send(redis, keys, "10001", channel=channel, **changed)
    work(clerk)
    assert told(redis, keys) == [
        ("filed", "hole", "hotline", None),
        ("filed", "fire", "app", None),
        ("filed", "hole", None, None),
    ]
    assert reasons(redis, keys) == []


@pytest.mark.parametrize(
    ("one", "other"), [(("a/b", "c"), ("a", "b/c")), (("", "x"), (None, ":x")), (("热线", "1"), ("热", "1"))]
)
def test_no_two_channels_and_ids_share_a_key(one: Any, other: Any) -> None:
    assert report_key(*one) != report_key(*other)
    assert not report_key(*one).startswith("report:")


def test_another_item_under_the_same_key_is_a_second_case_that_says_so_once(
    redis: Redis, keys: Keys, clerk: Clerk
) -> None:
    send(redis, keys, "7", channel="app")
    for _ in range(2):
        send(redis, keys, "7", channel="app", item="fire", text="burns")
    work(clerk)
    send(redis, keys, "7", channel="app", item="fire", text="burns")
    work(clerk)
    events, _ = decode_events(redis.xrange(keys.cases))
    assert [(e.data["item"], e.data.get("resend_of")) for e in events] == [
        ("hole", None),
        ("fire", events[0].case),
    ]
    assert reasons(redis, keys) == []
    live = clerk.filing.live
    live.fold_events(events, 0)
    assert [case.resend_of for case in live.cases] == [None, events[0].case]


def test_a_place_far_away_is_a_second_case_and_what_changes_there_its_note(
    redis: Redis, keys: Keys, clerk: Clerk
) -> None:
    send(redis, keys, "7")
    send(redis, keys, "7", **FAR)
    send(redis, keys, "7", **FAR, text="deeper")
    send(redis, keys, "7", text="here too")
    work(clerk)
    events, _ = decode_events(redis.xrange(keys.cases))
    first, second, *notes = events
    assert (first.type, second.type, second.data["resend_of"]) == ("filed", "filed", first.case)
    assert [(e.case, e.type, e.data["text"]) for e in notes] == [
        (second.case, "noted", "deeper"),
        (first.case, "noted", "here too"),
    ]
    assert len(reasons(redis, keys)) == 2


def filed_before_channels_counted(redis: Redis, keys: Keys, clerk: Clerk, report: str, **said: Any) -> None:
    """As the version before did: under the id alone."""
    before = Filing._append
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Filing, "_append", lambda self, told, key, now: before(self, told, f"report:{told.report}", now)
        )
        send(redis, keys, report, **said)
        work(clerk)


def test_what_was_filed_before_channels_counted_is_not_filed_again(
    redis: Redis, keys: Keys, clerk: Clerk
) -> None:
    filed_before_channels_counted(redis, keys, clerk, "10001", channel="app")
    redis.hdel(keys.cursors, "reports")  # whatever reads them all anew
    clerk.filing.begin()
    send(redis, keys, "10001", channel="app")
    work(clerk)
    assert told(redis, keys) == [("filed", "hole", "app", None)]
    send(redis, keys, "10001", channel="app", text="deeper")
    send(redis, keys, "10001", channel="hotline", item="fire")
    send(redis, keys, "10001")
    work(clerk)
    assert told(redis, keys)[1:] == [
        ("filed", "fire", "hotline", None),
        ("filed", "hole", None, None),
        ("noted", None, None, None),
    ]
