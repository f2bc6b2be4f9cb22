"""Under which key a report is filed, and what the record knows of the first one under it."""

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from redis import Redis

from city.cases.filing import Report
from streams.record.keys import Keys
from streams.server.errors import kind_of


def report_key(channel: str | None, report: str) -> str:
    """A report is its channel and its id: `hotline:10001` and `app:10001` are two. Neither part holds a `/`,
    and no key of before channels counted (`report:<id>`) is like one of these."""
    return f"report/{quote(channel or '', safe='')}/{report}"


def filed_under(redis: Redis, keys: Keys, reports: Sequence[Report]) -> list[str]:
    """The key of each. What was filed under its id alone, before channels counted, keeps that key as long as
    the record remembers it: sent again, by the same channel, it is the same report."""
    pipe = redis.pipeline(transaction=False)
    olds = [f"report:{report.report}" for report in reports]
    for old in olds:
        pipe.hget(keys.seen(old), "entry")
    entries = [_told(answer) for answer in pipe.execute(raise_on_error=False)] if olds else []
    return [
        old
        if entry and _channel(redis, keys, entry.decode()) == (report.channel,)
        else report_key(report.channel, report.report)
        for report, old, entry in zip(reports, olds, entries, strict=True)
    ]


def _told(answer: Any) -> bytes | None:
    """Nothing from a key that holds something else: what cannot be known keeps nobody's report up."""
    if isinstance(answer, Exception):
        if kind_of(answer) != "odd_key":
            raise answer
        return None
    return bytes(answer) if answer else None


def second_key(key: str, report: Report) -> str:
    """Of a second case under one report's key: one an item and a place."""
    place = msgspec.json.encode([report.item, report.lat, report.lon, report.area])
    return f"{key}/{hashlib.blake2b(place, digest_size=8).hexdigest()}"


def first_filed(redis: Redis, keys: Keys, entry: str) -> dict[str, Any] | None:
    """The data of this event of the record, None when it is not there any more."""
    found: Any = redis.xrange(keys.cases, entry, entry)
    try:
        data: dict[str, Any] = msgspec.json.decode(found[0][1][b"data"], type=dict)
    except (LookupError, msgspec.MsgspecError):
        return None
    return data


def _channel(redis: Redis, keys: Keys, entry: str) -> tuple[str | None] | None:
    data = first_filed(redis, keys, entry)
    return None if data is None else (data.get("channel"),)
