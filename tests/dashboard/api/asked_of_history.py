"""What the document's test asks of reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient


def of_reviews(wall: FlaskClient) -> Iterator[tuple[str, str, Any]]:
    """With a history process that answers."""
    days = f"?from={datetime.now(UTC):%Y-%m-%d}&to={datetime.now(UTC) + timedelta(1):%Y-%m-%d}"
    for path in ("0", "9", "0/days", "0/csv", "0/items/hole/reported", "0/all/all/worked", "0/luck/x/worked"):
        for query in (f"{days}&by=areas,hours", "?from=x"):
            yield "GET", f"/api/review/{path}", wall.get(f"/api/review/{path}{query}")
    for case in ("c-1", "none"):
        yield "GET", f"/api/history/cases/{case}", wall.get(f"/api/history/cases/{case}")
