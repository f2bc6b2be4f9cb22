"""A mapping file to rules and sensors: every fault with its line, not the first alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from streams.intake.mqtt.topics import TopicError, wildcards
from streams.intake.sensors.holding import RULE_LONGEST
from streams.intake.sensors.lines import Lines
from streams.intake.sensors.rules import ABOVE, EQUALS, SENSOR_LONGEST, TESTS, Place, Rule, Sensors
from streams.messages.fix import read_place
from streams.messages.values import RefusedError, shown

MINUTES = (1, 10_080)
TEXT_LONGEST, ADDRESS_LONGEST, CODE_LONGEST = 1000, 500, 64
_NAME = re.compile(rf"[A-Za-z0-9_-]{{1,{RULE_LONGEST}}}")
_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
_HOLES = re.compile(r"\{([^{}]*)\}")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
Read = TypeVar("Read")
Codes = Container[str] | None


class Fault(NamedTuple):
    """What is wrong in this line, from 1."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Table:
    """One of the file's tables; what is wrong with it is noted, so that all of it can be told."""

    told: dict[str, Any]
    name: str
    index: int
    lines: Lines
    faults: list[Fault]

    def wrong(self, member: str, wanted: str, value: object) -> None:
        line = self.lines.of(self.name, self.index, member)
        self.faults.append(Fault(line, f"{member} must be {wanted}, got {shown(value)}"))

    def text(self, member: str, longest: int, *, needed: bool = False) -> str:
        value = self.told.get(member, "")
        right = isinstance(value, str) and len(value) <= longest and value.isprintable()
        if not right or (needed and not value.strip()):
            self.wrong(member, f"text of 1 to {longest} characters on one line", self.told.get(member))
            return ""
        return str(value)

    def number(self, member: str) -> float:
        value = self.told[member]
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            self.wrong(member, "a number", value)
            return 0.0
        return float(value)

    def pointer(self, member: str, value: object) -> str:
        if isinstance(value, str) and _POINTER.fullmatch(value):
            return value
        self.wrong(member, "a JSON pointer such as /level", value)
        return ""

    def code(self, member: str, known: Codes, what: str) -> str:
        code = self.text(member, CODE_LONGEST, needed=True)
        if code and known is not None and code not in known:
            self.wrong(member, what, code)
        return code


