"""What may be reported: departments, categories and items. Knows the catalogue, never a case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

CODE = re.compile(r"[A-Za-z0-9._:-]{1,64}")
LIMIT_KINDS = ("urgent_hours", "work_hours", "work_days", "natural_days")
LIMIT_DIGITS = 4
URGENCIES = ("normal", "urgent")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class MattersError(ValueError):
    """One sentence: which entry, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long handling may take. Urgent hours run day and night; a work day is 8 work hours."""

    amount: int
    kind: str


class LimitError(ValueError):
    """One sentence: what was wanted, what came."""


def read_limit(text: object) -> Limit:
    """`2 work_days` as a limit. Raises LimitError."""
    amount, _, kind = text.partition(" ") if isinstance(text, str) else ("", "", "")
    if not amount.isascii() or not amount.isdigit() or int(amount[:9]) < 1 or kind not in LIMIT_KINDS:
        raise LimitError(
            f"limit must be a number and one of {', '.join(LIMIT_KINDS)}, as in '2 work_days', got {text!r}"
        )
    if len(amount) > LIMIT_DIGITS:
        raise LimitError(f"limit must be a number of at most {LIMIT_DIGITS} digits, got {text!r}")
    return Limit(int(amount), kind)


@dataclass(frozen=True, slots=True)
class Department:
    """Its days are `YYYY-MM-DD`, both included. One that is no more keeps its name for what it was sent."""

    code: str
    name: str
    name_en: str | None
    valid_from: str | None = None
    valid_to: str | None = None

    def stands(self, day: str) -> bool:
        return (self.valid_from or "") <= day <= (self.valid_to or "9999-12-31")


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name: str
    name_en: str | None


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    name: str
    name_en: str | None
    category: str
    department: str
    level: str  # the level that owns its cases; "" = the usual one of the city
    limit: Limit
    urgency: str
    valid_from: str | None = None
    valid_to: str | None = None

    def stands(self, day: str) -> bool:
        return (self.valid_from or "") <= day <= (self.valid_to or "9999-12-31")


@dataclass(frozen=True, slots=True)
class Matters:
    departments: dict[str, Department]
    categories: dict[str, Category]
    items: dict[str, Item]


Named = TypeVar("Named", Department, Category, Item)


def read_matters(document: Mapping[str, Any], source: str) -> Matters:
    """The catalogue of an items.toml, parsed. Raises MattersError."""

    def department(told: Mapping[str, Any], where: str) -> Department:
        return Department(
            *_named(told, where), _day(told, "valid_from", where), _day(told, "valid_to", where)
        )

    departments = _table(document, "departments", source, department)
    categories = _table(document, "categories", source, lambda told, where: Category(*_named(told, where)))

    def item(told: Mapping[str, Any], where: str) -> Item:
        return Item(
            *_named(told, where),
            category=_one_of(told.get("category"), categories, "category", where),
            department=_one_of(told.get("department"), departments, "department", where),
            level=_text(told, "level", where, ""),
            limit=_limit(told.get("limit"), where),
            urgency=_one_of(told.get("urgency", URGENCIES[0]), URGENCIES, "urgency", where),
            valid_from=_day(told, "valid_from", where),
            valid_to=_day(told, "valid_to", where),
        )

    return Matters(departments, categories, _table(document, "items", source, item))


def _table(
    document: Mapping[str, Any], kind: str, source: str, read: Callable[[Mapping[str, Any], str], Named]
) -> dict[str, Named]:
    rows = document.get(kind)
    if not isinstance(rows, list) or not rows:
        raise MattersError(f"{source}: needs [[{kind}]], got {'none' if rows is None else repr(rows)}")
    table: dict[str, Named] = {}
    for number, told in enumerate(rows, 1):
        where = f"{source} {kind} {number}"
        if not isinstance(told, Mapping):
            raise MattersError(f"{where}: must be a table, got {told!r}")
        entry = read(told, where)
        if entry.code in table:
            raise MattersError(f"{where}: the code must be unique, got {entry.code} twice")
        table[entry.code] = entry
    return table


def _named(told: Mapping[str, Any], where: str) -> tuple[str, str, str | None]:
    code = _text(told, "code", where)
    if not CODE.fullmatch(code):
        raise MattersError(f"{where}: code must be 1 to 64 of A-Z a-z 0-9 . _ : -, got {code[:64]!r}")
    return (
        code,
        _text(told, "name", f"{where} ({code})"),
        _text(told, "name_en", f"{where} ({code})", "") or None,
    )


def _text(told: Mapping[str, Any], member: str, where: str, default: str | None = None) -> str:
    value = told.get(member, default)
    if value is None or (value == "" and default is None):
        raise MattersError(f"{where}: {member} is missing")
    if not isinstance(value, str):
        raise MattersError(f"{where}: {member} must be text, got {value!r}")
    return value


def _one_of(value: object, allowed: Any, member: str, where: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise MattersError(f"{where}: {member} must be one of {', '.join(allowed)}, got {value!r}")
    return value


def _limit(value: object, where: str) -> Limit:
    try:
        return read_limit(value)
    except LimitError as error:
        raise MattersError(f"{where}: {error}") from None


def _day(told: Mapping[str, Any], member: str, where: str) -> str | None:
    value = told.get(member)
    text = None if value is None else str(value)  # TOML has days of its own
    if text is not None and not DAY.fullmatch(text):
        raise MattersError(f"{where}: {member} must be a day such as 2017-07-01, got {text!r}")
    return text
