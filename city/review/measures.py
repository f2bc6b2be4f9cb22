"""What a review counts of cases over a span of time: one row each, and the rates of them.

A case is counted by what became of it, as it is known now; what ran at the end of the span, as it ran then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from city.cases.case import STATES
from city.review.columns import NEVER, Column, FactColumns, Mask

ADVISED, CLOSED = STATES.index("advised"), STATES.index("closed")
ASIDE = [STATES.index(state) for state in ("advised", "void", "merged")]  # ended without being handled


@dataclass(frozen=True, slots=True)
class Span:
    """[begin, end) in epoch ms; what ran at its end is looked at `at`: then, or now where that is to come."""

    begin: int
    end: int
    at: int


def _in(name: str) -> Callable[[FactColumns, Span], Mask]:
    return lambda facts, span: (facts[name] >= span.begin) & (facts[name] < span.end)


_filed, _closing, _sent = _in("filed"), _in("closed"), _in("dispatched")


def _open_at_end(facts: FactColumns, span: Span) -> Mask:
    return (facts["filed"] < span.at) & (facts["ended"] >= span.at)


def _overdue(facts: FactColumns, span: Span) -> Mask:
    return _open_at_end(facts, span) & (facts["due"] < span.at)


def _closed(facts: FactColumns, span: Span) -> Mask:
    closed: Mask = facts["state"] == CLOSED
    return _closing(facts, span) & closed


def _on_time(facts: FactColumns, span: Span) -> Mask:
    """At the deadline or before; what has none cannot be late."""
    return _closed(facts, span) & (facts["closed"] <= facts["due"])


def _due(facts: FactColumns, span: Span) -> Mask:
    return _closed(facts, span) | _overdue(facts, span)


def _worked(facts: FactColumns, span: Span) -> Mask:
    return _closed(facts, span) | _open_at_end(facts, span)


def _answered(facts: FactColumns, span: Span) -> Mask:
    answered: Mask = facts["first_response"] != NEVER
    return _filed(facts, span) & answered


# number → the cases it counts; what each means stands in docs/history.md
NUMBERS: dict[str, Callable[[FactColumns, Span], Mask]] = {
    "reported": _filed,
    "filed": lambda facts, span: _filed(facts, span) & ~np.isin(facts["state"], ASIDE),
    "advised": lambda facts, span: _filed(facts, span) & (facts["state"] == ADVISED),
    "sos": lambda facts, span: _filed(facts, span) & (facts["sos"] > 0),
    "answered": _answered,
    "dispatched": _sent,
    "fed_back": lambda facts, span: _sent(facts, span) & (facts["fed_back"] != NEVER),
    "due": _due,
    "closed": _closed,
    "on_time": _on_time,
    "overdue": _overdue,
    "worked": _worked,
    "returned": lambda facts, span: _worked(facts, span) & (facts["returned"] > 0),
    "reopened": lambda facts, span: _worked(facts, span) & (facts["reopened"] > 0),
}
# rate → its formula: the cases above, by those below
RATES: dict[str, tuple[str, str]] = {
    "advised_rate": ("advised", "reported"),
    "feedback_rate": ("fed_back", "dispatched"),
    "closing": ("closed", "due"),
    "on_time_rate": ("on_time", "due"),
    "return_rate": ("returned", "worked"),
    "reopen_rate": ("reopened", "worked"),
}


def response_ms(facts: FactColumns) -> Column:
    """From when it reached the city to the first person who did something about it, of those answered."""
    found: Column = np.maximum(facts["first_response"] - facts["received"], 0)
    return found
