"""`/review/<code>`: the page on which leaders and heads look back over days. Its numbers come by the reads
beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Flask, Response, make_response, request

from city.areas.areas import Areas
from city.live import LiveCity
from city.review.grades import GradeRule
from city.review.spans import Days, SpanError, read_days, usual_days
from dashboard.access.viewer import viewer
from dashboard.api.history import review
from dashboard.api.history.asking import history_of
from dashboard.api.history.review_csv import csv_answer
from dashboard.api.history.review_names import names_of
from dashboard.settings.grade_rules import grade_rules
from dashboard.settings.settings import Settings
from dashboard.transport.error_pages import error_answer
from dashboard.transport.language import language
from dashboard.transport.page_files import PageFiles
from dashboard.truth.world import World
from layouts.review.page import ReviewView, review_page


@dataclass(frozen=True, slots=True)
class ReviewPages:
    """`rules` grade, by split."""

    areas: Areas
    live: Callable[[], LiveCity]
    clock: Callable[[], int]
    world: World
    rules: Mapping[str, GradeRule]
    files: PageFiles

    def page(self, code: str) -> Response:
        """With the days in the address, or today's."""
        scope = viewer().scope
        if code not in self.areas or not self.areas.within(code, scope):
            return error_answer(404)
        live, lang = self.live(), language()
        usual = usual_days(date.fromisoformat(live.days.stamp(self.clock(), "%Y-%m-%d")))
        above = [each.code for each in self.areas.path(code) if self.areas.within(each.code, scope)]
        below = [each.code for each in self.areas.children(code) if self.areas.children(each.code)]
        view = ReviewView(
            lang=lang,
            code=code,
            path=above,
            below=below,
            names=names_of(self.areas, live.matters, code),
            chosen=_chosen(usual["today"]),
            usual={name: _told(days) for name, days in usual.items()},
            rules={split: _formula(rule) for split, rule in self.rules.items()},
            timezone=str(live.rules.zone),
            now=self.clock(),
            world=self.world.name,
            remarks=self.world.notes,
        )
        text = review_page(view, self.files.sheets("review"), self.files.module("review"))
        response = make_response(text)
        response.headers["Cache-Control"] = "no-store"
        return response

    def sheet(self, told: review.ReviewTable) -> Response:
        """A table for a spreadsheet."""
        return csv_answer(told, names_of(self.areas, self.live().matters, told.code), language())


def serve(
    server: Flask,
    settings: Settings,
    live: Callable[[], LiveCity],
    clock: Callable[[], int],
    world: World,
    files: PageFiles,
) -> None:
    """The page, and the reads it is filled by. Raises SettingsError."""
    server.extensions["gridwall.history"] = history = history_of(settings)
    rules = grade_rules(settings)
    pages = ReviewPages(live().areas, live, clock, world, rules, files)
    reviews = review.Reviews(history, rules)
    server.add_url_rule("/review/<code>", "review", pages.page, methods=["GET"])
    review.register(server, pages.areas, reviews, pages.sheet)


def _chosen(usual: Days) -> tuple[str, str]:
    try:
        return _told(read_days(request.args.get("from"), request.args.get("to")))
    except SpanError:
        return _told(usual)


def _told(days: Days) -> tuple[str, str]:
    return days.first.isoformat(), days.last.isoformat()


def _formula(rule: GradeRule) -> dict[str, object]:
    weights = [(f"not_{part.rate}" if part.less else part.rate, part.weight) for part in rule.parts]
    return {"weights": weights, "bounds": rule.bounds, "least": rule.least}
