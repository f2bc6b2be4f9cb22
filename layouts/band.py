"""The row below the header that is kept for calls for help: nothing moves when one comes.

Filled by assets/panels/band.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    return html.Div(id=ids.BAND, className="band", role="region")
