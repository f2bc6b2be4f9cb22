"""The console's page: one static tree, filled by the browser. Knows neither area nor language."""

from dash import html
from dash.development.base_component import Component

from layouts import band, details, ids, legend
from layouts.console import card, foot, forms, head, keys_card, performance, queue, strip


def layout(map_box: Component) -> Component:
    """The whole page around `map_box`, the element that holds the map."""
    return html.Div(
        [
            html.Div(id=ids.FRAME, className="frame", **{"aria-hidden": "true"}),
            head.region(),
            html.Div([band.region(), strip.region()], className="alarm-row"),
            html.Main([queue.region(), _middle(map_box), card.region()], className="columns"),
            foot.region(),
            keys_card.region(),
            details.region(),
            forms.form(),
            forms.preview(),
        ],
        id=ids.WALL,
        className="wall console",
    )


def _middle(map_box: Component) -> Component:
    over = [legend.region(), legend.card(), strip.mute(), strip.locating(), performance.region()]
    place = html.Div([map_box, *over], className="map-place")
    return html.Div(place, className="column middle")
