"""One report for as long as it goes on: until the value was good again, or so many minutes have passed.

The id of a report is its rule, its sensor and the span of time it falls in: whoever forgot that it was sent
(a restart) sends it again under the same id, and it is filed once.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from streams.intake.sensors.rules import BAD, GOOD, Reading, Rule

MINUTE = 60_000
MOST = 10  # reports of one sensor by one rule in such a span, however often its value comes and goes
RULE_LONGEST, SENSOR_SHOWN = 24, 24
_PLAIN = re.compile(r"[A-Za-z0-9._:-]+")


@dataclass(slots=True)
class _Held:
    until: int = 0  # epoch ms; 0: nothing goes on
    span: int = 0
    sent: int = 0  # in this span


class Holding:
    """In memory, by rule and sensor: as many as the mapping file lists."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], _Held] = {}

    def due(self, rule: Rule, reading: Reading, now: int) -> str:
        """The id under which it is to be sent; nothing when it is not to be."""
        held = self._held.setdefault((rule.name, reading.sensor), _Held())
        if reading.state == GOOD:
            held.until = 0
        if reading.state != BAD or now < held.until:
            return ""
        span, sent = now // (rule.minutes * MINUTE), held.sent
        sent = sent if span == held.span else 0
        return "" if sent >= MOST else report_id(rule.name, reading.sensor, span, sent)

    def sent(self, rule: Rule, reading: Reading, now: int) -> None:
        """It stands in the stream."""
        held = self._held[rule.name, reading.sensor]
        span = now // (rule.minutes * MINUTE)
        held.sent = held.sent + 1 if span == held.span else 1
        held.until, held.span = now + rule.minutes * MINUTE, span


def report_id(rule: str, sensor: str, span: int, nth: int) -> str:
    """At most 64 characters, as an id may have."""
    if len(sensor) > SENSOR_SHOWN or not _PLAIN.fullmatch(sensor):
        sensor = hashlib.sha256(sensor.encode()).hexdigest()[:12]
    return f"{rule}.{sensor}.{span}{f'.{nth}' if nth else ''}"