def read_sensors(text: str, items: Codes = None, areas: Codes = None) -> tuple[Sensors, list[Fault]]:
    """What is right of it, and all that is wrong. `items` and `areas`: the codes there are in the city; None:
    they are not looked up."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        return Sensors(), [Fault(int(found[1]) if found else 1, f"must be TOML, got {error}")]
    lines, faults = Lines(text), list[Fault]()
    for name in document.keys() - {"rules", "sensors"}:
        faults.append(Fault(lines.of(name, 0), f"must be [[rules]] and [[sensors]], got {shown(name)}"))
    rules = _tables(document, "rules", lines, faults, lambda table: _rule(table, items))
    places = _tables(document, "sensors", lines, faults, lambda table: _place(table, areas))
    return Sensors(tuple(rules.values()), places), sorted(faults)


def _tables(
    document: dict[str, Any],
    name: str,
    lines: Lines,
    faults: list[Fault],
    read: Callable[[_Table], tuple[str, Read]],
) -> dict[str, Read]:
    found: dict[str, Read] = {}
    rows = document.get(name)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        faults.append(Fault(lines.of(name, 0), f"needs [[{name}]], got {shown(rows)}"))
        return found
    for index, told in enumerate(rows):
        table = _Table(told, name, index, lines, faults)
        key, value = read(table)
        if key in found:
            table.wrong("id" if name == "sensors" else "name", "another in each", key)
        found[key] = value
    return found


def _unknown(table: _Table, known: frozenset[str]) -> None:
    for member in table.told.keys() - known:
        table.wrong(member, f"one of {', '.join(sorted(known))}", member)


_RULE = frozenset(
    {"name", "topic", "item", "sensor", "value", *TESTS, "back", "repeat_minutes", "time", "text", "urgency"}
)


def _rule(table: _Table, items: Codes) -> tuple[str, Rule]:
    told = table.told
    _unknown(table, _RULE)
    name = told.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        table.wrong("name", f"1 to {RULE_LONGEST} of A-Z a-z 0-9 _ -", name)
    topic, wild = _topic(table)
    test, bound = _test(table)
    minutes, urgency = told.get("repeat_minutes", 60), told.get("urgency", "")
    if type(minutes) is not int or not MINUTES[0] <= minutes <= MINUTES[1]:
        table.wrong("repeat_minutes", f"from {MINUTES[0]} to {MINUTES[1]:,}", minutes)
    if urgency not in ("", "urgent"):
        table.wrong("urgency", "urgent, or not there", urgency)
    return str(name), Rule(
        str(name),
        topic,
        table.code("item", items, "the code of an item of the city"),
        _sensor(table, wild),
        test,
        bound,
        _text(table),
        table.pointer("value", told.get("value", "")),
        _back(table, test, bound),
        minutes if type(minutes) is int else 60,
        table.pointer("time", told.get("time", "")),
        str(urgency),
    )


def _topic(table: _Table) -> tuple[str, int]:
    topic = table.told.get("topic")
    try:
        if isinstance(topic, str):
            return topic, wildcards(topic)
        table.wrong("topic", "a topic such as sensors/+/level", topic)
    except TopicError as error:
        table.faults.append(Fault(table.lines.of("rules", table.index, "topic"), f"topic {error}"))
    return "", 0


def _sensor(table: _Table, wild: int) -> int | str:
    told = table.told.get("sensor", 1)
    if type(told) is int:
        if not 1 <= told <= wild:
            table.wrong("sensor", f"which + of the topic names it, 1 to {wild}, or a JSON pointer", told)
        return told
    if told == "":
        table.wrong("sensor", "a JSON pointer such as /device, or which + of the topic names it", told)
    return table.pointer("sensor", told)


def _test(table: _Table) -> tuple[str, float | str | bool]:
    tests = [test for test in TESTS if test in table.told]
    if len(tests) != 1:
        table.wrong(tests[1] if tests else TESTS[0], f"the only one of {', '.join(TESTS)}", ", ".join(tests))
        return EQUALS, ""
    (test,) = tests
    bound = table.told[test]
    if test != EQUALS:
        return test, table.number(test)
    if not isinstance(bound, str | int | float):
        table.wrong(test, "text, a number, true or false", bound)
        return EQUALS, ""
    return test, float(bound) if isinstance(bound, int) and not isinstance(bound, bool) else bound


def _back(table: _Table, test: str, bound: float | str | bool) -> float:
    """By itself the bound; on the good side of it."""
    if "back" not in table.told:
        return bound if isinstance(bound, float) else 0.0
    if test == EQUALS or not isinstance(bound, float):
        table.wrong("back", "with above or below alone", table.told["back"])
        return 0.0
    back = table.number("back")
    if (back > bound) if test == ABOVE else (back < bound):
        table.wrong("back", f"on the good side of {test} = {bound:g}", table.told["back"])
    return back


def _text(table: _Table) -> str:
    text = table.text("text", TEXT_LONGEST, needed=True)
    for hole in _HOLES.findall(text):
        if hole not in ("sensor", "value"):
            table.wrong("text", "with {sensor} and {value} alone in braces", f"{{{hole}}}")
    return text


def _place(table: _Table, areas: Codes) -> tuple[str, Place]:
    told = table.told
    _unknown(table, frozenset({"id", "lat", "lon", "area", "address"}))
    name, address = table.text("id", SENSOR_LONGEST, needed=True), table.text("address", ADDRESS_LONGEST)
    placed = "lat" in told or "lon" in told
    if placed == ("area" in told):
        table.wrong("area", "there, or lat and lon, and not both", told.get("area"))
        return name, Place(address=address)
    if not placed:
        return name, Place(area=table.code("area", areas, "the code of an area of the city"), address=address)
    try:
        lat, lon = read_place(told.get("lat"), told.get("lon"))
    except RefusedError as error:
        table.faults.append(Fault(table.lines.of("sensors", table.index, "lat"), str(error)))
        return name, Place(address=address)
    return name, Place(lat, lon, address=address)
