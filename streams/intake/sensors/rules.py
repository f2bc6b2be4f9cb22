"""What a rule makes of a message: which sensor it is of, its value, and whether that calls for a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from streams.intake.sent import moment_of
from streams.messages.values import UNREADABLE, RefusedError, moment, number_in, refuse, shown
from streams.messages.values import text as text_of

ABOVE, BELOW, EQUALS = TESTS = ("above", "below", "equals")
BAD, BETWEEN, GOOD = range(3)
SENSOR_LONGEST = 64
LARGEST = 1e15  # of a value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sensor stands: WGS-84 degrees, or an area's code. `address` as people say it."""

    lat: float | None = None
    lon: float | None = None
    area: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`sensor`: which + of the topic names it, counted from 1, or a JSON pointer. `back`: the value from
    which on it counts as good again. `minutes`: after so long a value that is still bad is reported anew."""

    name: str
    topic: str
    item: str
    sensor: int | str
    test: str
    bound: float | str | bool
    text: str
    value: str = ""
    back: float = 0.0
    minutes: int = 60
    time: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Sensors:
    """A mapping file: its rules, and its sensors by name."""

    rules: tuple[Rule, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """`time` epoch ms; None where the message does not tell it. `state` is BAD, BETWEEN or GOOD."""

    sensor: str
    value: float | str | bool
    state: int
    time: int | None = None


def read_message(rule: Rule, wild: Sequence[str], payload: bytes) -> Reading:
    """`wild`: the levels of the topic that stand for the rule's +. Raises RefusedError."""
    document = _document(payload, whole=not rule.value)
    told = wild[rule.sensor - 1] if isinstance(rule.sensor, int) else pointed(document, rule.sensor)
    sensor = str(told) if isinstance(told, str | int) else ""
    if not 0 < len(sensor) <= SENSOR_LONGEST or not sensor.isprintable():
        refuse("the sensor", f"1 to {SENSOR_LONGEST} printable characters", told)
    value = pointed(document, rule.value)
    return Reading(sensor, *_judged(rule, value), _time(rule, document))


def pointed(document: Any, pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) finds; None where there is nothing."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(document, dict):
            document = document.get(name)
        elif (
            isinstance(document, list) and name.isascii() and name.isdigit() and int(name[:9]) < len(document)
        ):
            document = document[int(name)]
        else:
            return None
    return document


def sentence(rule: Rule, reading: Reading) -> str:
    """The report's text."""
    return rule.text.replace("{sensor}", shown(reading.sensor)).replace("{value}", _plain(reading.value))


def _plain(value: float | str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return shown(value) if isinstance(value, str) else f"{value:g}"


def _document(payload: bytes, *, whole: bool) -> Any:
    """What is no JSON is text where all of it is the value: many sensors send `ON`."""
    try:
        return msgspec.json.decode(payload)
    except UNREADABLE as error:
        told = text_of(payload)
        if whole and told is not None:
            return told.strip()
        raise RefusedError(f"the message must be JSON, got {error}") from None


def _judged(rule: Rule, value: Any) -> tuple[float | str | bool, int]:
    if rule.test == EQUALS:
        return _compared(rule.bound, value)
    read, bound = _number(value), rule.bound
    if read is None or not isinstance(bound, float):
        refuse("the value", "a number", value)
    sign = 1 if rule.test == ABOVE else -1
    if sign * read > sign * bound:
        return read, BAD
    return read, GOOD if sign * read <= sign * rule.back else BETWEEN


def _number(value: Any) -> float | None:
    """Of a finite number, or of text that is one."""
    if isinstance(value, str):
        value = number_in(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > LARGEST:
        return None
    return float(value)


def _compared(bound: float | str | bool, value: Any) -> tuple[float | str | bool, int]:
    if not isinstance(value, str | bool) and _number(value) is None:
        refuse("the value", "text, a number, true or false", value)
    if isinstance(bound, str):
        return value, BAD if _plain(value) == bound else GOOD
    if isinstance(bound, bool):
        return value, BAD if value is bound else GOOD
    return value, BAD if _number(value) == bound else GOOD


def _time(rule: Rule, document: Any) -> int | None:
    if not rule.time:
        return None
    told = pointed(document, rule.time)
    try:
        return moment("time", moment_of(told))
    except RefusedError:
        return None
