"""The camera corner. Until cameras are connected it says so, in one modest line."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import panel, word


def region() -> Component:
    return panel(ids.CAMERAS, "cameras", html.Div(word("no_cameras"), className="empty-state"))
