"""The band over the space that the map keeps for it, while a call for help is open.

Filled by assets/wall/band.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    return html.Div(id=ids.BAND, className="band", hidden=True, role="alert")
