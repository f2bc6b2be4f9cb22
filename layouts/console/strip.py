"""What is said for a while: the strip of a flood of alarms, grouped; that a place is being chosen."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids


def region() -> Component:
    return html.Div(id=ids.STRIP, className="strip", role="status", hidden=True)


def locating() -> Component:
    return html.Div(id=ids.LOCATING, className="locating", role="status", hidden=True)
