"""A review as a table for a spreadsheet: the whole, and each row of one split, in the reader's words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flask import Response

from city.review.measures import NUMBERS, RATES
from city.review.review import ReviewRow
from dashboard.api.history.review import ReviewTable
from dashboard.api.history.review_names import Names
from dashboard.api.list_csv import MARK, plain_cell
from layouts.review.words import review_words, row_name

COLUMNS = ("name", "id", "grade", "points", *NUMBERS, "first_response_s", *RATES)


def csv_text(told: ReviewTable, names: Names, lang: str) -> str:
    """Comma separated, CRLF, with a byte order mark; rates in percent, empty where there is none."""
    words = review_words(lang)
    split, rows = next(iter(told.rows.items()), ("areas", []))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([words[f"csv_{name}"] for name in COLUMNS])
    grades = told.grades.get(split, {})
    for row in (told.whole, *rows):
        name = row_name(split, row.id, told.code, names, lang) if row.id else words["whole"]
        given = grades.get(row.id) if row.id else told.grade
        marks = [given.grade, f"{given.points:.1f}"] if given else ["", ""]
        writer.writerow([plain_cell(each) for each in (name, row.id, *marks, *_numbers(row))])
    return MARK + out.getvalue()


def csv_answer(told: ReviewTable, names: Names, lang: str) -> Response:
    response = Response(csv_text(told, names, lang), content_type="text/csv; charset=utf-8")
    name = f"review-{told.code}-{told.first}-{told.last}.csv".encode("ascii", "ignore").decode()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _numbers(row: ReviewRow) -> Iterable[str]:
    yield from (str(row.counts[name]) for name in NUMBERS)
    yield "" if row.first_response_s is None else f"{row.first_response_s:.0f}"
    for rate in RATES:
        value = row.rates[rate]
        yield "" if value is None else f"{value * 100:.1f}"
