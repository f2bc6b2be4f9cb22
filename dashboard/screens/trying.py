"""`/api/screens/dry_run`: what a rule would have shown of yesterday's cases, before it is saved. A city has
thousands of them: others have their turn while they are looked through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gevent
import msgspec
from flask import Flask, Response, request
from msgspec import Struct

from city.cases.refusal import ObjectionError
from city.live import LiveCity
from city.screens.decision import check_editor
from city.screens.dry_run import Shown, dry_run
from city.screens.plan import Plan
from city.screens.ruling import SaveRule, checked_rule
from dashboard.access.viewer import Viewer, viewer
from dashboard.screens.commands import ScreenCommands
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import documented
from layouts.sentences import both
from streams.messages.values import UNREADABLE

DRY_RUN = "/api/screens/dry_run"
LISTED = 200
Name = tuple[str, str | None]  # Chinese, and English where there is one


class WouldShow(Struct, frozen=True):
    """Times in epoch ms; `place` below the rule's area."""

    case: str
    item: str
    place: list[Name]
    urgent: bool
    sos: bool
    at: int
    until: int


class Tried(Struct, frozen=True):
    """Of `looked` cases of the local day `day`, `shown` would have come: the first 200 of them in `rows`;
    for `seconds` in all, at most `most` at once."""

    day: str
    looked: int
    shown: int
    seconds: int
    most: int
    rows: list[WouldShow]


class Trying:
    """`live` and `plan` are what pages see."""

    def __init__(
        self,
        live: Callable[[], LiveCity],
        plan: Callable[[], Plan],
        commands: Callable[[], ScreenCommands],
        clock: Callable[[], int],
    ) -> None:
        self._live, self._plan, self._commands, self._clock = live, plan, commands, clock

    def of_yesterday(self, who: Viewer, asked: SaveRule) -> Tried:
        """Raises ObjectionError, as saving it would."""
        plan, live, now = self._plan(), self._live(), self._clock()
        moment = self._commands().moment(who, plan, "try", now)
        check_editor(moment, asked.area)
        rule = checked_rule(moment, asked)
        day = live.days.day(now) - 1
        first = live.areas.position[asked.area]
        ids = live.case_columns.of_day(first, int(live.areas.end[first]), day)
        items = live.matters.items

        def category_of(item: str) -> str:
            found = items.get(item)
            return found.category if found else ""

        cases = (case for id in ids if (case := live.case(id)) is not None)
        trial = dry_run(rule, plan.screens[rule.screen], cases, now, category_of, lambda: gevent.sleep(0))
        rows = [_row(live, asked.area, shown) for shown in trial.shown[:LISTED]]
        told = live.days.stamp(now - 86_400_000, "%Y-%m-%d")
        return Tried(told, len(ids), len(trial.shown), trial.seconds, trial.most, rows)


def _row(live: LiveCity, area: str, shown: Shown) -> WouldShow:
    case = live.case(shown.case)
    if case is None:
        return WouldShow(shown.case, "", [], False, False, shown.at, shown.until)
    place: list[Any] = live.place(case, area)
    return WouldShow(case.id, case.item, place, case.urgent, case.sos, shown.at, shown.until)


def register(server: Flask, trying: Trying) -> None:
    @server.post(DRY_RUN)
    @documented(Tried, (400, "bad_command"), (409, "unknown_screen"), body=SaveRule)
    def tried() -> Response:
        """What a rule would have shown of yesterday's cases. Any other word with 409: why it is no rule."""
        try:
            asked = msgspec.json.decode(request.get_data(cache=False), type=SaveRule)
        except UNREADABLE as error:
            return refuse(400, "bad_command", both("bad_wall_command", {"got": str(error)}))
        try:
            return answer(trying.of_yesterday(viewer(), asked))
        except ObjectionError as error:
            why = error.refusal
            return refuse(409, why.code, both(why.sentence, why.values))
