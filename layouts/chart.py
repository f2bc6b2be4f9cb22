"""Reports per hour. The browser hands the figure to Plotly; only what never changes is set here."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import panel

# Plotly 4 of the browser offers to upload a chart to its cloud unless it is told not to.
CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": False,  # the figure carries its size: it must match the panel's, not the window's
}


def region() -> Component:
    graph = dcc.Graph(id=ids.CHART_GRAPH, className="hours", config=CONFIG, figure={"data": [], "layout": {}})
    return panel(ids.CHART, "reports_per_hour", html.Div(graph, className="hours-box"))
