"""What the marks on the map mean, and the line that says a quiet area is quiet."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    quiet = html.Div(id=ids.QUIET, className="quiet", hidden=True)
    return html.Div([html.Div(id=ids.LEGEND, className="legend"), quiet], className="legend-place")
