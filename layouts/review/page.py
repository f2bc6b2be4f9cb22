"""The page of a review: its head, the days one may choose, and empty places that the browser fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from city.review.measures import RATES
from layouts.address import at
from layouts.missing import world_frame
from layouts.plain_page import plain_page
from layouts.review.words import Names, page_words, review_words

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`path`: codes from the viewer's own area down to this one; `below`: of its children
    that one may look into. `chosen` and
    `usual` days are pairs, first and last. `rules`: how grades are made, by split."""

    lang: str
    code: str
    path: Sequence[str]
    below: Sequence[str]
    names: Names
    chosen: tuple[str, str]
    usual: Mapping[str, tuple[str, str]]
    rules: Mapping[str, Mapping[str, Any]]
    timezone: str
    now: int
    world: str = "live"
    remarks: Sequence[tuple[str, str]] = ()

    def name(self, code: str) -> str:
        zh, en = self.names["areas"][code]
        return (en if self.lang == "en" else None) or zh


def review_page(view: ReviewView, sheets: Sequence[str], module: str) -> str:
    """A whole document."""
    text = review_words(view.lang)
    facts = {
        "kind": "review",
        "lang": view.lang,
        "words": page_words(view.lang),
        "timezone": view.timezone,
        "now": view.now,
        "review": {
            "code": view.code,
            "below": view.below,
            "first": view.chosen[0],
            "last": view.chosen[1],
            "today": view.usual["today"][0],
            "names": view.names,
            "rules": view.rules,
            "formulas": RATES,
        },
    }
    main = f'<main class="review">{_head(text, view)}{_days(text, view)}{_places(text)}</main>{_panel(text)}'
    body = f"{world_frame(view.lang, view.world, view.remarks)}{main}"
    title = f"{text['title']} · {view.name(view.code)}"
    return plain_page(
        view.lang,
        title,
        body,
        sheets=sheets,
        module=module,
        facts=facts,
        kind="review",
        facts_id="gridwall-page",
    )


def _label(said: str) -> str:
    return f'aria-label="{escape(said, quote=True)}"'


def _head(text: Text, view: ReviewView) -> str:
    above = "".join(f"<li>{_way(f'/review/{code}', view.name(code), view)}</li>" for code in view.path[:-1])
    name = escape(view.name(view.code))
    other = "en" if view.lang == "zh" else "zh"
    ways = "".join(
        f'<a href="{escape(at(path), quote=True)}?lang={view.lang}">{escape(said)}</a>'
        for path, said in ((f"/console/{view.code}", text["console"]), (f"/wall/{view.code}", text["wall"]))
    )
    said = _way(f"/review/{view.code}", text["other_language"], view, other)
    return (
        f'<header class="review-head"><h1>{escape(text["title"])} '
        f'<span class="review-area" title="{name}">{name}</span></h1>'
        f'<nav {_label(text["areas_above"])}><ol class="review-path">{above}</ol></nav>'
        f'<nav class="review-ways">{ways}'
        f'<a data-part="csv" href="" download>{escape(text["csv"])}</a>{said}</nav></header>'
    )


def _days(text: Text, view: ReviewView) -> str:
    links = "".join(
        _way(
            f"/review/{view.code}", text[f"days_{name}"], view, days=days, current=days == tuple(view.chosen)
        )
        for name, days in view.usual.items()
    )
    fields = "".join(
        f'<label>{escape(text[word])} <input type="date" name="{word}" value="{value}" required></label>'
        for word, value in zip(("from", "to"), view.chosen, strict=True)
    )
    return (
        f'<nav class="review-days" {_label(text["days"])}>{links}'
        f'<form data-part="days">{fields}<button>{escape(text["show"])}</button></form></nav>'
    )


def _way(
    path: str,
    said: str,
    view: ReviewView,
    lang: str = "",
    days: tuple[str, str] | None = None,
    current: bool = False,
) -> str:
    """A link that keeps what else is looked at: the browser writes that into it."""
    first, last = days or view.chosen
    lang = lang or view.lang
    where = f"{escape(at(path), quote=True)}?from={first}&amp;to={last}&amp;lang={lang}"
    mark = ' aria-current="true"' if current else ""
    foreign = f' hreflang="{lang}" lang="{lang}"' if lang != view.lang else ""
    return f'<a data-keep href="{where}"{mark}{foreign}>{escape(said)}</a>'


def _places(text: Text) -> str:
    return (
        f'<p class="review-state" role="status" data-part="state">{escape(text["loading"])}</p>'
        '<p class="review-trouble" role="alert" data-part="trouble" hidden></p>'
        f'<section class="review-headline" data-part="headline" {_label(text["headline"])}>'
        "</section>"
        '<section class="review-chart"><h2 data-part="chart-title"></h2>'
        '<div class="review-plot" data-part="chart"></div></section>'
        '<section class="review-table">'
        f'<div role="tablist" class="review-tabs" data-part="tabs" {_label(text["tabs"])}>'
        '</div><p class="review-note" data-part="note"></p>'
        '<div role="tabpanel" id="review-rows" tabindex="-1" data-part="rows"></div></section>'
    )


def _panel(text: Text) -> str:
    return (
        f'<aside class="review-panel" data-part="panel" {_label(text["panel"])} hidden>'
        '<header><h2 tabindex="-1" data-part="panel-title"></h2>'
        '<button type="button" data-part="panel-leave"></button></header>'
        '<p data-part="panel-facts"></p><div data-part="panel-body"></div></aside>'
    )
