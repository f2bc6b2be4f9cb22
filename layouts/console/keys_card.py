"""The console's keys, and the card of them that `?` opens."""

from dash.development.base_component import Component

from city.cases.commands import COMMANDS
from layouts.keys import card, shown

# what a key means beside those of case commands, which stand in the table of commands
PAGE_KEYS = {
    "O": "call",
    "C": "phone",
    "J": "next",
    "K": "previous",
    "ArrowDown": "next",
    "ArrowUp": "previous",
    "G": "tab",
    "Z": "go_on",
    ".": "more",
    "F": "filter",
    "B": "bulk",
    "T": "performance",
    "Shift W": "screen",
    "Q": "quiet",
    "/": "search",
    "0": "refit",
    "Escape": "back",
    "?": "help",
}
ROWS = {  # a row of the card by its words, key_<name> → what its keys do
    "call": ("call",),
    "phone": ("phone",),
    "queue": ("next", "previous"),
    "go_on": ("go_on",),
    "more": ("more",),
    "tab": ("tab",),
    "filter": ("filter",),
    "claim": ("acknowledge", "claim", "take_over"),
    "person": ("send",),
    "department": ("departments",),
    "verify": ("verify",),
    "fail": ("fail",),
    "inspect": ("inspect",),
    "urge": ("urge",),
    "supervise": ("supervise", "withdraw_order"),
    "reply": ("reply",),
    "close": ("close",),
    "merge": ("merge", "unmerge"),
    "note": ("note",),
    "locate": ("locate",),
    "sort": ("sort",),
    "escalate": ("escalate",),
    "return": ("return",),
    "approve": ("approve",),
    "deny": ("deny",),
    "release": ("release",),
    "bulk": ("bulk",),
    "screen": ("screen",),
    "performance": ("performance",),
    "quiet": ("quiet",),
    "search": ("search",),
    "refit": ("refit",),
    "back": ("back",),
    "help": ("help",),
}
_NUMBERED = {"person": "1–5 {}", "department": "{} 1–8 Enter"}


def keys_of(name: str) -> str:
    """The keys of a row, as they are shown."""
    keys = [(act.key, act.name) for rule in COMMANDS.values() for act in rule.acts if act.key]
    return _NUMBERED.get(name, "{}").format(shown([*PAGE_KEYS.items(), *keys], *ROWS[name]))


def roles_of(name: str, *, all_of_them: bool = False) -> dict[str, str]:
    """Who may use any of a row's keys (or all of them), as an attribute; nothing for everybody's keys."""
    rules = [rule for rule in COMMANDS.values() if any(act.name in ROWS[name] for act in rule.acts)]
    if not rules:
        return {}
    each = [set(rule.roles) for rule in rules]
    roles = set.intersection(*each) if all_of_them else set.union(*each)
    return {"data-roles": " ".join(sorted(roles))}


def region() -> Component:
    return card(((keys_of(name), f"key_{name}", roles_of(name)) for name in ROWS), "key-rows console-keys")
