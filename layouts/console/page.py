"""The console's page: one static tree, filled by the browser. Knows neither area nor language."""

from dash import html
from dash.development.base_component import Component

from layouts import band, details, ids, legend, mute, to_screen
from layouts.console import card, foot, forms, head, keys_card, performance, queue, strip
from layouts.console import ids as ours
from layouts.panel import word


def layout(map_box: Component) -> Component:
    """The whole page around `map_box`, the element that holds the map."""
    return html.Div(
        [
            html.Div(id=ids.FRAME, className="frame", **{"aria-hidden": "true"}),
            head.region(),
            html.Div([band.region(), strip.region(), mute.region()], className="alarm-row"),
            phone_bar(),
            html.Main([queue.region(), _middle(map_box), card.region()], className="columns"),
            foot.region(),
            keys_card.region(),
            details.region(),
            to_screen.region(),
            forms.form(),
            forms.preview(),
        ],
        id=ids.WALL,
        className="wall console",
    )


def _middle(map_box: Component) -> Component:
    over = [_legend(), legend.card(), strip.locating(), performance.region()]
    place = html.Div([map_box, *over], className="map-place")
    return html.Div(place, className="column middle")


def _legend() -> Component:
    """Folded behind its name: the map has the room."""
    key = html.Button(
        word("legend"),
        id=ours.LEGEND_KEY,
        type="button",
        className="legend-key",
        **{"aria-expanded": "false", "aria-controls": ids.LEGEND},
    )
    plate = legend.region()
    plate.children = [key, *plate.children]
    return plate


def phone_bar() -> Component:
    """On a phone list, card and map take turns: back from the one, and to the map."""
    back, to_map = (
        html.Button(word(f"phone_{view}"), type="button", **{"data-view": view}) for view in ("back", "map")
    )
    return html.Nav([back, to_map], id=ours.PHONE_BAR, className="phone-bar")
