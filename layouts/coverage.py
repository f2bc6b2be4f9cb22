"""The share of grids somebody has walked in lately."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import empty, number, panel


def region() -> Component:
    share = html.Span(empty("covered"), className="number")
    counts = html.Span([number("grids_covered", "text"), " / ", number("grids", "text")], className="of")
    return panel(ids.COVERAGE, "grids_covered_lately", html.Div([share, counts], className="headline"))
