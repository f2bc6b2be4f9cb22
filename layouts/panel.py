"""The parts every panel is made of: a labelled section, a word, a number. Knows no panel and no language."""

from dash import html
from dash.development.base_component import Component


def word(key: str, class_name: str = "") -> Component:
    """A text that never changes: the browser fills it in the viewer's language."""
    return html.Span(className=class_name, **{"data-word": key})


def number(counter: str, size: str = "number") -> Component:
    """A live number, filled by the browser; click or Enter shows what it means and what is behind it."""
    return html.Button(type="button", className=f"num {size}", **{"data-counter": counter})


def empty(name: str, class_name: str = "") -> Component:
    """An element the browser fills; `name` is how its script finds it."""
    return html.Span(className=class_name, **{"data-part": name})


def earlier(counter: str, of: str = "", name: str = "") -> Component:
    """What a counter was at this time of other days, as a share of another where `of` names one; `name`: the
    word for what it counts, where the heading beside it does not say."""
    told = {"data-before": counter} | ({"data-of": of} if of else {})
    days = html.Span(className="before-days", **told)
    return html.Div([word(name, "before-piece"), days] if name else days, className="before spare")


def panel(region: str, heading: str, *children: Component, beside: Component | None = None) -> Component:
    """One region of the page with its heading; `beside` stands on that line, as far as there is room."""
    title = html.H2(word(heading), className="panel-title")
    head = title if beside is None else html.Div([title, beside], className="panel-head")
    return html.Section([head, *children], id=region, className=f"panel {region}")
