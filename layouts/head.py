"""The header: product, where we are, the world's name, the truth light and its note, date and clock."""

from dash import html
from dash.development.base_component import Component

from layouts import ids


def region(*notices: Component) -> Component:
    """`notices` stand between where we are and how true it is."""
    return html.Header(
        [
            html.Span(id=ids.PRODUCT, className="product"),
            html.Span(id=ids.WORLD, className="world", hidden=True),
            html.Nav(id=ids.CRUMBS, className="crumbs"),
            *notices,
            html.Div(id=ids.LIGHT_NOTE, className="light-note"),
            html.Div(id=ids.LIGHT, className="light"),
            html.Details(id=ids.ACCOUNT, className="account-menu", hidden=True),
            html.Button(id=ids.LANG, type="button", className="lang"),
            html.Div(id=ids.DATE, className="date"),
            html.Div(id=ids.CLOCK, className="clock", role="timer"),
        ],
        id=ids.HEAD,
        className="head",
    )
