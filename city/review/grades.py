"""Grades A to E by weights: each with its formula, so that nobody need guess it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from city.review.measures import RATES
from city.review.review import ReviewRow

GRADES = "ABCDE"
GRADED = ("areas", "departments")  # splits of a review


class GradeError(ValueError):
    """One sentence: what of the rule was wanted, and what came."""


@dataclass(frozen=True, slots=True)
class Part:
    """Points for one rate: all of `weight` where it is 1, or, `less`, where it is 0."""

    rate: str
    weight: float
    less: bool = False


@dataclass(frozen=True, slots=True)
class GradeRule:
    """`bounds`: the least points of each grade but the last."""

    parts: tuple[Part, ...]
    bounds: tuple[float, ...]
    least: int = 1  # cases that had to be finished, below which nothing can be said


@dataclass(frozen=True, slots=True)
class Grade:
    """`points` of 100, and those of each part."""

    grade: str
    points: float
    parts: dict[str, float]


def read_rule(told: object) -> GradeRule:
    """From a table of a settings' file. Raises GradeError."""
    if not isinstance(told, Mapping):
        raise GradeError(f"a grade must be a table, got {told!r}")
    parts = []
    weights = told.get("weights")
    if not isinstance(weights, Mapping):
        raise GradeError(f"weights must be a table of rates, got {weights!r}")
    for rate, weight in weights.items():
        less = rate.startswith("not_")
        name = rate.removeprefix("not_")
        if name not in RATES:
            raise GradeError(
                f"weights must be of {', '.join(RATES)}, or one of them after not_; got {rate!r}"
            )
        if isinstance(weight, bool) or not isinstance(weight, int | float) or weight <= 0:
            raise GradeError(f"the weight of {rate} must be a number above 0, got {weight!r}")
        parts.append(Part(name, float(weight), less))
    if sum(part.weight for part in parts) != 100:
        raise GradeError(f"weights must add up to 100, got {sum(part.weight for part in parts):g}")
    least = told.get("least", 1)
    if isinstance(least, bool) or not isinstance(least, int) or least < 1:
        raise GradeError(f"least must be a whole number of cases from 1, got {least!r}")
    return GradeRule(tuple(parts), _bounds(told.get("bounds")), least)


def read_rules(told: Mapping[str, object]) -> dict[str, GradeRule]:
    """One rule for each of GRADED, from a whole settings' file. Raises GradeError."""
    if unknown := sorted(set(told) - set(GRADED)):
        raise GradeError(f"tables must be {' and '.join(GRADED)}, got {unknown[0]}")
    rules = {}
    for split in GRADED:
        try:
            rules[split] = read_rule(told.get(split))
        except GradeError as error:
            raise GradeError(f"{split}: {error}") from None
    return rules


def _bounds(told: object) -> tuple[float, ...]:
    if (
        not isinstance(told, Sequence)
        or len(told) != len(GRADES) - 1
        or any(isinstance(each, bool) or not isinstance(each, int | float) for each in told)
        or sorted(told, reverse=True) != list(told)
    ):
        raise GradeError(f"bounds must be the least points of A, B, C and D, falling; got {told!r}")
    return tuple(float(each) for each in told)


def grade(row: ReviewRow, rule: GradeRule) -> Grade | None:
    """None where one of the rates has nothing to divide by, or too little was due."""
    if row.counts["due"] < rule.least:
        return None
    points: dict[str, float] = {}
    for part in rule.parts:
        rate = row.rates[part.rate]
        if rate is None:
            return None
        points[f"not_{part.rate}" if part.less else part.rate] = part.weight * (
            1 - rate if part.less else rate
        )
    total = sum(points.values())
    at = next((place for place, bound in enumerate(rule.bounds) if total >= bound), len(rule.bounds))
    return Grade(GRADES[at], total, points)
