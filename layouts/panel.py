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


def panel(region: str, heading: str, *children: Component) -> Component:
    """One region of the page with its heading."""
    title = html.H2(word(heading), className="panel-title")
    return html.Section([title, *children], id=region, className=f"panel {region}")
