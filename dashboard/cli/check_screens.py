"""What `gridwall check` says of screens: how many hang, whether what the record knows of them can be read,
and whether it lost some of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from streams.record.keys import Keys
from streams.screens.plan_loss import read_plan_loss
from streams.screens.plan_store import PlanStore
from streams.server.connect import Client
from streams.server.fitness import Verdict


def screen_findings(redis: Client, keys: Keys, zone: tzinfo) -> Iterator[Verdict]:
    """Raises what Redis says."""
    plan, _ = PlanStore(redis, keys).read()
    held: Any = redis.hkeys(keys.plan)
    unread = len(held) - sum(1 for _ in plan.subjects())
    if plan.screens:
        rooms = len({screen.room for screen in plan.screens.values()})
        yield Verdict("ok", f"{len(plan.screens)} screens hang in {rooms} rooms")
    if unread > 0:
        many = f"{unread} value" if unread == 1 else f"{unread} values"
        yield Verdict("bad", f"{many} of {keys.plan} cannot be read: what they are of is missing on pages")
    at = read_plan_loss(redis, keys)
    if at is not None:
        told = datetime.fromtimestamp(at / 1000, zone).strftime("%Y-%m-%d %H:%M:%S")
        yield Verdict("warn", f"at {told} the record had lost what was last done to screens")
