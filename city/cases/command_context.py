"""A command in front of its case: reads what it says, checks it, and tells times and cases for answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from city.cases.book import CaseBook
from city.cases.case import Case
from city.cases.command import Command, Rulebook
from city.cases.refusal import Refusal, Term, objection, refuse, terms
from city.time.days import LocalDays

PHOTOS = 20
_LONGEST_CODE = 200


@dataclass(frozen=True, slots=True)
class CommandContext:
    case: Case
    command: Command
    book: Rulebook
    cases: CaseBook
    now: int

    @property
    def actor(self) -> str:
        return self.command.actor

    @property
    def data(self) -> dict[str, Any]:
        return self.command.data

    @property
    def level(self) -> int:
        """The index of the level that owns the case; 0 is the top."""
        levels = self.book.areas.levels
        return levels.index(self.case.level) if self.case.level in levels else len(levels) - 1

    def when(self, time: int | None) -> str:
        """As people say it: the local time, and the day where it is another one."""
        if time is None:
            return "?"
        days = LocalDays(self.book.rules.zone)
        same = days.day(time) == days.day(self.now)
        return days.stamp(time, "%H:%M:%S" if same else "%Y-%m-%d %H:%M")

    def sees(self, area: str) -> bool:
        areas, scope = self.book.areas, self.command.scope
        return scope in areas and area in areas and areas.within(area, scope)

    def named(self, id: str) -> str | Term:
        """Another case in a sentence; one that may not be known has no number."""
        other = self.cases.get(id)
        if self.command.scope == self.book.areas.root.code or (other is not None and self.sees(other.area)):
            return id
        return Term("case", "elsewhere")

    def text(self, name: str, *, needed: bool = False) -> str | None:
        value, limit = self.data.get(name), self.book.rules.text_limit
        if value is None or value == "":
            value = ""
        elif not isinstance(value, str):
            self.bad("text", name, value)
        if len(value) > limit:
            refuse("too_long", name=Term("field", name), limit=f"{limit:,}", got=f"{len(value):,}")
        if not value.strip():
            if needed:
                refuse("missing", name=Term("field", name))
            return None
        return value

    def code(self, name: str) -> str:
        """A word the command cannot do without: a code or an id."""
        value = self.data.get(name)
        if not isinstance(value, str) or not value or len(value) > _LONGEST_CODE:
            self.bad("code", name, value)
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.data.get(name)
        if type(value) is not int or not low <= value <= high:
            self.bad("whole", name, value, low=low, high=high)
        return value

    def degrees(self, name: str) -> float:
        value = self.data.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 180:
            self.bad("degrees", name, value)
        return float(value)

    def photos(self) -> list[str]:
        value = self.data.get("photos") or []
        fits = isinstance(value, list) and len(value) <= PHOTOS
        if not fits or not all(isinstance(photo, str) and 0 < len(photo) <= 500 for photo in value):
            self.bad("photos", "photos", value, most=PHOTOS)
        return list(value)

    def bad(self, shape: str, name: str, value: object, **bounds: Any) -> NoReturn:
        """Refuses a value that has not the shape wanted: text, code, whole, degrees, photos, one_of …"""
        got = repr(value)[:64]
        refuse("bad_data", f"bad_{shape}", name=Term("field", name), got=got, **bounds)

    def wish(self) -> dict[str, Any]:
        """What has been asked for, by whom and when, for a sentence."""
        wish = self.case.asked
        if wish is None:
            return {}
        return {"by": wish.by, "what": Term("ask", wish.what), "at": self.when(wish.at)}

    def owned(self) -> Refusal:
        """Somebody else's: who, since when."""
        return objection("owned", owner=self.case.owner, since=self.when(self.case.owned_at))

    def wrong_state(self, states: tuple[str, ...]) -> Refusal:
        case = self.case
        told: dict[str, Any] = {"state": Term("state", case.state), "wanted": terms("state", states)}
        if case.ended_at is None:
            return objection("wrong_state", **told)
        told["since"] = self.when(case.ended_at)
        if case.merged_into:
            return objection("wrong_state", "merged_away", **told, into=self.named(case.merged_into))
        return objection("wrong_state", "ended_already", **told)
