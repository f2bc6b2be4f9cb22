"""The HTTP reads of a review: numbers of days, the cases behind each, and what happened to a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from flask import Flask, Response, request
from msgspec import Meta, Struct

from city.areas.areas import Areas
from city.review.grades import Grade, GradeRule, grade
from city.review.measures import NUMBERS
from city.review.review import SPLITS, ReviewRow
from city.review.spans import Days, read_days
from dashboard.access.viewer import viewer
from dashboard.api.areas import OF_AN_AREA, AreaCode, looked_up
from dashboard.api.history.asking import History, HistoryAwayError, HistoryRefusedError
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import Parameter, documented, one_of

SHOWN = tuple(split for split in SPLITS if split != "people")  # people only where a purpose is told
Split = Annotated[str, one_of(("all", *SHOWN))]
NumberName = Annotated[str, one_of(NUMBERS)]
RowId = Annotated[str, Meta(description="Of a row of this split; `all` for the whole.")]
CaseId = Annotated[str, Meta(description="A case's id.")]
FIRST = Parameter("from", str, "The first day, `YYYY-MM-DD`, local.", True)
LAST = Parameter("to", str, "The last day, included.", True)
BY = Parameter("by", str, f"What to split by, with commas between: {', '.join(SHOWN)}.", False)
Told = TypeVar("Told", bound=Struct)
REFUSED = ((400, "bad_days"), (503, "history_away"))


class Between(Struct, frozen=True):
    """The first day and the last one, included."""

    first: str
    last: str


class Compared(Struct, frozen=True):
    """Days to hold these against: as many right `before`, and the nearest earlier ones of the same
    `weekdays`; null where not all of them are in the history."""

    before: Between | None
    weekdays: Between | None


class ReviewTable(Struct, frozen=True):
    """`as_of`: the moment at which what ran is judged, epoch ms; `behind`: what happened last is not in it
    yet; `began`: the day on which history begins, null before anything was; `rows` by split. `grade` of the
    whole as an area; `grades` of those rows that have one, by split and id."""

    code: str
    first: str
    last: str
    as_of: int
    behind: bool
    began: str | None
    compared: Compared
    whole: ReviewRow
    rows: dict[str, list[ReviewRow]]
    grade: Grade | None
    grades: dict[str, dict[str, Grade]]


class ReviewDay(Struct, frozen=True):
    """One day of an area."""

    day: str
    row: ReviewRow


class ReviewDays(Struct, frozen=True):
    """Day by day."""

    code: str
    days: list[ReviewDay]


class PastCase(Struct, frozen=True, kw_only=True):
    """What a case came to, by the areas and matters of its day. Times are epoch ms."""

    case: str
    place: list[str]
    item: str
    category: str
    department: str
    channel: str
    revision: int
    state: str
    urgent: bool
    sos: bool
    returned: int
    reopened: int
    filed: int
    received: int
    first_response: int | None = None
    dispatched: int | None = None
    fed_back: int | None = None
    verified: int | None = None
    closed: int | None = None
    ended: int | None = None
    due: int | None = None


class CasesBehind(Struct, frozen=True):
    """All are counted in `total`, at most 500 listed."""

    total: int
    cases: list[PastCase]


class PastEvent(Struct, frozen=True):
    """One event of a case; of what was said in it only what names nobody."""

    revision: int
    type: str
    time: int


class PastCaseHistory(Struct, frozen=True):
    """A case and all that happened to it, the oldest first."""

    case: PastCase
    events: list[PastEvent]


Sheet = Callable[[ReviewTable], Response]


class Reviews:
    """What a review's answers are made of. `rules` grade, by split."""

    def __init__(self, history: History, rules: Mapping[str, GradeRule]) -> None:
        self.history, self._rules = history, rules

    def table(self, code: str) -> ReviewTable:
        days = _days()
        splits = [split for split in request.args.get("by", "").split(",") if split in SHOWN]
        found = self.history.ask("review", area=code, splits=splits, **days)
        rows = {split: msgspec.convert(found[split], list[ReviewRow]) for split in splits}
        whole = msgspec.convert(found["whole"], ReviewRow)
        graded = {split: self._graded(split, rows[split]) for split in splits if split in self._rules}
        own = grade(whole, self._rules["areas"])
        asked, began = read_days(days["from"], days["to"]), found["began"]
        told = (found["as_of"], found["behind"], began)
        against = Compared(_between(asked.before, began), _between(asked.same_weekdays, began))
        return ReviewTable(code, days["from"], days["to"], *told, against, whole, rows, own, graded)

    def _graded(self, split: str, rows: list[ReviewRow]) -> dict[str, Grade]:
        given = {row.id: grade(row, self._rules[split]) for row in rows}
        return {id: each for id, each in given.items() if each is not None}


