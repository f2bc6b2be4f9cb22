"""What waits at this moment: open, overdue, calls for help."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import earlier, number, panel, word

CELLS = (("open", "open"), ("overdue", "overdue"), ("sos", "sos"))


def region() -> Component:
    cells = [_cell(counter, mark) for counter, mark in CELLS]
    beside = earlier("open", name="open")
    return panel(ids.NOW, "now", html.Div(cells, className="now-cells"), beside=beside)


def _cell(counter: str, mark: str) -> Component:
    label = html.Span(
        [html.Span(className=f"mark {mark}", **{"aria-hidden": "true"}), word(counter)], className="now-label"
    )
    figures = [number(counter)]
    if counter == "sos":
        waiting = html.Span([number("sos_waiting", "small"), word("now_unheard")], className="now-beside")
        figures = [html.Span([*figures, waiting], className="now-figures")]
    return html.Div([label, *figures], className=f"now-cell {counter}")
