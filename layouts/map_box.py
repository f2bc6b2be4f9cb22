"""The place of the map: Leaflet alone, outside every callback's output. The browser draws the rest."""

import dash_leaflet as dl
from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    """Fractional zoom fills the box; arrows belong to the page's keys, and nothing moves for decoration."""
    leaflet = dl.MapContainer(
        center=[0, 0],
        zoom=3,
        zoomSnap=0,
        zoomDelta=0.5,
        maxZoom=20,
        className="map",
        zoomControl=False,
        attributionControl=False,
        keyboard=False,
        boxZoom=False,
        doubleClickZoom=False,
        zoomAnimation=False,
        fadeAnimation=False,
        inertia=False,
        trackResize=False,
        trackViewport=False,
    )
    return html.Div(leaflet, id=ids.MAP_BOX, className="map-box")
