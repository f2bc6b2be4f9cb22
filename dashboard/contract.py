"""What Python and JavaScript must agree on, written as one module that the browser's modules import:
`python -m dashboard.contract` writes assets/core/contract.mjs, and a test holds it to this. What one
installation sets, such as the ladder, is not here: a page's facts tell it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from struct import calcsize
from typing import Any

from city.areas.datum import AXIS, SQUASH
from city.cameras.camera_states import DETAILS, HEALTHY, REFUSING
from city.cameras.camera_states import STATES as CAMERA_STATES
from city.cases.actors import DEMO_DESK, SEAT
from city.cases.approvals import MOST_HOURS
from city.cases.attention import ATTENTION, NOT_BEGUN
from city.cases.case import OPEN, STATES, STEP, STEPS
from city.cases.command_context import PHOTOS
from city.cases.commands import COMMANDS, ROLES, SEATED, WISHES
from city.cases.sos import ITEM
from city.counts.counters import COUNTERS
from city.people.fixes import STATES as PRESENCE
from city.queries.performance import KINDS
from city.sight import NAMELESS, UNNAMED
from city.time.deadlines import CONTINUOUS
from dashboard.live.socket_events import ASKED, TOLD
from dashboard.rooms import frame_tables, frames
from layouts.console.keys_card import PAGE_KEYS
from layouts.console.queue import TABS
from layouts.help_card import WALL_KEYS
from layouts.screens.director import DIRECTOR_KEYS
from layouts.words import LANGUAGES
from streams.access.camera_tokens import MOST as MOST_CAMERAS

FILE = Path(__file__).parents[1] / "assets" / "core" / "contract.mjs"
HEAD = """// What Python and JavaScript agree on. Written by `python -m dashboard.contract`: change it there.

"""
# what tsc holds every module to
TYPES = """/** @typedef {{{asked}}} Asked what a page asks the server or tells it */
/** @typedef {{{told}}} Told what the server tells a page */
/** @typedef {{{wall}}} WallAction what a key of the wall does */
/** @typedef {{{page}}} PageAction what a key of the console does, beside case commands */
/** @typedef {{{{states: string[], roles: string[], owner: string, when: string[]}}}} Rule */
/** @typedef {{{{name: string, command: string, key: string, when: string[]}}}} Act */

"""


def acts() -> list[dict[str, Any]]:
    """The console's buttons, the usual next step first."""
    return [
        {"name": act.name, "command": do, "key": act.key, "when": act.when}
        for do, rule in COMMANDS.items()
        for act in rule.acts
    ]


def rules() -> dict[str, dict[str, Any]]:
    """The rows of the table of commands, without what only the server needs."""
    return {
        do: {"states": rule.states, "roles": rule.roles, "owner": rule.owner, "when": rule.when}
        for do, rule in COMMANDS.items()
    }


def values() -> dict[str, tuple[str, Any]]:
    """Name → the type tsc is told, "" for what it sees itself, and the value."""
    ended = [state for state in STATES if state not in OPEN]
    return {
        "LANGUAGES": ("", LANGUAGES),
        "STATES": ("string[]", STATES),
        "ENDED": ("string[]", ended),
        "ATTENTION": ("string[]", ATTENTION),
        "NOT_BEGUN": ("string[]", NOT_BEGUN),
        "STEPS": ("string[]", STEPS),
        "STEP_OF": ("Record<string, number>", STEP),
        "ROLES": ("string[]", ROLES),
        "SEATED": ("string[]", SEATED),
        "COMMANDS": ("Record<string, Rule>", rules()),
        "ACTS": ("Act[]", acts()),
        "WISHES": ("Record<string, string[]>", WISHES),
        "MOST_HOURS": ("", MOST_HOURS),
        "MOST_CAMERAS": ("", MOST_CAMERAS),
        "PHOTOS": ("", PHOTOS),
        "CALL_ITEM": ("", ITEM),
        "CONTINUOUS": ("string[]", sorted(CONTINUOUS)),
        "PAGE_KEYS": ("Record<string, PageAction>", PAGE_KEYS),
        "TABS": ("string[]", TABS),
        "PERFORMANCE_KINDS": ("string[]", KINDS),
        "SEAT": ("", SEAT),
        "DEMO_DESK": ("", DEMO_DESK),
        "NAMELESS": ("", NAMELESS),
        "UNNAMED": ("", UNNAMED),
        "PRESENCE": ("string[]", PRESENCE),
        "COUNTERS": ("string[]", COUNTERS),
        "CAMERA_STATES": ("string[]", CAMERA_STATES),
        "CAMERA_HEALTHY": ("string[]", sorted(HEALTHY)),
        "CAMERA_DETAILS": ("string[]", DETAILS),
        "CAMERA_REFUSING": ("string[]", sorted(REFUSING)),
        "WALL_KEYS": ("Record<string, WallAction>", WALL_KEYS),
        "DIRECTOR_KEYS": ("Record<string, string>", DIRECTOR_KEYS),
        **frame_values(),
        "DATUM": ("", {"axis": AXIS, "squash": SQUASH}),
    }


def frame_values() -> dict[str, tuple[str, Any]]:
    """What of a frame both ends read; see docs/protocol.md."""
    types = list(frames.HEADER_FIELDS.values())
    offsets = {name: calcsize("<" + "".join(types[:at])) for at, name in enumerate(frames.HEADER_FIELDS)}
    flags = {"beats": frames.BEATS, "catching_up": frames.CATCHING_UP}
    flags |= {"amber": frames.AMBER, "red": frames.RED}
    visiting, home = frame_tables.VISITING, frame_tables.AT_HOME
    person = {"visiting": visiting, "sos": frame_tables.SOS, "home": home, "outside": frame_tables.OUTSIDE}
    return {
        "FRAME_VERSION": ("", frames.VERSION),
        "FRAME_KINDS": ("", {"delta": frames.DELTA, "snapshot": frames.SNAPSHOT}),
        "FRAME_HEADER": ("", {**offsets, "bytes": frames.HEADER.size}),
        "FRAME_FLAGS": ("", flags),
        "FRAME_SECTIONS": ("", {name: number for number, (name, _) in frames.SECTIONS.items()}),
        "FRAME_LIMITS": ("Record<string, [number, number]>", frame_tables.LIMITS),
        "PERSON_FLAGS": ("", person),
        "STRANGER": ("", frame_tables.STRANGER),
        "NEVER": ("", frames.NEVER),
    }


def module() -> str:
    """The text of assets/core/contract.mjs."""
    named = {"asked": ASKED, "told": TOLD, "wall": WALL_KEYS.values(), "page": PAGE_KEYS.values()}
    types = TYPES.format(**{name: _either(texts) for name, texts in named.items()})
    return HEAD + types + "\n".join(_export(name, *each) for name, each in values().items())


def _either(texts: Iterable[str]) -> str:
    return "|".join(f"'{text}'" for text in dict.fromkeys(texts))


def _export(name: str, type_: str, value: Any) -> str:
    hint = f"/** @type {{{type_}}} */\n" if type_ else ""
    return f"{hint}export const {name} = {_script(value)}\n"


def _script(value: Any) -> str:
    """As JSON; a table has a line for each row."""
    if isinstance(value, dict) and any(isinstance(each, dict) for each in value.values()):
        rows = "".join(f"  {json.dumps(name)}: {json.dumps(row)},\n" for name, row in value.items())
        return f"{{\n{rows}}}"
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return "[\n" + "".join(f"  {json.dumps(row)},\n" for row in value) + "]"
    return json.dumps(value)


if __name__ == "__main__":
    FILE.write_text(module(), encoding="utf-8")
