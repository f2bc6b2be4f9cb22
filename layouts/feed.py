"""The newest cases with their age. Filled by assets/wall/feed.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import empty, panel


def region() -> Component:
    rows = html.Ol(className="feed-list", **{"data-part": "list"})
    return panel(ids.FEED, "live_cases", empty("none", "empty-state"), rows)
