"""What needs eyes, in order, and in one quiet line what was finished. Filled by assets/wall/feed.mjs."""

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.panel import empty, number, panel, word


def region() -> Component:
    rows = html.Ol(className="feed-list", **{"data-part": "list"})
    done = [word("feed_hour"), word("feed_advised"), number("advised_hour", "small")]
    done += [word("feed_closed"), number("closed_hour", "small")]
    quiet = html.P(done, className="feed-done spare")
    return panel(ids.FEED, "live_cases", empty("none", "empty-state"), rows, quiet)
