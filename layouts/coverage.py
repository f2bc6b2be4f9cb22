"""The share of grids somebody has walked in lately."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import earlier, empty, number, panel


def region() -> Component:
    share = html.Span(empty("covered"), className="number")
    counts = html.Span([number("grids_covered", "text"), " / ", number("grids", "text")], className="of")
    headline = html.Div([share, counts], className="headline")
    return panel(ids.COVERAGE, "grids_covered_lately", headline, beside=earlier("grids_covered", of="grids"))
