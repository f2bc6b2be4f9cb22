"""A clerk of the small city on a clock the test turns, reports for it, and what it wrote."""

from redis import Redis

from streams.messages.contract import decode_events, report_fields
from streams.record.keys import Keys


class Clock:
    """A monotonic clock the test turns."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def send(redis: Redis, keys: Keys, report: str, **changed: object) -> bytes:
    told = {**report_fields(report, 1_700_000_000_000, "hole", lat=22.05, lon=113.05), **changed}
    return redis.xadd(keys.reports, told)  # type: ignore[arg-type,return-value]


def filed(redis: Redis, keys: Keys) -> list[str]:
    events, rejects = decode_events(redis.xrange(keys.cases))
    assert rejects == []
    return [str(event.data["report"]) for event in events if event.type == "filed"]


def reasons(redis: Redis, keys: Keys) -> list[str]:
    return [fields[b"reason"].decode() for _, fields in redis.xrange(keys.rejected)]
