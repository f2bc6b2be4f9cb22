"""The footer: how much comes in, what nobody has, what is not well, and the keys."""

from dash import html
from dash.development.base_component import Component

from layouts.address import at
from layouts.console import ids, performance
from layouts.console.keys_card import keys_of, roles_of
from layouts.panel import empty, number, word

FACTS = ("rate", "unclaimed", "cameras", "rejected", "doubtful")
KEYS = {  # rows of the card of keys → the words for them here
    "help": "foot_keys",
    "queue": "foot_move",
    "claim": "foot_claim",
    "person": "foot_send",
    "supervise": "foot_supervise",
    "urge": "foot_urge",
    "search": "search",
}


def _fact(name: str) -> Component:
    told = [word(f"foot_{name}"), empty(name, "foot-value")]
    if name == "rejected":
        return html.A(told, className="foot-fact", href=at("/health"), target="_blank")
    return html.Span(told, className="foot-fact", hidden=name == "doubtful")  # until there is any


def _handover() -> Component:
    """Its address is the area's: the browser fills it in."""
    return html.A(word("handover"), id=ids.HANDOVER, className="foot-key")


def _review() -> Component:
    """The same; shown to whoever may look back."""
    return html.A(word("review"), id=ids.REVIEW, className="foot-key", hidden=True)


def region() -> Component:
    sos = [word("foot_sos"), number("sos", "foot-value")]
    sos += [word("foot_sos_waiting"), number("sos_waiting", "foot-value")]
    facts = [html.Span(sos, className="foot-fact foot-sos"), *(_fact(name) for name in FACTS)]
    keys = [
        html.Span(
            [html.Kbd(keys_of(row)), word(meaning)],
            className="foot-key",
            **roles_of(row, all_of_them=True),
        )
        for row, meaning in KEYS.items()
    ]
    return html.Footer(
        [
            html.Div(facts, className="foot-facts"),
            html.Div([performance.opener(), _review(), _handover(), *keys], className="foot-keys spare"),
        ],
        id=ids.FOOT,
        className="foot",
    )
