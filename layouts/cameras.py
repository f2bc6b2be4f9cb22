"""The camera corner with its line of numbers, and the place over the map where cameras are shown large.

Both are empty: assets/wall/cameras/ puts panels into them and says in one line when there are none."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import empty, word


def region() -> Component:
    title = html.H2(word("cameras"), className="panel-title")
    line = html.Div(
        [title, empty("numbers", "camera-numbers"), empty("says", "camera-says")], className="camera-line"
    )
    over = html.Div(_grid("single"), className="camera-over", hidden=True, **{"data-part": "over"})
    block = html.Div([_grid("corner"), over], className="camera-block")
    return html.Section([block, line], id=ids.CAMERAS, className="panel cameras")


def stage() -> Component:
    """Over the map, which stays as it is underneath; an ultra-wide wall enlarges elsewhere."""
    return html.Div(
        [_grid("large"), _grid("single")], id=ids.CAMERA_STAGE, className="camera-stage", hidden=True
    )


def _grid(name: str) -> Component:
    return html.Div(className="camera-grid", **{"data-part": name})
