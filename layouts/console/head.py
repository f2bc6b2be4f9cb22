"""The console's header: product, where we are, how true, who sits here in which role, when, and the sound."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.console import ids as ours
from layouts.panel import word

ROLES = ("officer", "head", "leader")


def region() -> Component:
    return html.Header(
        [
            html.Span(id=ids.PRODUCT, className="product"),
            html.Span(id=ids.WORLD, className="world", hidden=True),
            html.Nav(id=ids.CRUMBS, className="crumbs"),
            html.Button(
                word("outdated"), id=ours.OUTDATED, type="button", className="lang outdated", hidden=True
            ),
            html.Div(id=ids.LIGHT_NOTE, className="light-note", role="status"),
            html.Div(id=ids.LIGHT, className="light", role="status"),
            html.Div([html.Span(id=ours.SEAT, className="seat"), _role()], className="seat-place"),
            html.Button(id=ours.SOUND, type="button", className="lang sound", **{"aria-pressed": "false"}),
            html.Details(id=ids.ACCOUNT, className="account-menu", hidden=True),
            html.Button(id=ids.LANG, type="button", className="lang"),
            html.Div(id=ids.DATE, className="date"),
            html.Div(id=ids.CLOCK, className="clock", role="timer"),
        ],
        id=ids.HEAD,
        className="head",
    )


def _role() -> Component:
    buttons = [
        html.Button(word(f"role_{role}"), type="button", **{"data-role": role, "aria-pressed": "false"})
        for role in ROLES
    ]
    return html.Div(buttons, id=ours.ROLE, className="role", role="group")
