"""Times and numbers that are asked for over Open311, and times as they are answered."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import request

from city.time.days import DAY
from dashboard.field.open311.replies import Open311Error
from streams.messages.values import shown

MOST_DAYS = 90
MOST = 1000  # of one page, and as many when nobody says


def w3(moment: int | None) -> str | None:
    """Epoch ms as the specification wants a time."""
    if moment is None:
        return None
    return datetime.fromtimestamp(moment // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def period(now: int) -> tuple[int, int]:
    """From `start_date` to `end_date`, epoch ms, both included; the last 90 days when nobody says. Raises
    Open311Error."""
    start, end = _moment("start_date"), _moment("end_date")
    span = MOST_DAYS * DAY
    if end is None:
        end = now if start is None else min(now, start + span)
    if start is None:
        start = end - span
    if not 0 <= end - start <= span:
        raise Open311Error(400, "bad_span", days=MOST_DAYS)
    return start, end + 999  # a second that is named is meant whole


def page() -> slice:
    """Which of what was found. Raises Open311Error."""
    number, size = _number("page", 1, 1_000_000), _number("page_size", MOST, MOST)
    return slice((number - 1) * size, number * size)


def _moment(name: str) -> int | None:
    told = request.args.get(name, "").strip()
    if not told:
        return None
    try:
        read = datetime.fromisoformat(told.replace(" ", "+"))  # a + that nobody encoded
        if read.tzinfo is None:
            raise ValueError
        return int(read.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Open311Error(400, "bad_time", name=name, got=shown(told)) from None


def _number(name: str, usual: int, most: int) -> int:
    told = request.args.get(name, "").strip()
    if not told:
        return usual
    if not (told.isascii() and told.isdigit() and 1 <= int(told[:9]) <= most):
        raise Open311Error(400, "bad_number", name=name, most=most, got=shown(told))
    return int(told)
