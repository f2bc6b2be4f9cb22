"""Commands on a plan in Redis as a web process gives them, and what the stream `wall` has of it."""

from __future__ import annotations

from typing import Any

import msgspec
from redis import Redis

from city.screens.commands import COMMANDS
from city.screens.content import AREA, Content
from city.screens.decision import Decision, Moment
from city.screens.plan import Plan
from city.screens.screen import Screen
from streams.record.keys import Keys
from streams.screens.plan_store import Carried, PlanStore
from streams.screens.subjects import encoded
from tests.city.small_city import AREAS, NOW

TOWN = Content(AREA, "1")


def do(store: PlanStore, command: str, do: str, /, now: int = NOW, who: str = "wang", **data: Any) -> Carried:
    rule = COMMANDS[do]

    def decide(plan: Plan) -> Decision:
        moment = Moment(plan, AREAS, who, "operator", "0", now, command)
        return rule.decide(moment, rule.data(**data))

    return store.carry_out(command, who, now, decide)


def hang(store: PlanStore, *ids: str) -> None:
    """Side by side."""
    for column, id in enumerate(ids, len(store.read()[0].screens) + 1):
        do(store, f"hang-{id}", "hang", id=id, name=id, room="room", area="1", column=column)


def logged(redis: Redis, keys: Keys) -> list[tuple[str, dict[str, Any]]]:
    """What was done, with its data, the oldest first."""
    entries: Any = redis.xrange(keys.wall)
    return [(fields[b"done"].decode(), msgspec.json.decode(fields[b"data"])) for _, fields in entries]


def write(redis: Redis, keys: Keys, screen: Screen) -> None:
    """An entry as another process writes it, after which nothing of what we wrote is there."""
    changes = {f"screen:{screen.id}": screen}
    redis.hset(keys.plan, f"screen:{screen.id}", msgspec.json.encode(screen))
    told = {"time": NOW, "actor": "li", "done": "hung", "command": "x", "data": b"{}"}
    redis.xadd(keys.wall, told | {"changes": encoded(changes)})  # type: ignore[arg-type]


def lose_newest(redis: Redis, keys: Keys) -> None:
    """As a fail-over does to the last entry of `wall`: the stream ends before it and knows of no later id."""
    kept: Any = redis.xrange(keys.wall)
    redis.delete(keys.wall)
    for id, fields in kept[:-1]:
        redis.xadd(keys.wall, fields, id=id)
