"""What the marks on the map mean, and the line that says a quiet area is quiet."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    quiet = html.Div(id=ids.QUIET, className="quiet", hidden=True)
    return html.Div([html.Div(id=ids.LEGEND, className="legend"), quiet], className="legend-place")


def card() -> Component:
    """What the pointer, or the keyboard, is on: filled by assets/panels/map_card.mjs."""
    return html.Div(id=ids.MAP_CARD, className="map-card", role="status", hidden=True)
