"""The wall's keys, and the card of them that `?` opens."""

from dash.development.base_component import Component

from layouts.keys import card, shown

WALL_KEYS = {  # as KeyboardEvent.key tells them, letters as capitals → what they do
    "ArrowLeft": "move",
    "ArrowUp": "move",
    "ArrowRight": "move",
    "ArrowDown": "move",
    "Enter": "enter",
    "Backspace": "up",
    "0": "refit",
    "Home": "refit",
    "A": "acknowledge",
    "C": "cameras",
    "P": "pin",
    "R": "order",
    "N": "turn",
    "W": "screen",
    "F": "full",
    "L": "lang",
    "Escape": "escape",
    "?": "help",
}


def rows() -> list[tuple[str, str]]:
    """Keys as the card shows them, and the name of the words for what they do."""
    actions = dict.fromkeys(WALL_KEYS.values())
    return [(shown(WALL_KEYS.items(), action), f"key_{action}") for action in actions]


def region() -> Component:
    return card(((*row, {}) for row in rows()), "key-rows")
