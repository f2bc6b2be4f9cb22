"""Who is on duty: on duty of all, posts and how many are filled, a bar and rows by presence."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import earlier, empty, number, panel, word

PRESENCE = ("patrolling", "handling", "idle", "offline", "off_shift")


def region() -> Component:
    parts = _headline(), _posts(), _bar(), _rows()
    return panel(ids.PEOPLE, "inspectors_on_duty", *parts, beside=earlier("on_duty"))


def _headline() -> Component:
    of_all = html.Span(["/ ", number("people", "text"), word("unit_people", "unit")], className="of")
    return html.Div([number("on_duty", "hero"), of_all], className="headline")


def _posts() -> Component:
    posts = html.Span([word("posts"), " ", number("posts", "small")], className="pair")
    filled = html.Span([word("filled"), " ", empty("filled")], className="pair")
    return html.Div([posts, html.Span("·"), filled], className="second posts")


def _bar() -> Component:
    parts = [html.Span(className=f"part {state}", **{"data-part": f"bar-{state}"}) for state in PRESENCE]
    return html.Div(parts, className="presence-bar", **{"aria-hidden": "true"})


def _rows() -> Component:
    rows = [
        html.Div(
            [html.Span(className=f"dot {state}"), word(state), number(state, "text")],
            className=f"presence-row {state}",
        )
        for state in PRESENCE
    ]
    return html.Div(rows, className="presence-rows")
