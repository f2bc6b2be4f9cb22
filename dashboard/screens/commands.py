"""What somebody asks to be done to screens: read, decided on what the record holds, accepted once written.

The actor is the viewer, never a field; the same command again gets its first answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from city.access.roles import may
from city.cases.refusal import ObjectionError
from city.live import LiveCity
from city.screens.commands import COMMANDS, Rule
from city.screens.decision import Decision, Moment
from city.screens.hanging import Hang, TakeDown
from city.screens.importing import Import
from city.screens.plan import Plan
from city.screens.pushing import Put
from dashboard.access.viewer import Viewer
from dashboard.console.commands import record_away, refusal
from dashboard.console.names import desk_name
from dashboard.screens.placing import Places
from dashboard.screens.plan_trouble import PlanTrouble
from layouts.sentences import both
from streams.messages.values import UNREADABLE, shown
from streams.record.connections import Connections
from streams.record.startup import AWAY
from streams.screens.plan_store import BusyError, PlanStore

IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,64}")
LARGEST = 32 * 1024  # bytes of JSON


@dataclass(frozen=True, slots=True)
class WallCommand:
    """As it came, well-formed; not yet whether it may be."""

    id: str
    rule: Rule
    data: Any


class ScreenCommands:
    """`live()` and `places()` are what pages see; `on_hung(viewer, screen)` is told of one that was hung
    otherwise or taken down, again when the same command comes again."""

    def __init__(
        self,
        to: Connections,
        live: Callable[[], LiveCity],
        places: Callable[[], Places],
        clock: Callable[[], int],
        troubles: PlanTrouble,
    ) -> None:
        self._troubles = troubles
        self._to, self._live, self._places, self._clock = to, live, places, clock
        self._store = PlanStore(to.clerk_redis, to.keys)
        self.on_hung: list[Callable[[Viewer, str], object]] = []

    def carry_out(self, viewer: Viewer, told: Any) -> dict[str, Any]:
        """`{ok: true, done, data}`, or `{ok: false, code, reason: {zh, en}}`."""
        try:
            asked = _read(told)
        except ValueError as error:
            return refusal("bad_command", both("bad_wall_command", {"got": str(error)}))
        if viewer.session and not may(viewer.role, asked.rule.right):
            return refusal("not_allowed", both("not_an_editor"))
        return self._answer(viewer, asked)

    def bring_in(self, viewer: Viewer, command: str, told: Import) -> dict[str, Any]:
        """The same of a file, which a socket would not take."""
        return self._answer(viewer, WallCommand(command, COMMANDS["bring_in"], told))

    def moment(self, viewer: Viewer, plan: Plan, id: str, now: int) -> Moment:
        """As somebody asks for something of this plan."""
        live = self._live()

        def called(account: str) -> str:
            return desk_name(live, account)[0]

        return Moment(plan, live.areas, viewer.id, viewer.role, viewer.scope, now, id, called)

    def _answer(self, viewer: Viewer, asked: WallCommand) -> dict[str, Any]:
        try:
            return self._carry_out(viewer, asked)
        except ObjectionError as error:
            why = error.refusal
            over = {"over": why.values["push"]} if "push" in why.values else {}
            return refusal(why.code, both(why.sentence, why.values), **over)
        except BusyError:
            return refusal("busy", both("screens_busy"))
        except AWAY as error:
            self._troubles.failed(error)
            return record_away(error, self._to.record_url)

    def _carry_out(self, viewer: Viewer, asked: WallCommand) -> dict[str, Any]:
        data, now = asked.data, self._clock()
        if isinstance(data, Put):
            data = replace(data, content=self._places().placed(data.content, viewer.scope))
        id = hashlib.blake2b(f"{viewer.id} {asked.id}".encode(), digest_size=10).hexdigest()

        def decide(plan: Plan) -> Decision:
            return asked.rule.decide(self.moment(viewer, plan, id, now), data)

        carried = self._store.carry_out(id, viewer.id, now, decide)
        self._troubles.written()
        if isinstance(data, Hang | TakeDown):
            for tell in self.on_hung:
                tell(viewer, data.id if isinstance(data, Hang) else data.screen)
        return {"ok": True, "done": carried.done, "data": carried.data}


def _read(told: Any) -> WallCommand:
    """Raises ValueError: where, what was wanted, what came."""
    if not isinstance(told, dict):
        raise ValueError(f"a command must be a mapping, got {shown(told)}")
    id, do, data = told.get("command"), told.get("do"), told.get("data", {})
    if not isinstance(id, str) or not IDENTIFIER.fullmatch(id):
        raise ValueError(f"command must be 1 to 64 of A-Z a-z 0-9 . _ : -, got {shown(id)}")
    rule = COMMANDS.get(do) if isinstance(do, str) else None
    if rule is None:
        raise ValueError(f"do must be one of {', '.join(COMMANDS)}, got {shown(do)}")
    try:
        if len(msgspec.json.encode(data)) > LARGEST:
            raise ValueError(f"data must be at most {LARGEST} bytes")
        return WallCommand(id, rule, msgspec.convert(data, rule.data))
    except UNREADABLE as error:
        raise ValueError(f"data of {do}: {error}") from None
