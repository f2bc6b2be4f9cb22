"""Today's performance, a panel over the map, and the button that opens it. The browser fills it."""

from dash import html
from dash.development.base_component import Component

from layouts.console import ids
from layouts.console.keys_card import keys_of
from layouts.panel import word


def region() -> Component:
    return html.Section(id=ids.PERFORMANCE, className="performance", hidden=True)


def opener() -> Component:
    return html.Button(
        [html.Kbd(keys_of("performance")), word("performance")],
        id=ids.PERFORMANCE_OPEN,
        type="button",
        className="foot-key",
        **{"aria-pressed": "false", "aria-controls": ids.PERFORMANCE},
    )
