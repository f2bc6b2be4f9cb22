"""Screens in every area, with canaries in all there is to say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from redis import Redis

from city.screens.announcements import Announcement
from city.screens.content import Content
from city.screens.decision import Decision
from city.screens.programme import Programme, Step
from city.screens.scenes import Scene
from city.screens.screen import Screen
from city.screens.screen_rule import ScreenRule
from city.screens.stack import Push, Stack
from streams.access.sessions import HOUR
from streams.record.keys import Keys
from streams.screens.plan_store import PlanStore
from tests.dashboard.office import now


def hang_screens(redis: Redis, keys: Keys, codes: Iterable[str], canary: Callable[[str, str], str]) -> None:
    """In every area one that hangs in its own room and one in a common one, with what is shown there."""
    changes: dict[str, Any] = {}
    for area in codes:
        scene, by = (
            Scene(canary(area, "scene"), canary(area, "scene"), area=area),
            canary(area, "account"),
        )
        steps = (Step(scene.id),)
        programme = Programme(canary(area, "programme"), canary(area, "programme"), steps, area=area)
        content = Content("case", area, canary(area, "case"))
        push = Push(canary(area, "push"), content, by, now(), now() + HOUR)
        words = canary(area, "words")
        where, named = ("2" if area == "0" else area), (canary("1", "screen_hall"),) if area == "1" else ()
        notice = Announcement(words, words, by, now(), now() + HOUR, where, named)
        changes |= {f"scene:{scene.id}": scene, f"programme:{programme.id}": programme}
        changes[f"announcement:{notice.id}"] = notice
        for room in (canary(area, "room"), "hall"):
            id = canary(area, f"screen_{room[:4]}")
            changes[f"screen:{id}"] = Screen(id, id, room, area, programme=programme.id)
            changes[f"stack:{id}"] = Stack((push,))
        rule = ScreenRule(canary(area, "rule"), canary(area, "rule"), area, id, on=False)
        changes[f"rule:{rule.id}"] = rule
    town = canary("1", "programme")
    changes["screen:x-screen"] = Screen("x-screen", "x-screen", "hall", "1", programme=town)
    store = PlanStore(redis, keys)
    store.carry_out("seed", "host", now(), lambda _: Decision("seeded", changes))
