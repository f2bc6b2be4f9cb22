"""What a screen may ask to be done: acknowledging a call for help. The actor is the viewer, never a field."""

from __future__ import annotations

import re
from typing import Any

from city.case import CaseEvent
from dashboard.engine import Engine, clock
from dashboard.viewer import Viewer
from streams.append import Appended, Conflict, Unconfirmed, append_event
from streams.connect import trouble
from streams.opening import AWAY

IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def acknowledge(engine: Engine, viewer: Viewer, told: Any) -> dict[str, Any]:
    """`{ok, revision}` once the event is in the record; a refusal with its reason otherwise."""
    asked = told if isinstance(told, dict) else {}
    command, revision = asked.get("command"), asked.get("revision")
    if not isinstance(command, str) or not IDENTIFIER.fullmatch(command):
        return refused("command must be 1 to 64 letters, digits or . _ : -")
    if type(revision) is not int or revision < 1:
        return refused(f"revision must be a whole number from 1, got {str(revision)[:64]}")
    case = engine.live.cases.get(str(asked.get("case")))
    if case is None or not engine.live.areas.within(case.area, viewer.scope):
        return refused("there is no such case here")
    if not case.urgent:
        return refused("only a call for help or an urgent case is acknowledged")
    event = CaseEvent(
        entry="",
        case=case.id,
        revision=revision + 1,
        type="acknowledged",
        time=clock(),
        actor=viewer.id,
        key=f"command:{viewer.id}:{command}",
        data={},
    )
    try:
        result = append_event(
            engine.sources.clerk_redis,
            engine.sources.keys,
            event,
            revision,
            replicas=engine.sources.replicas,
        )
    except Unconfirmed as error:
        return refused(str(error))
    except AWAY as error:
        return refused(trouble(error, engine.sources.record_url))
    return _answer(result)


def _answer(result: Appended | Conflict) -> dict[str, Any]:
    if isinstance(result, Conflict):
        return refused("somebody was faster", revision=result.revision)
    return {"ok": True, "revision": result.revision}


def refused(reason: str, **more: Any) -> dict[str, Any]:
    return {"ok": False, "reason": reason, **more}
