"""A screen's page: the wall's regions, which scenes put into other places, and what is drawn beside them."""

from dash import html
from dash.development.base_component import Component

from layouts import ids, page
from layouts.panel import empty
from layouts.screens import ids as own


def layout(map_box: Component) -> Component:
    panels = html.Div(id=own.PANELS, className="stage-panels")
    wall = html.Div(
        [
            *page.top(),
            html.Main([*page.columns(map_box), panels], className="columns"),
            _strip(),
            html.Div(className="level-frame", **{"aria-hidden": "true"}),
            _notice(),
        ],
        id=ids.WALL,
        className="wall",
    )
    return html.Div(wall, id=own.PAGE, className="screen-page")


def _strip() -> Component:
    """What is shown, whose it is and until when; what was announced; how the city stands."""
    level = html.Div(
        [
            html.Span(className="level-shape", **{"aria-hidden": "true"}),
            empty("level-word", "level-word"),
            empty("level-why", "level-why"),
        ],
        className="strip-level",
        hidden=True,
        **{"data-part": "level"},
    )
    shown = html.Div(
        [empty(name, f"strip-{name}") for name in ("kind", "what", "by")], className="strip-shown"
    )
    said = html.Div(
        [empty("said-many", "said-many"), empty("said-text", "said-text")],
        className="strip-said",
        hidden=True,
        role="status",
        **{"data-part": "said"},
    )
    return html.Footer([level, shown, empty("then", "strip-then"), said], id=own.STRIP, className="strip")


def _notice() -> Component:
    lines = [empty("name", "notice-name"), empty("text", "notice-text")]
    return html.Div(lines, id=own.NOTICE, className="screen-notice", hidden=True, role="alert")
