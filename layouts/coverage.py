"""The share of grids somebody has walked in lately; it leads to those where nobody was."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import earlier, empty, number, panel, word


def region() -> Component:
    told = {"data-list": "grids_uncovered", "data-group": "area"}
    missing = word("grids_uncovered_open", "unseen")
    share = html.Button([empty("covered"), missing], type="button", className="num number", **told)
    counts = html.Span([number("grids_covered", "text"), " / ", number("grids", "text")], className="of")
    headline = html.Div([share, counts], className="headline")
    return panel(ids.COVERAGE, "grids_covered_lately", headline, beside=earlier("grids_covered", of="grids"))
