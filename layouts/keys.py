"""How keys are shown to people, and the card of them that `?` opens."""

from collections.abc import Collection, Iterable

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.address import at
from layouts.panel import word

_SHOWN = {"ArrowLeft": "←", "ArrowUp": "↑", "ArrowRight": "→", "ArrowDown": "↓", "Escape": "Esc"}


def shown(keys: Collection[tuple[str, str]], *actions: str) -> str:
    """The keys of these actions, `keys` being pairs of both. Raises KeyError for one without any."""
    found = [(key, action) for key, action in keys if action in actions]
    if missing := set(actions) - {action for _, action in found}:
        raise KeyError(*sorted(missing))
    return " ".join(dict.fromkeys(_SHOWN.get(key, key) for key, _ in found))


def card(rows: Iterable[tuple[str, str, dict[str, str]]], kind: str) -> Component:
    """`rows`: keys as they are shown, the name of the words that say what they do, attributes of the line."""
    lines = [
        html.Div([html.Kbd(keys), word(meaning)], className="key-row", **more) for keys, meaning, more in rows
    ]
    close = html.Button(word("close"), type="button", className="close", **{"data-close": "true"})
    title = html.H2([word("keys"), close], className="dialog-title")
    director = html.A(word("to_director"), href=at("/director/"), className="key-way", hidden=True)
    return html.Dialog([title, html.Div(lines, className=kind), director], id=ids.HELP, className="dialog")
