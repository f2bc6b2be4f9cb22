"""Which addresses are pages and what each page's scripts are told; help for lost links."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, make_response, redirect, request

from city.access.roles import SCREEN, may
from city.areas.area import Area
from city.areas.areas import Areas
from city.areas.gone import Gone
from city.ladder_steps import read_ladder
from city.matters import Matters
from city.rules import Rules
from city.time.days import LocalDays
from dashboard.access.viewer import Viewer, viewer
from dashboard.pages import screen_door
from dashboard.transport.language import language
from dashboard.truth.world import World
from layouts.address import at
from layouts.chart import graph
from layouts.console.queue import grid
from layouts.counter_words import counter_words
from layouts.missing import Became, missing_page
from layouts.words import words

SUGGESTIONS = 12
KINDS = ("wall", "console")
INDEXES = ("/", "/<path:path>", "/console/", "/console/<path:path>", "/screen/", "/screen/<path:path>")
Facts = Callable[[str, Viewer], dict[str, Any]]


class PageFacts:
    """What pages' scripts are told, in the shape of docs/protocol.md.

    `fixed`: build, title, timezone and cameras, as this process was started; `rules`: what of them a page
    must know; `base_map(lang)`: where its pictures come from; `account(lang)`: who signed in, if any;
    `colleagues(viewer)`: how accounts are called that this viewer may know of; `level(viewer)`: of the city.
    """

    def __init__(
        self,
        fixed: Mapping[str, Any],
        areas: Areas,
        matters: Matters,
        rules: Rules,
        clock: Callable[[], int],
        world: World,
        base_map: Callable[[str], dict[str, Any] | None],
        account: Callable[[str], dict[str, Any] | None] = lambda _: None,
        colleagues: Callable[[Viewer], dict[str, str]] = lambda _: {},
        level: Callable[[Viewer], dict[str, Any] | None] = lambda _: None,
    ) -> None:
        self._fixed, self._areas = fixed, areas
        self._clock, self._world, self._base_map = clock, world, base_map
        self._account, self._colleagues, self._level = account, colleagues, level
        self._items = {item.code: [item.name, item.name_en] for item in matters.items.values()}
        self._categories = {item.code: item.category for item in matters.items.values()}
        self._kinds = {
            "category": {one.code: [one.name, one.name_en] for one in matters.categories.values()},
            "department": {one.code: [one.name, one.name_en] for one in matters.departments.values()},
        }
        self._choices = choices(areas, matters, rules)
        self._departments = matters.departments.values()
        self._days = LocalDays(rules.zone)
        self._counters = {name: [told["zh"], told["en"]] for name, told in counter_words(rules).items()}

    def wall(self, lang: str, viewer: Viewer) -> dict[str, Any]:
        text, account = words(lang), self._account(lang)
        return {
            "kind": "wall",
            "lang": lang,
            "words": text,
            "items": self._items,
            "world": self._world.told_name,
            "notes": self._world.notes,
            "now": self._clock(),
            "edition": self._areas.edition,
            "root": self._areas.root.code,
            **self._fixed,
            "title": self._fixed["title"] or text["product"],
            "basemap": self._base_map(lang),
            "chart": graph().to_plotly_json(),
            "kinds": self._kinds,
            "account": account,
            "colleagues": self._colleagues(viewer),
            "level": self._level(viewer),
            "directs": may(viewer.role, "push"),
            "pushes": account is not None and may(viewer.role, "push"),
        }

    def console(self, lang: str, viewer: Viewer) -> dict[str, Any]:
        """Besides: who sits at it, what may be chosen, and its grid."""
        facts = self.wall(lang, viewer) | self._choices
        facts["words"] = facts["words"] | words(lang, "console")
        for part in ("chart", "kinds"):
            facts.pop(part)
        return facts | {
            "kind": "console",
            "viewer": {"id": viewer.id, "role": viewer.role, "names": viewer.names},
            "sendable": self._sendable(),
            "reviews": not viewer.session or may(viewer.role, "review"),
            "grid": grid().to_plotly_json(),
        }

    def screen(self, lang: str, viewer: Viewer) -> dict[str, Any]:
        """Besides a wall's: whether it is one that hangs, and how counters are called."""
        facts = self.wall(lang, viewer)
        return facts | {
            "kind": "screen",
            "words": facts["words"] | words(lang, "screen"),
            "own": viewer.role == SCREEN,
            "counters": self._counters,
        }

    def arranging(self, lang: str, viewer: Viewer) -> dict[str, Any]:
        """Besides a wall's: how counters are called, and of which category each item is."""
        facts = self.wall(lang, viewer)
        facts.pop("chart")
        return facts | {"counters": self._counters, "categories": self._categories}

    def _sendable(self) -> list[str]:
        """Departments that stand today; the others are named in histories only."""
        today = self._days.stamp(self._clock(), "%Y-%m-%d")
        return [one.code for one in self._departments if one.stands(today)]


