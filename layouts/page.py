"""The wall's page: one static tree, filled by the browser. Knows neither the area nor the language shown."""

from dash import html
from dash.development.base_component import Component

from layouts import (
    band,
    cameras,
    chart,
    coverage,
    details,
    feed,
    head,
    help_card,
    ids,
    legend,
    mute,
    now,
    people,
    tiles,
    to_screen,
    today,
)


def layout(map_box: Component) -> Component:
    """The whole page around `map_box`, the element that holds the map (id `map-box`)."""
    return html.Div(
        [
            *top(),
            html.Main(columns(map_box), className="columns"),
            help_card.region(),
            details.region(),
            to_screen.region(),
        ],
        id=ids.WALL,
        className="wall",
    )


def top() -> list[Component]:
    """What stands above all columns."""
    frame = html.Div(id=ids.FRAME, className="frame", **{"aria-hidden": "true"})
    return [frame, head.region(mute.region()), band.region()]


def columns(map_box: Component) -> list[Component]:
    return [_left(), _middle(map_box), _right()]


def _left() -> Component:
    counters = html.Div([people.region(), now.region(), today.region()], className="counters")
    return html.Div([counters, chart.region(), coverage.region()], className="column left")


def _middle(map_box: Component) -> Component:
    place = html.Div(
        [map_box, legend.listing(), legend.region(), legend.card(), cameras.stage()],
        className="map-place",
    )
    return html.Div([place, tiles.region()], className="column middle")


def _right() -> Component:
    return html.Div([cameras.region(), feed.region()], className="column right")
