"""Readings of sensors as reports, one for as long as it goes on: written into the stream of reports."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

from redis.exceptions import RedisError

from streams.intake.mqtt.topics import matched
from streams.intake.reception import AGAIN_S, Reception
from streams.intake.refusals import SHOWN, Refusal
from streams.intake.sensors.holding import Holding
from streams.intake.sensors.rules import BAD, Reading, Rule, Sensors, read_message, sentence
from streams.messages.reports import report_fields
from streams.messages.values import RefusedError, shown

DOOR, CHANNEL = "mqtt-sensors", "sensor"
WRITE_S = 5.0
OUTCOMES = {
    "reported": "a report was written",
    "held": "bad, and reported already",
    "good": "good, or between the value and `back`",
    "unknown_sensor": "of sensors that the file does not list",
    "unreadable": "what the rule's pointers do not find, or no number",
}


class SensorDesk:
    """`stream`: of reports."""

    def __init__(self, reception: Reception, sensors: Sensors, stream: str) -> None:
        self._reception, self._sensors, self._stream = reception, sensors, stream
        self._holding = Holding()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, topic: str, payload: bytes) -> None:
        """By every rule that is about this topic. Returns when it is written or was refused for good."""
        async with self._turns.setdefault(topic, asyncio.Lock()):
            for rule in self._sensors.rules:
                if (wild := matched(rule.topic, topic)) is not None:
                    outcome = await self._judged(rule, wild, topic, payload)
                    self._reception.counts.sensors[DOOR, outcome] += 1

    async def _judged(self, rule: Rule, wild: Sequence[str], topic: str, payload: bytes) -> str:
        try:
            reading = read_message(rule, wild, payload)
        except RefusedError as error:
            self._refuse("unreadable", f"{rule.name}: {error}", shown(topic), payload)
            return "unreadable"
        if reading.sensor not in self._sensors.places:
            why = "the mapping file does not list it"
            self._refuse("unknown_sensor", why, reading.sensor, payload)
            return "unknown_sensor"
        return await self._report(rule, reading)

    async def _report(self, rule: Rule, reading: Reading) -> str:
        known = self._reception.known
        while not known.good:  # by the record's clock, which is not known yet
            await asyncio.sleep(AGAIN_S)
        now = known.now()
        if not (report := self._holding.due(rule, reading, now)):
            return "held" if reading.state == BAD else "good"
        fields = self._fields(rule, reading, report, now)
        while not await self._written(fields):
            await asyncio.sleep(AGAIN_S)
        self._holding.sent(rule, reading, now)
        return "reported"

    def _fields(self, rule: Rule, reading: Reading, report: str, now: int) -> dict[str, str]:
        place = self._sensors.places[reading.sensor]
        optional = {"area": place.area, "address": place.address, "urgency": rule.urgency}
        told = {name: value for name, value in optional.items() if value}
        text, time = sentence(rule, reading), now if reading.time is None else reading.time
        return report_fields(
            report, time, rule.item, lat=place.lat, lon=place.lon, channel=CHANNEL, text=text, **told
        )

    async def _written(self, fields: dict[str, str]) -> bool:
        try:
            async with asyncio.timeout(WRITE_S):
                await self._reception.known.redis.xadd(self._stream, fields)  # type: ignore[arg-type]
        except (RedisError, OSError):  # a time-out is an OSError
            return False
        return True

    def _refuse(self, why: str, said: str, device: str, payload: bytes) -> None:
        raw = payload[:SHOWN].decode("utf-8", "backslashreplace")
        self._reception.refuse(Refusal(DOOR, why, said, device, sent=raw))
