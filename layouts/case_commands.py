"""Prints docs/case-commands.md from the table: `python -m layouts.case_commands`. Opens no file."""

import sys
from collections.abc import Iterable

from city.cases.case import OPEN, STATES
from city.cases.command import Rule
from city.cases.commands import COMMANDS, ROLES, WISHES
from city.cases.conditions import CONDITIONS
from layouts.words import read_words, table

_OWNERS = {
    "": "anybody's",
    "own": "one's own",
    "free": "one's own or nobody's",
    "led": "one's own; head, leader: anybody's",
    "sent": "sent to oneself",
}
_HEAD = """# What may be done to a case

Printed from the rules themselves (`python -m layouts.case_commands`); a test holds it to them. The console
reads the same table (`assets/core/contract.mjs`) and offers what it allows, no less and no more.

## States

| state | 中文 | English | open | commands |
|---|---|---|---|---|
"""
_COMMANDS = """
## Commands

A case is seen by those whose area it lies in; nobody else's command is heard. A command that is refused
changes nothing, and says what stands in its way. What ends in ? may be left out; every reason is needed. Keys
are the console's.

| command | 中文 | English | who | in states | whose case | when | data | writes | key |
|---|---|---|---|---|---|---|---|---|---|
"""
_CONDITIONS = """
## Conditions

| condition | 中文 | English |
|---|---|---|
"""
_WISHES = """
## What is asked for

| what | 中文 | English | when |
|---|---|---|---|
"""
_ROLES = """
## Roles

| role | 中文 | English |
|---|---|---|
"""


def page() -> str:
    states = "".join(_state(state) for state in STATES)
    commands = "".join(_command(do, rule) for do, rule in COMMANDS.items())
    conditions = "".join(f"| `{name}` | {_pair(f'condition_{name}')} |\n" for name in CONDITIONS)
    wishes = "".join(
        f"| `{what}` | {_pair(f'ask_{what}')} | {_codes(when)} |\n" for what, when in WISHES.items()
    )
    roles = "".join(f"| `{role}` | {_pair(f'role_{role}')} |\n" for role in ROLES)
    return (
        _HEAD + states + _COMMANDS + commands + _CONDITIONS + conditions + _WISHES + wishes + _ROLES + roles
    )


def _pair(key: str) -> str:
    """Both languages, as two cells."""
    texts = (read_words("sentences.toml") | table("console") | table())[key]
    return f"{texts['zh']} | {texts['en']}"


def _state(state: str) -> str:
    allowed = _codes(do for do, rule in COMMANDS.items() if state in rule.states)
    return f"| `{state}` | {_pair(f'state_{state}')} | {'yes' if state in OPEN else 'no'} | {allowed} |\n"


def _command(do: str, rule: Rule) -> str:
    opened = tuple(state for state in STATES if state in OPEN)
    states = {STATES: "any", opened: "any open"}.get(rule.states, " ".join(rule.states))
    keys = ", ".join(act.key for act in rule.acts if act.key)
    return (
        f"| `{do}` | {_pair(f'command_{do}')} | {', '.join(rule.roles)} | {states} | {_OWNERS[rule.owner]} "
        f"| {_codes(rule.when)} | {rule.data or '–'} | {_codes(rule.events)} | {keys or '–'} |\n"
    )


def _codes(names: Iterable[str]) -> str:
    return " ".join(f"`{name}`" for name in names) or "–"


if __name__ == "__main__":
    sys.stdout.write(page())
