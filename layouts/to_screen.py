"""The dialog by which something goes on a screen of a room: filled by assets/panels/to_screen.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    return html.Dialog(id=ids.TO_SCREEN, className="dialog to-screen")
