"""One tile per area below, laid out roughly where it lies. Filled by assets/wall/tiles.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    return html.Nav(id=ids.TILES, className="tiles")
