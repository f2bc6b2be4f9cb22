"""What nobody asks for and time or a case brings: leases that ran out, announcements that are over, what
rules put on screens and take off again. Pure. Each raises NothingError when it is done, or not wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from city.screens.decision import Decision, NothingError
from city.screens.plan import Plan
from city.screens.stack import MOST_OF_RULES, MOST_PUSHES, RULE, Push, Stack


def run_out(plan: Plan, screen: str, now: int) -> Decision:
    """The end of every lease on this screen that ran out by `now`, told once and then forgotten."""
    stack = plan.stack(screen)
    over = stack.over(now)
    if not over:
        raise NothingError
    data = {"screen": screen, "pushes": [push.id for push in over], "ran_out": True}
    return Decision("ended", _changed(screen, stack, stack.live(now)), data)


def announcements_over(plan: Plan, now: int) -> Decision:
    over = [told.id for told in plan.announcements.values() if told.until <= now]
    if not over:
        raise NothingError
    changes = {f"announcement:{id}": None for id in over}
    return Decision("announcement_ended", changes, {"announcements": over, "ran_out": True})


def put_by_rule(plan: Plan, screen: str, push: Push, now: int) -> Decision:
    """A rule's push comes; where its rank has no room the oldest of its rank goes. NothingError too while
    people have filled the screen: it is then tried again."""
    stack = plan.stack(screen)
    rules = [each for each in stack.live(now) if each.rank == RULE]
    gone = rules[: max(0, len(rules) + 1 - MOST_OF_RULES)]
    left = tuple(each for each in stack.pushes if each not in gone)
    full = sum(each.until > now for each in left) >= MOST_PUSHES
    if screen not in plan.screens or full or any(each.id == push.id for each in left):
        raise NothingError
    content = push.content
    newest = max((each.at for each in left), default=0)
    put = replace(push, at=max(now, newest + 1))
    data = {"screen": screen, "push": push.id, "until": push.until, "area": content.area, "rule": push.by}
    told = {"kind": content.kind, "id": content.id, "ended": [each.id for each in gone]}
    return Decision("put", _changed(screen, stack, (*left, put)), data | told)


def end_by_rule(plan: Plan, screen: str, id: str, until: int, now: int) -> Decision:
    """A rule's push ends at `until`, now where that has passed."""
    stack = plan.stack(screen)
    push = stack.get(id, now)
    if push is None or push.rank != RULE or push.until <= until:
        raise NothingError
    if until <= now:
        left = tuple(each for each in stack.pushes if each.id != id)
        data = {"screen": screen, "pushes": [id], "rule": push.by}
        return Decision("ended", _changed(screen, stack, left), data)
    shorter = tuple(replace(each, until=until) if each.id == id else each for each in stack.pushes)
    told = {"screen": screen, "push": id, "until": until, "rule": push.by}
    return Decision("shortened", _changed(screen, stack, shorter), told)


def _changed(screen: str, stack: Stack, pushes: tuple[Push, ...]) -> Mapping[str, Stack]:
    return {f"stack:{screen}": replace(stack, pushes=pushes, revision=stack.revision + 1)}
