"""The strip of a flood of alarms, grouped; and the line that says a place is being chosen on the map."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids


def region() -> Component:
    return html.Div(id=ids.STRIP, className="strip", role="status", hidden=True)


def locating() -> Component:
    return html.Div(id=ids.LOCATING, className="locating", role="status", hidden=True)
