"""All that is known of screens: what hangs where, what they show, who put it there. A value for each subject;
whoever holds a plan changes it subject by subject. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from city.screens.announcements import Announcement, Level
from city.screens.programme import Programme
from city.screens.scenes import Scene
from city.screens.screen import Screen
from city.screens.screen_rule import ScreenRule
from city.screens.stack import Stack

SUBJECTS: dict[str, Any] = {
    "screen": Screen,
    "stack": Stack,
    "scene": Scene,
    "programme": Programme,
    "announcement": Announcement,
    "level": Level,
    "rule": ScreenRule,
}
Changes = Mapping[str, Any]  # by subject, as `screen:<id>`: the new value, None for one that is gone


@dataclass(slots=True)
class Plan:
    screens: dict[str, Screen] = field(default_factory=dict)
    stacks: dict[str, Stack] = field(default_factory=dict)
    scenes: dict[str, Scene] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    announcements: dict[str, Announcement] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)  # under "" that of the city
    rules: dict[str, ScreenRule] = field(default_factory=dict)

    def apply(self, changes: Changes) -> None:
        """KeyError for a kind of subject that is none."""
        for subject, value in changes.items():
            kind, _, id = subject.partition(":")
            if value is None:
                self._tables[kind].pop(id, None)
            else:
                self._tables[kind][id] = value

    def copy(self) -> Plan:
        """Its values never change, its tables do."""
        return Plan(*(dict(table) for table in self._tables.values()))

    def changed(self, changes: Changes) -> Plan:
        """Another one; this stays as it is."""
        plan = self.copy()
        plan.apply(changes)
        return plan

    def subjects(self) -> Iterator[str]:
        """Of all that is in it."""
        return (f"{kind}:{id}" for kind, table in self._tables.items() for id in table)

    def stack(self, screen: str) -> Stack:
        return self.stacks.get(screen) or Stack()

    def room(self, name: str) -> list[Screen]:
        """Its screens as they hang, row by row."""
        found = (screen for screen in self.screens.values() if screen.room == name)
        return sorted(found, key=lambda screen: (screen.row, screen.column, screen.id))

    @property
    def _tables(self) -> dict[str, dict[str, Any]]:
        return {
            "screen": self.screens,
            "stack": self.stacks,
            "scene": self.scenes,
            "programme": self.programmes,
            "announcement": self.announcements,
            "level": self.levels,
            "rule": self.rules,
        }

    @property
    def level(self) -> Level:
        return self.levels.get("") or Level()
