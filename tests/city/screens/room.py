"""A room of screens in the small city, and how the tests act in it: one on the city, one on town 1, one on a
grid of it, one on town 2."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from city.cases.refusal import ObjectionError
from city.screens.commands import COMMANDS
from city.screens.content import AREA, Content
from city.screens.decision import Decision, Moment
from city.screens.plan import Plan
from city.screens.programme import Programme, Step
from city.screens.scenes import Scene
from city.screens.screen import Screen
from tests.city.small_city import AREAS, NOW

SECOND = 1000


class Room:
    """Does commands on a plan as the record would: each on what the one before left."""

    def __init__(self) -> None:
        self.plan, self.now, self.count = Plan(), NOW, 0
        for id, area, column in (("all", "0", 1), ("one", "1", 2), ("grid", "1-1", 3), ("two", "2", 4)):
            self.plan.screens[id] = Screen(id, f"屏{id}", "大厅", area, column=column)
        self.plan.scenes = {
            "plain": Scene("plain", "平时"),
            "city": Scene("city", "全市", area="0"),
            "town": Scene("town", "一镇", area="1"),
        }
        self.plan.programmes = {"day": Programme("day", "白天", (Step("plain"),), area="0")}

    def moment(self, who: str = "wang", role: str = "operator", scope: str = "0") -> Moment:
        self.count += 1
        return Moment(
            self.plan, AREAS, who, role, scope, self.now, f"id-{self.count:04}", lambda id: id.title()
        )

    def do(self, do: str, *, who: str = "wang", role: str = "operator", scope: str = "0", **data: Any) -> Any:
        """Carried out; the Decision."""
        decision = self.decide(do, who=who, role=role, scope=scope, **data)
        self.plan.apply(decision.changes)
        return decision

    def decide(
        self, do: str, *, who: str = "wang", role: str = "operator", scope: str = "0", **data: Any
    ) -> Decision:
        rule = COMMANDS[do]
        return rule.decide(self.moment(who, role, scope), rule.data(**data))

    def refused(self, do: str, **data: Any) -> str:
        """The code; what is refused changes nothing."""
        before = replace_all(self.plan)
        with pytest.raises(ObjectionError) as refused:
            self.do(do, **data)
        assert self.plan == before
        return refused.value.refusal.code

    def put(self, screen: str = "one", area: str = "1", **told: Any) -> str:
        """The id of the push."""
        content = told.pop("content", Content(AREA, area))
        return str(self.do("put", screen=screen, content=content, **told).data["push"])

    def top(self, screen: str = "one") -> str | None:
        push = self.plan.stack(screen).top(self.now)
        return push.id if push else None

    def change(self, screen: str, **values: Any) -> None:
        self.plan.screens[screen] = replace(self.plan.screens[screen], **values)


def replace_all(plan: Plan) -> Plan:
    """A copy: its values never change, its tables do."""
    copied = Plan()
    copied.apply(dict(_values(plan)))
    return copied


def _values(plan: Plan) -> list[tuple[str, Any]]:
    tables = {
        "screen": plan.screens,
        "stack": plan.stacks,
        "scene": plan.scenes,
        "programme": plan.programmes,
        "announcement": plan.announcements,
        "level": plan.levels,
        "rule": plan.rules,
    }
    return [(f"{kind}:{id}", value) for kind, table in tables.items() for id, value in table.items()]
