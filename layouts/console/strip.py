"""What is said for a while: the strip of a flood of alarms, grouped; that a place is being chosen on the map;
that nobody hears the page yet."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids
from layouts.panel import word


def region() -> Component:
    return html.Div(id=ids.STRIP, className="strip", role="status", hidden=True)


def mute() -> Component:
    words = [word("mute_title", "mute-title"), word("mute_how")]
    return html.Div(words, id=ids.MUTE, className="mute", role="alert", hidden=True)


def locating() -> Component:
    return html.Div(id=ids.LOCATING, className="locating", role="status", hidden=True)
