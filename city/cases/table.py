"""Prints docs/case-commands.md: `python -m city.cases.table > docs/case-commands.md`. Opens no file."""

import sys

from city.cases.case import OPEN, STATES
from city.cases.command import Rule
from city.cases.command_context import STATE_WORDS
from city.cases.commands import COMMANDS, ROLE_WORDS
from city.cases.effects import EFFECTS

_OWNERS = {"": "anybody's", "own": "one's own", "free": "one's own or nobody's"}
_OWNERS |= {"sent": "sent to oneself"}
_HEAD = """# What may be done to a case

Printed from the rules themselves (`python -m city.cases.table`); a test holds it to them.

## States

| state | 中文 | open | commands |
|---|---|---|---|
"""
_MIDDLE = """
## Commands

A case is seen by those whose area it lies in; nobody else's command is heard. A command that is refused
changes nothing, and says what stands in its way. What ends in ? may be left out; every reason is needed.

| command | 中文 | English | who | in states | whose case | data | writes |
|---|---|---|---|---|---|---|---|
"""
_ROLES = """
## Roles

| role | 中文 |
|---|---|
"""


def page() -> str:
    states = "".join(_state(state) for state in STATES)
    commands = "".join(_command(do, rule) for do, rule in COMMANDS.items())
    roles = "".join(f"| `{role}` | {zh} |\n" for role, zh in ROLE_WORDS.items())
    return _HEAD + states + _MIDDLE + commands + _ROLES + roles


def _state(state: str) -> str:
    allowed = " ".join(f"`{do}`" for do, rule in COMMANDS.items() if state in rule.states)
    return f"| `{state}` | {STATE_WORDS[state]} | {'yes' if state in OPEN else 'no'} | {allowed} |\n"


def _command(do: str, rule: Rule) -> str:
    opened = tuple(state for state in STATES if state in OPEN)
    states = {STATES: "any", opened: "any open"}.get(rule.states, " ".join(rule.states))
    events = " ".join(f"`{event}`" for event in rule.events if event in EFFECTS)
    who = ", ".join(rule.roles)
    return (
        f"| `{do}` | {rule.zh} | {rule.en} | {who} | {states} | {_OWNERS[rule.owner]} "
        f"| {rule.data or '–'} | {events} |\n"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
