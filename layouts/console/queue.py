"""The queue: tabs, search, the bar of what waits behind it, and the place the grid is handed to.

The grid's script is a large one: only this page loads it, and only once everything else stands."""

from typing import Any

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from layouts.console import ids
from layouts.console.keys_card import keys_of
from layouts.panel import word

TABS = ("todo", "mine", "overdue", "verify", "locate", "all")
# Widths in rem: the browser knows how large one is.
COLUMNS = (
    {"colId": "mark", "width": 2.9, "cellRenderer": "QueueMark"},
    {"colId": "case", "flex": 1, "minWidth": 10, "cellRenderer": "QueueCase"},
    {"colId": "clock", "width": 9, "cellRenderer": "QueueClock"},
    {"colId": "who", "width": 7.5, "cellRenderer": "QueueWho"},
)
ROW_HEIGHT = 4.5  # rem


def region() -> Component:
    tabs = html.Div([_tab(name) for name in TABS], id=ids.TABS, className="tabs", role="tablist")
    search = html.Div(
        [
            html.Label(word("search"), htmlFor=ids.SEARCH_TEXT, className="search-label"),
            html.Div(id=ids.SEARCH, className="search-place"),
            html.Button(
                [html.Kbd(keys_of("filter")), word("filter")],
                id=ids.FILTER_OPEN,
                type="button",
                className="filter-open",
                **{"aria-expanded": "false", "aria-controls": ids.FILTERS},
            ),
        ],
        className="search",
    )
    bar = html.Div(id=ids.QUEUE_BAR, className="queue-bar", role="status")
    place = html.Div(id=ids.QUEUE_PLACE, className="queue-place")
    empty = html.Div(id=ids.QUEUE_EMPTY, className="queue-empty", role="status", hidden=True)
    parts = [tabs, search, _filters(), bar, html.Div([place, empty], className="queue-list")]
    return html.Section(parts, id=ids.QUEUE, className="column left queue")


def _filters() -> Component:
    """What narrows the list, as chips, and the panel below them in which it is chosen."""
    bar = html.Div(id=ids.FILTER_BAR, className="filter-bar")
    panel = html.Div(id=ids.FILTERS, className="filters", role="group", hidden=True)
    return html.Div([bar, panel], className="filter-place")


def _tab(name: str) -> Component:
    count = html.Span(className="tab-count", **{"data-part": "count"})
    return html.Button(
        [word(f"tab_{name}"), count],
        type="button",
        role="tab",
        **{"data-tab": name, "aria-selected": "false"},
    )


def grid() -> Component:
    """Empty; the browser hands it its rows and keeps them in order by a number it computes itself."""
    order = {"colId": "order", "field": "order", "hide": True, "sort": "asc"}
    options: dict[str, Any] = {
        "headerHeight": 0,
        "rowHeight": ROW_HEIGHT,
        "animateRows": False,
        "deltaSort": True,
        "suppressCellFocus": True,
        "suppressMovableColumns": True,
        "suppressContextMenu": True,
        "suppressNoRowsOverlay": True,
        "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
        "rowBuffer": 8,
    }
    return dag.AgGrid(
        id=ids.QUEUE_GRID,
        className="queue-grid",
        columnDefs=[*COLUMNS, order],
        defaultColDef={"resizable": False, "sortable": True, "suppressKeyboardEvent": {"function": "true"}},
        dashGridOptions=options,
        getRowId="params.data.id",
        rowData=[],
    )
