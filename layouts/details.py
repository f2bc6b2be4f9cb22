"""The dialog behind a number: what it means, as of when, and the list it counts."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region() -> Component:
    return html.Dialog(id=ids.DETAILS, className="dialog details")
