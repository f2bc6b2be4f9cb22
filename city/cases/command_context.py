"""A command in front of its case: reads what it says, checks it, and words times and people for answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from city.cases.book import CaseBook
from city.cases.case import Case
from city.cases.command import Command, Refusal, Rulebook, refuse
from city.time.days import LocalDays

STATE_WORDS = {
    "new": "待分拨",
    "dispatched": "已分拨",
    "handling": "处置中",
    "fed_back": "已反馈",
    "verified": "已核查",
    "closed": "已结案",
    "advised": "已当场劝导",
    "void": "已作废",
    "merged": "已并案",
}
LEVEL_WORDS = {"city": "市级", "district": "区级", "town": "镇级", "village": "村级", "grid": "网格"}
_WORDS = {"reason": "理由", "text": "内容", "note": "备注", "dispatch": "分拨编号", "hours": "小时数"}
_WORDS |= {"until": "恢复时间", "what": "申请事项", "item": "事项", "into": "并入的案件", "area": "区域"}
_WORDS |= {"due": "时限"}
_WORDS |= {"inspector": "人员", "department": "部门", "step": "步骤", "photos": "照片", "level": "层级"}
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

    def named(self, id: str) -> tuple[str, str]:
        """Another case in a sentence; one that may not be known has no number."""
        other = self.cases.get(id)
        if self.command.scope == self.book.areas.root.code or (other is not None and self.sees(other.area)):
            return f" {id}", id
        return "辖区外的案件", "a case elsewhere"

    def text(self, name: str, *, needed: bool = False) -> str | None:
        value, limit = self.data.get(name), self.book.rules.text_limit
        if value is None or value == "":
            value = ""
        elif not isinstance(value, str):
            self._bad(name, "文字", "text", value)
        if len(value) > limit:
            refuse(
                "too_long",
                f"{_zh(name)}最多 {limit} 个字，收到 {len(value)} 个。",
                f"{name} may have at most {limit:,} characters, got {len(value):,}.",
            )
        if not value.strip():
            if needed:
                refuse("missing", f"必须填写{_zh(name)}。", f"{name} is needed: say it in a few words.")
            return None
        return value

    def code(self, name: str) -> str:
        """A word the command cannot do without: a code or an id."""
        value = self.data.get(name)
        if not isinstance(value, str) or not value or len(value) > _LONGEST_CODE:
            self._bad(name, "编号", "a code", value)
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.data.get(name)
        if type(value) is not int or not low <= value <= high:
            wanted = f"a whole number from {low} to {high}"
            self._bad(name, f"{low} 到 {high} 之间的整数", wanted, value)
        return value

    def degrees(self, name: str) -> float:
        value = self.data.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 180:
            self._bad(name, "度数", "a number of degrees", value)
        return float(value)

    def photos(self) -> list[str]:
        value = self.data.get("photos") or []
        fits = isinstance(value, list) and len(value) <= PHOTOS
        if not fits or not all(isinstance(photo, str) and 0 < len(photo) <= 500 for photo in value):
            self._bad("photos", f"最多 {PHOTOS} 张照片", f"a list of at most {PHOTOS} photos", value)
        return list(value)

    def _bad(self, name: str, zh: str, en: str, value: object) -> NoReturn:
        got = repr(value)[:64]
        refuse("bad_data", f"{_zh(name)}应为{zh}，收到 {got}。", f"{name} must be {en}, got {got}.")

    def owned(self) -> Refusal:
        """Somebody else's: who, since when."""
        owner, since = self.case.owner, self.when(self.case.owned_at)
        return Refusal(
            "owned", f"{owner} 已于 {since} 认领该案件。", f"{owner} has owned this case since {since}."
        )

    def wrong_state(self, states: tuple[str, ...]) -> Refusal:
        case, since = self.case, self.when(self.case.ended_at)
        zh, en = f"该案件{STATE_WORDS[case.state]}", f"This case is {_en(case.state)}"
        if case.merged_into:
            into_zh, into = self.named(case.merged_into)
            zh, en = f"该案件已并入{into_zh}", f"This case was merged into {into}"
        if case.ended_at is not None:
            zh, en = f"{zh}（{since}）", f"{en} since {since}"
        wanted_zh = "、".join(STATE_WORDS[state] for state in states)
        wanted = " or ".join(_en(state) for state in states)
        return Refusal(
            "wrong_state", f"{zh}；此操作只适用于：{wanted_zh}。", f"{en}; this is for one that is {wanted}."
        )


def _zh(name: str) -> str:
    return _WORDS.get(name, name)


def _en(state: str) -> str:
    return state.replace("_", " ")
