"""The days before yesterday: lives of a day like it, lived again on other days under other numbers,
more on a working day than on a Sunday. Whole for every counter; that somebody accepted and arrived is left
out, so that a week costs the record little. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from city.cases.case import CaseEvent
from city.cases.filing import ADVISED
from city.matters import read_limit
from city.time.days import DAY, MINUTE
from city.time.deadlines import due
from demo.people.past import PastLives
from demo.people.reporting import weekday_share

LEFT_OUT = ("accepted", "arrived")
ASTRAY_MS = 15 * MINUTE  # how far off the same life is on another day
A_MOMENT = 10**12  # a whole number above it is a time
Life = list[CaseEvent]


def live_again(lives: PastLives, whole: PastLives, begin: int, end: int, ago: Sequence[int]) -> None:
    """The day [begin, end), epoch ms, which `lives` have seen, so many days before it, by `whole` lives of
    such a day: what would happen after `lives.until` has not happened."""
    advised, sent = _ended(whole, begin, end)
    if not advised or not sent:
        return
    usual = weekday_share(lives.days.day(begin))
    all_day = sum(begin <= case.filed < end and not case.sos for case in lives.cases)
    share = len(advised) / (len(advised) + len(sent))
    for days in ago:
        busy = weekday_share(lives.days.day(begin) - days) / usual * lives.chance.uniform(0.95, 1.05)
        for _ in range(round(all_day * busy)):
            kind = advised if lives.chance.random() < share else sent
            astray = int(lives.chance.integers(-ASTRAY_MS, ASTRAY_MS))
            _again(lives, kind[int(lives.chance.integers(len(kind)))], astray - days * DAY)


def _ended(lives: PastLives, begin: int, end: int) -> tuple[list[Life], list[Life]]:
    """Whole lives of cases filed in that time: put right on the spot, and sent."""
    by_case: dict[str, Life] = defaultdict(list)
    for event in lives.events:
        by_case[event.case].append(event)
    found: tuple[list[Life], list[Life]] = [], []
    for case in lives.cases:
        if begin <= case.filed < end and not case.open and not case.sos:
            found[case.state != ADVISED].append(by_case[case.id])
    return found


def _again(lives: PastLives, life: Life, by: int) -> None:
    first = life[0]
    area, _, _ = first.case.rsplit("-", 2)
    prefix = f"{area}-{lives.days.stamp(first.data['counted'] + by, '%Y%m%d')}"
    lives.numbers[prefix] += 1
    case = f"{prefix}-{lives.numbers[prefix]}"
    ended = life[-1].time + by < lives.until
    steps = [event for event in life if not ended or event.type not in LEFT_OUT]
    for revision, event in enumerate(steps, 1):
        if event.time + by >= lives.until:
            return
        data = {name: _moved(value, first.case, case, by) for name, value in event.data.items()}
        if revision == 1:
            data["report"] = f"{case}-again"
            if data["due"] is not None:
                data["due"] = due(data["received"], read_limit(data["limit"]), lives.calendar)
        told: dict[str, Any] = {"case": case, "revision": revision, "time": event.time + by, "data": data}
        lives.events.append(replace(event, **told, key=f"past:{case}:{revision}"))


def _moved(value: Any, before: str, case: str, by: int) -> Any:
    """Times are shifted, and what names the case names the new one."""
    if type(value) is int and value > A_MOMENT:
        return value + by
    return value.replace(before, case) if isinstance(value, str) and value.startswith(before) else value
