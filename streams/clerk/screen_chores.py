"""The clerk's chores on screens: the end of leases and announcements that ran out is logged, and rules put
cases on screens and take them off. Each is done once, whoever is clerk.

What may be done is decided on what the record holds (city/screens/keeping.py); what each is called comes from
its cause, so that a second clerk finds it done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from redis import Redis

from city.cases.case import Case
from city.live import LiveCity
from city.screens.decision import Decision, NothingError
from city.screens.keeping import announcements_over, end_by_rule, put_by_rule, run_out
from city.screens.plan import Plan
from city.screens.screen_rule import came, due
from city.screens.stack import LONGEST_S, MOST_OF_RULES, RULE, Push
from streams.record.keys import Keys
from streams.screens.plan_reader import PlanReader
from streams.screens.plan_store import BusyError, PlanStore

Decide = Callable[[Plan], Decision]
ACTOR = "clerk"
EVERY_MS = 500
GRACE_MS = 1000  # a screen's clock, or another process's, may be so much behind ours
AT_ONCE = 50  # writes a turn: the wall lives in the same thread
FOREVER = 2**62
AROUND = frozenset({"rule", "screen"})  # kinds of subjects after whose change rules look at all cases


class ScreenChores:
    """One a process, used while it is the clerk. `heed` tells it of every case that changed."""

    def __init__(self, redis: Redis, keys: Keys, live: LiveCity) -> None:
        self.redis, self.keys, self.live = redis, keys, live
        self._store, self._reader = PlanStore(redis, keys), PlanReader(redis, keys)
        self._at = 0
        self._fresh: set[str] = set()
        self._again: set[str] = set()  # cases that found no room on a screen
        self._all = True  # cases are to be looked at
        self._made: set[str] = set()  # pushes of rules that were put once, as far as this process knows
        self._losses = 0

    def begin(self) -> None:
        """Take over: the plan is read anew, and every case looked at."""
        self._reader = PlanReader(self.redis, self.keys)
        self._at, self._losses, self._all = 0, 0, True
        self._fresh, self._again, self._made = set(), set(), set()

    def heed(self, cases: Iterable[Case]) -> None:
        self._fresh.update(case.id for case in cases)

    def work(self, now: int) -> bool:
        """One turn; whether more is due at once. Raises what Redis says; what was due then stays due."""
        if abs(now - self._at) < EVERY_MS and not self._fresh:
            return False
        self._at = now
        self._look()
        self._fresh |= self._again
        self._again = set()
        plan = self._reader.plan
        written = [
            self._carry_out(command, decide, now)
            for command, decide in (*self._over(plan, now), *self._ended_by_rules(plan, now))
        ]
        wanted = self._wanted_by_rules(plan, now)
        written += [self._put(*each, now) for each in wanted[:AT_ONCE]]
        more = len(wanted) > AT_ONCE
        if not more:
            self._all, self._fresh = False, set()
        if any(written):
            self._look()  # what is lost from now on was read, and is missed
        return more

    def rest(self, now: int) -> float:
        """Seconds until the first lease has run out, as far as is known now."""
        plan = self._reader.plan
        ends = [push.until for stack in plan.stacks.values() for push in stack.pushes]
        ends += [told.until for told in plan.announcements.values()]
        ends += [now] if self._again else []
        return max(0, min(ends) + GRACE_MS - now, self._at + EVERY_MS - now) / 1000 if ends else FOREVER

    def _look(self) -> None:
        changed = self._reader.poll(0)
        self._all |= any(subject.partition(":")[0] in AROUND for subject in changed)
        if self._reader.losses != self._losses:  # what was put may be lost, and then it comes again
            self._losses, self._all, self._made = self._reader.losses, True, set()

    def _carry_out(self, command: str, decide: Decide, now: int) -> bool | None:
        """Whether it was written now; None when it was neither now nor before."""
        try:
            return self._store.carry_out(command, ACTOR, now, decide).entry is not None
        except (NothingError, BusyError):
            return None  # there is a next turn

    def _put(self, case: str, push: Push, screen: str, now: int) -> bool:
        """Whether it was put now; where it found no room the case is looked at again."""
        put = self._carry_out(push.id, partial(put_by_rule, screen=screen, push=push, now=now), now)
        (self._again.add(case) if put is None else self._made.add(push.id))
        return bool(put)

    def _over(self, plan: Plan, now: int) -> list[tuple[str, Decide]]:
        """Ends to be logged: what each is called, and how it is decided."""
        over, found = now - GRACE_MS, list[tuple[str, Decide]]()
        for screen, stack in plan.stacks.items():
            if ended := stack.over(over):
                command = f"over:{screen}:{stack.revision}:{ended[-1].id}"
                found.append((command, partial(run_out, screen=screen, now=over)))
        told = [id for id, each in plan.announcements.items() if each.until <= over]
        if told:
            found.append((f"told:{min(told)}:{len(told)}", partial(announcements_over, now=over)))
        return found[:AT_ONCE]

    def _ended_by_rules(self, plan: Plan, now: int) -> list[tuple[str, Decide]]:
        found = list[tuple[str, Decide]]()
        for screen, stack in plan.stacks.items():
            for push in stack.live(now):
                until = self._until(plan, screen, push, now) if push.rank == RULE else push.until
                if until < push.until:
                    decide = partial(end_by_rule, screen=screen, id=push.id, until=until, now=now)
                    found.append((f"rule-end:{screen}:{push.id}:{until}", decide))
        return found[:AT_ONCE]

    def _until(self, plan: Plan, screen: str, push: Push, now: int) -> int:
        """When a rule's push ends by what is known now. A case that the fold does not know says nothing."""
        case, rule = self.live.case(push.content.id), plan.rules.get(push.by)
        if rule is None or not rule.on:
            return now
        if case is None:
            return push.until
        wanted = due(rule, case, plan.screens.get(screen), now, self._category)
        return min(wanted.until, push.until) if wanted else min(now, push.until)

    def _wanted_by_rules(self, plan: Plan, now: int) -> list[tuple[str, Push, str]]:
        """Of each case a push that was not made yet, and its screen; of each rule the newest alone, which
        would push older ones off."""
        rules = [rule for rule in plan.rules.values() if rule.on]
        cases = sorted(self._cases(now), key=came) if rules else []
        found = list[tuple[str, Push, str]]()
        for rule in rules:
            screen = plan.screens.get(rule.screen)
            pushes = [(case.id, due(rule, case, screen, now, self._category)) for case in cases]
            newest = [(case, push, rule.screen) for case, push in pushes if push][-MOST_OF_RULES:]
            found += [each for each in newest if each[1].id not in self._made]
        return found

    def _cases(self, now: int) -> list[Case]:
        """Those of which a rule may not know yet."""
        if not self._all:
            return self.live.some(self._fresh)
        oldest = now - LONGEST_S * 1000
        cases = self.live.open_cases(self.live.areas.root.code)
        return [case for case in cases if came(case) > oldest]

    def _category(self, item: str) -> str:
        found = self.live.matters.items.get(item)
        return found.category if found else ""
