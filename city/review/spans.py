"""Days of a review as moments: the span itself, the one before it, and the same weekdays before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from city.review.measures import Span
from city.time.days import DAY, LocalDays

MOST_DAYS = 400
EPOCH = date(1970, 1, 1)


class SpanError(ValueError):
    """One sentence: which days were wanted, and what came."""


@dataclass(frozen=True, slots=True)
class Days:
    """Both included, local."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def back(self, days: int) -> Days:
        """As many days earlier."""
        return Days(self.first - timedelta(days), self.last - timedelta(days))

    @property
    def before(self) -> Days:
        """As many days, right before."""
        return self.back(self.count)

    @property
    def same_weekdays(self) -> Days:
        """The nearest earlier days that are the same weekdays."""
        return self.back(-(-self.count // 7) * 7)

    def each(self) -> list[Days]:
        """Day by day."""
        days = (self.first + timedelta(at) for at in range(self.count))
        return [Days(day, day) for day in days]


def read_days(first: object, last: object) -> Days:
    """From `YYYY-MM-DD`. Raises SpanError."""
    try:
        told = Days(date.fromisoformat(str(first)), date.fromisoformat(str(last)))
    except ValueError:
        raise SpanError(f"days must be like 2026-03-10, got {first!r} and {last!r}") from None
    if not 1 <= told.count <= MOST_DAYS or told.first.year < 2000:
        raise SpanError(f"from 1 to {MOST_DAYS} days wanted, the first one first; got {first} to {last}")
    return told


def usual_days(today: date) -> dict[str, Days]:
    """What people ask for, by name; weeks begin on Monday, and what runs ends today."""
    month = today.replace(day=1)
    ended = month - timedelta(1)
    return {
        "today": Days(today, today),
        "yesterday": Days(today, today).before,
        "this_week": Days(today - timedelta(today.weekday()), today),
        "last_7_days": Days(today - timedelta(6), today),
        "this_month": Days(month, today),
        "last_month": Days(ended.replace(day=1), ended),
    }


def span_of(days: Days, zone: LocalDays, now: int) -> Span:
    """In epoch ms. What has not ended yet is judged at `now`."""
    begin, end = midnight(zone, days.first), midnight(zone, days.last + timedelta(1))
    return Span(begin, end, max(begin, min(end, now)))


def midnight(zone: LocalDays, day: date) -> int:
    """When a local day begins, epoch ms."""
    local = (day - EPOCH).days * DAY
    guess = local - (zone.local(local) - local)
    return local - (zone.local(guess) - guess)
