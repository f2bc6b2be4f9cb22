"""One tile per area below, laid out roughly where it lies. Filled by assets/wall/tiles.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import empty


def region() -> Component:
    """Tiles below the map; on an ultra-wide wall a ranking beside it, with a heading."""
    title = html.H2(empty("order"), className="panel-title")
    return html.Section(
        [title, html.Nav(id=ids.TILES, className="tiles")], id=ids.RANKING, className="ranking"
    )
