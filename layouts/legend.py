"""What the marks on the map mean, and the line that says a quiet area is quiet."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import empty, word


def region() -> Component:
    quiet = html.Div(id=ids.QUIET, className="quiet", hidden=True)
    return html.Div([html.Div(id=ids.LEGEND, className="legend"), quiet], className="legend-place")


def listing() -> Component:
    """What stands on the map, for whoever hears the page: filled by assets/wall/map_list.mjs."""
    lines = html.Ol(**{"data-part": "lines"})
    return html.Section(
        [html.H2(word("map_list")), empty("none"), lines], id=ids.MAP_LIST, className="unseen map-list"
    )


def card() -> Component:
    """What the pointer, or the keyboard, is on: filled by assets/panels/map_card.mjs."""
    return html.Div(id=ids.MAP_CARD, className="map-card", role="status", hidden=True)
