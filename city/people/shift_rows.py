"""The plan of shifts and of who is on call, as a table tells it, in the words people write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from city.areas.areas import Areas
from city.headers import LOST, digits_lost, plain
from city.matters import Matters
from city.people.roster import COLUMNS as ROSTER
from city.people.roster import Roster
from city.people.shifts import ShiftPlan, Turn
from city.time.local_time import WallTime
from city.time.workdays import WEEKDAYS

NEEDED = ("day", "from", "to")
# for each member the headers it is known by besides its own name, the surest first
COLUMNS = {
    "type": ("kind", "类型", "排班类型", "性质"),
    "day": ("date", "weekday", "日期", "值班日期", "备勤日期", "星期"),
    "from": ("start", "begin", "开始时间", "开始", "起"),
    "to": ("end", "until", "结束时间", "结束", "止"),
    **{name: ROSTER[name] for name in ("area", "department", "inspector", "name", "name_en", "phone")},
}
ON_CALL = {plain(word) for word in ("on_call", "on-call", "standby", "备勤", "值班", "带班", "听班")}
SHIFT = {plain(word) for word in ("shift", "planned", "班次", "排班", "上班")}
EVERY_DAY = {plain(word) for word in ("daily", "every day", "每天", "每日")}
CHINESE = "一二三四五六日"
OF_WEEK = {
    **{plain(name): number for number, name in enumerate(WEEKDAYS)},
    **{plain(name[:3]): number for number, name in enumerate(WEEKDAYS)},
    **{f"{before}{sign}": number for number, sign in enumerate(CHINESE) for before in ("周", "星期")},
    "周天": 6,
    "星期天": 6,
}
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?")
HOUR = re.compile(r"(?:次日)?(\d{1,2}):(\d{2})(?::00)?")
SPAN = re.compile(r"\s*(?:-|–|~|至|到)\s*")
_EPOCH = date(1970, 1, 1)


class ShiftsError(ValueError):
    """One sentence: which line, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class City:
    """What a plan may name."""

    areas: Areas
    roster: Roster
    matters: Matters


def read_shifts(
    rows: Iterable[Mapping[str, str | None]], city: City, source: str, zone: ZoneInfo
) -> ShiftPlan:
    """The plan of a CSV's rows (its first row is line 2). Raises ShiftsError for the first bad row."""
    turns = []
    for found in check_shifts(rows, city, source):
        if isinstance(found, str):
            raise ShiftsError(found)
        turns.append(found)
    return ShiftPlan(turns, WallTime(zone))


def check_shifts(rows: Iterable[Mapping[str, str | None]], city: City, source: str) -> Iterator[Turn | str]:
    """Each row as a Turn, or as the sentence that says what is wrong with it."""
    for line, row in enumerate(rows, 2):
        told = {name: (value or "").strip() for name, value in row.items()}
        if any(told.values()):
            try:
                yield _turn(told, city, line)
            except ShiftsError as error:
                yield f"{source} line {line}: {error}"


def _turn(told: Mapping[str, str], city: City, line: int) -> Turn:
    for column in ("area", "inspector", "phone"):
        if digits_lost(told.get(column, "")):
            raise ShiftsError(f"{column} must be whole, got {told[column]!r}: {LOST}")
    on_call = _on_call(told.get("type", ""))
    inspector, name, name_en, phone = _who(told, city.roster, on_call)
    home = city.roster.get(inspector) if inspector else None
    code = told.get("area") or (home.area if home and not on_call else "")
    area = city.areas.stands_for(code)
    if area is None:
        raise ShiftsError(f"area must be a code of the city's areas, got {code[:64]!r}")
    when = (unicodedata.normalize("NFKC", told.get(column, "")) for column in NEEDED)
    (day, weekdays), (begin, end) = read_day(next(when)), read_hours(*when)
    department = _department(told.get("department", ""), city.matters)
    who = (inspector, name, name_en, phone)
    return Turn(on_call, area, department, *who, day, weekdays, begin, end, line)


def _on_call(told: str) -> bool:
    """A list without the column is one of whom to call."""
    word = plain(told)
    if word and word not in ON_CALL | SHIFT:
        raise ShiftsError(f"type must be on_call (备勤) or shift (班次), got {told[:64]!r}")
    return word not in SHIFT


def _who(
    told: Mapping[str, str], roster: Roster, on_call: bool
) -> tuple[str | None, str, str | None, str | None]:
    """Id, name, English name and phone: what the row does not tell is the roster's."""
    inspector, name, phone = (told.get(column, "") for column in ("inspector", "name", "phone"))
    if not inspector:
        if not on_call:
            raise ShiftsError("inspector is missing: a shift is of somebody on the roster")
        if not name:
            raise ShiftsError("inspector or name is missing")
        return None, name, told.get("name_en") or None, phone or None
    person = roster.get(inspector)
    if person is None:
        raise ShiftsError(f"inspector must be one of the roster, got {inspector[:64]!r}")
    return inspector, person.name, person.name_en, phone or person.phone


def _department(told: str, matters: Matters) -> str | None:
    """By its code or its name."""
    if not told or told in matters.departments:
        return told or None
    codes = [each.code for each in matters.departments.values() if told in (each.name, each.name_en)]
    if not codes:
        raise ShiftsError(f"department must be a code or name of the matters' departments, got {told[:64]!r}")
    return codes[-1]


def read_day(told: str) -> tuple[int | None, frozenset[int]]:
    """Days since 1970-01-01, or the weekdays. Raises ShiftsError."""
    if found := DATE.fullmatch(told):
        try:
            return (date(*map(int, found.groups())) - _EPOCH).days, frozenset()
        except ValueError:
            raise ShiftsError(f"day must be one that is, got {told!r}") from None
    if plain(told) in EVERY_DAY:
        return None, frozenset(range(7))
    days: set[int] = set()
    for piece in re.split(r"[,;、/]\s*|\s+(?![-–~至到])(?<![-–~至到]\s)", told):
        ends = [OF_WEEK.get(plain(end)) for end in SPAN.split(piece)]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None:
            wanted = "a date as 2026-12-05, weekdays as Mon-Fri or 周一至周五, or daily"
            raise ShiftsError(f"day must be {wanted}, got {told[:64]!r}")
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return None, frozenset(days)


def read_hours(begin: str, end: str) -> tuple[int, int]:
    """Minutes since midnight; the end lies on the next day when it does not come after the beginning, or says
    so (次日). Raises ShiftsError."""
    first, last = (_minute(name, told) for name, told in (("from", begin), ("to", end)))
    if first >= 1440:
        raise ShiftsError(f"from must be before 24:00, got {begin!r}")
    return first, last + (1440 if last <= first or end.startswith("次日") else 0)


def _minute(name: str, told: str) -> int:
    found = HOUR.fullmatch(told)
    hour, minute = (int(number) for number in found.groups()) if found else (99, 0)
    if hour * 60 + minute > 1440 or minute > 59:
        raise ShiftsError(f"{name} must be a time as 08:00, got {told[:64]!r}")
    return hour * 60 + minute