def choices(areas: Areas, matters: Matters, rules: Rules) -> dict[str, Any]:
    """What an officer may choose from."""
    return {
        "matters": {item.code: matter(matters, item.code) for item in matters.items.values()},
        "departments": {one.code: [one.name, one.name_en] for one in matters.departments.values()},
        "levels": list(areas.levels),
        "ladder": [step.ring for step in read_ladder(rules.ladder)],  # who hears at each step
        "text_limit": rules.text_limit,
    }


def matter(matters: Matters, code: str) -> dict[str, Any]:
    """What an officer who chooses an item wants to know of it."""
    item = matters.items[code]
    category = matters.categories[item.category]
    return {
        "category": [category.name, category.name_en],
        "department": item.department,
        "level": item.level,
        "limit": f"{item.limit.amount} {item.limit.kind}",
        "urgent": item.urgency == "urgent",
    }


def closest(areas: Areas, code: str, viewer: Viewer, lang: str) -> list[tuple[str, str]]:
    """Areas worth offering to someone who asked for a code or name that is not there: their own first."""
    allowed = [area for area in areas.order if areas.within(area.code, viewer.scope)]
    named = [a for a in allowed if code and (code in (a.name, a.name_en) or a.code.startswith(code))]
    named = [a for a in named if a.parent not in {one.code for one in named}]  # not all that lies below, too
    codes = difflib.get_close_matches(code, [a.code for a in allowed], SUGGESTIONS, 0.7)
    below = areas.children(viewer.scope)
    found = [areas[viewer.scope], *named, *(areas[c] for c in codes), *below]
    named_in = {area.code: (area.name_en if lang == "en" else None) or area.name for area in found}
    return list(named_in.items())


def became(areas: Areas, code: str, scope: str, lang: str, days: LocalDays) -> Became | None:
    """What became of an area of an earlier edition that was shared out, for whoever sees where it lay."""
    gone = areas.gone.get(code)
    if gone is None or not areas.within(gone.under, scope):
        return None
    heirs = [areas[heir.code] for heir in gone.shares if areas.within(heir.code, scope)]
    named = [(heir.code, _called(heir, lang)) for heir in heirs]
    return Became(_called(gone, lang), days.stamp(gone.since, "%Y-%m-%d"), named)


def _called(area: Area | Gone, lang: str) -> str:
    return (area.name_en if lang == "en" else None) or area.name


def register(
    server: Flask,
    areas: Areas,
    world: World,
    build: str,
    seen: Callable[[str, Viewer], str | None],
    days: LocalDays,
) -> None:
    """Dash's indexes answer every address: here they are told which ones are ours. `seen` as ScreenPage's."""

    @server.before_request
    def only_known_addresses() -> Any:
        if request.endpoint not in INDEXES:
            return None
        who = viewer()
        parts = request.path.strip("/").split("/")
        if parts in ([""], ["wall"], ["console"]):
            return redirect(at(f"/{parts[0] or 'wall'}/{who.scope}{_query()}"))
        if parts[0] == "screen":
            return screen_door.answer(parts[1:], who, seen, areas)
        known = len(parts) == 2 and parts[0] in KINDS and parts[1] in areas
        if known and areas.within(parts[1], who.scope):
            return _goes_on(parts[0], parts[1], areas[parts[1]].code)
        return _missing(parts[-1][:64], who, parts[0] if parts[0] in KINDS else "wall")

    @server.after_request
    def ask_again(response: Response) -> Response:
        """A document names the build it is of: it must not be kept past it."""
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-cache")
        return screen_door.in_our_frame(response)

    def _missing(code: str, who: Viewer, page: str) -> Response:
        names = ("tokens", "base", "head", "dialog")
        sheets = [f"/assets/{build}/styles/{name}.css" for name in names]
        lang = language()
        offered = closest(areas, code, who, lang)
        gone = became(areas, code, who.scope, lang, days)
        document = missing_page(lang, code, offered, sheets, world.name, world.notes, page, gone)
        return make_response(document, 404)


def _goes_on(page: str, asked: str, code: str) -> Any:
    """An area that is no more goes on in another, at that one's address."""
    return None if asked == code else redirect(at(f"/{page}/{code}{_query()}"))


def _query() -> str:
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""