def register(server: Flask, areas: Areas, reviews: Reviews, sheet: Sheet) -> None:
    """Five reads. `sheet` makes a table's rows by one split a CSV."""
    history = reviews.history

    @server.get("/api/review/<code>")
    @documented(ReviewTable, *OF_AN_AREA, *REFUSED, query=(FIRST, LAST, BY))
    def review_of_days(code: AreaCode) -> Response:
        """The numbers of an area over days, and of what they are split by."""
        return _asked(areas, code, lambda: reviews.table(code))

    @server.get("/api/review/<code>/csv")
    @documented("text/csv", *OF_AN_AREA, *REFUSED, query=(FIRST, LAST, BY))
    def review_csv(code: AreaCode) -> Response:
        """The same as a table for a spreadsheet, by what comes first of `by`, in the language of `lang`."""
        return _asked(areas, code, lambda: reviews.table(code), sheet)

    @server.get("/api/review/<code>/days")
    @documented(ReviewDays, *OF_AN_AREA, *REFUSED, query=(FIRST, LAST))
    def review_day_by_day(code: AreaCode) -> Response:
        """The same numbers of each day."""
        return _asked(areas, code, lambda: _by_day(history, code))

    @server.get("/api/review/<code>/<split>/<id>/<number>")
    @documented(CasesBehind, *OF_AN_AREA, *REFUSED, (404, "unknown_split"), query=(FIRST, LAST))
    def review_cases(code: AreaCode, split: Split, id: RowId, number: NumberName) -> Response:
        """The cases behind one number, the newest first."""
        if split not in ("all", *SHOWN):
            return refuse(404, "unknown_split", f"A split is all or one of {', '.join(SHOWN)}.")
        return _asked(areas, code, lambda: _behind(history, code, split, id, number))

    @server.get("/api/history/cases/<case>")
    @documented(PastCaseHistory, (404, "unknown_case"), (503, "history_away"))
    def past_case(case: CaseId) -> Response:
        """What a case came to and all that happened to it, however long ago."""
        return _case(areas, history, case)


def _between(days: Days, began: str | None) -> Between | None:
    """None unless all of them came after the day on which history begins."""
    if began is None or days.first.isoformat() <= began:
        return None
    return Between(days.first.isoformat(), days.last.isoformat())


def _by_day(history: History, code: str) -> ReviewDays:
    found = history.ask("days", area=code, **_days())
    return ReviewDays(code, [ReviewDay(row.pop("day"), msgspec.convert(row, ReviewRow)) for row in found])


def _behind(history: History, code: str, split: str, id: str, number: str) -> CasesBehind:
    by, of = "" if split == "all" else split, "" if id == "all" else id
    found = history.ask("behind", area=code, split=by, id=of, number=number, **_days())
    return msgspec.convert(found, CasesBehind, strict=False)


def _asked(
    areas: Areas, code: str, read: Callable[[], Told], say: Callable[[Told], Response] = answer
) -> Response:
    area = looked_up(areas, code)
    if isinstance(area, Response):
        return area
    try:
        return say(read())
    except HistoryRefusedError as error:
        return refuse(400, "bad_days", f"{error}.")
    except HistoryAwayError:
        return _away()


def _case(areas: Areas, history: History, case: str) -> Response:
    try:
        found = history.ask("case", case=case)
    except HistoryAwayError:
        return _away()
    scope = viewer().scope
    seen = found is not None and (scope == areas.root.code or scope in found["place"])
    if not seen:
        return refuse(404, "unknown_case", f"No such case is known: {case[:64]}.")
    events = msgspec.convert(found.pop("events"), list[PastEvent])
    return answer(PastCaseHistory(msgspec.convert(found, PastCase, strict=False), events))


def _away() -> Response:
    return refuse(503, "history_away", "The history process does not answer; what is live goes on.")


def _days() -> dict[str, Any]:
    return {"from": request.args.get("from", ""), "to": request.args.get("to", "")}
