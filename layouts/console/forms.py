"""The dialogs an officer fills in, and the preview of what happens to many cases at once. Both empty."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids


def form() -> Component:
    return html.Dialog(id=ids.FORM, className="dialog form")


def preview() -> Component:
    return html.Dialog(id=ids.PREVIEW, className="dialog form preview")
