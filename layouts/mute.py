"""That nobody hears this page yet: large, until somebody touches it."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import word


def region() -> Component:
    words = [word("mute_title", "mute-title"), word("mute_how")]
    return html.Div(words, id=ids.MUTE, className="mute", role="alert", hidden=True)
