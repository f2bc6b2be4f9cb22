"""What becomes of a message: positions as at the doors, readings of sensors as reports. Knows no connection.

`take` returns when what came stands in a stream or was refused for good; while it cannot be written it waits,
and with it the broker.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.access.api_keys import POSITIONS, ApiKey
from streams.intake.asking import BODY_BYTES
from streams.intake.doors import Door, Question, owntracks, traccar
from streams.intake.mqtt.broker import Broker
from streams.intake.mqtt.topics import matched
from streams.intake.reception import AGAIN_S, Reception, TurnedAwayError
from streams.intake.refusals import SHOWN, Refusal
from streams.intake.sensor_desk import SensorDesk
from streams.intake.sent import Sent
from streams.messages.values import RefusedError, shown

DEVICE_RATE = 6000  # a minute of one device: a phone that was out of reach brings all it kept at once
OWNTRACKS = Door("mqtt-owntracks", "", "", owntracks.read, stranger=200, device_rate=DEVICE_RATE)
TRACCAR = Door("mqtt-traccar", "", "", traccar.read, stranger=200, device_rate=DEVICE_RATE)
LINK = "mqtt"


@dataclass(frozen=True, slots=True)
class _Kind:
    filter: str
    door: Door
    asked: Callable[[Sequence[str], bytes], Question]


def _of_owntracks(wild: Sequence[str], payload: bytes) -> Question:
    """The user and the device of the topic, never what the phone calls itself in it."""
    return Question({}, {"X-Limit-D": wild[1]}, "application/json", payload, wild[0])


def _of_traccar(_: Sequence[str], payload: bytes) -> Question:
    return Question({}, {}, "application/json", payload)


class MqttDesk:
    def __init__(self, reception: Reception, broker: Broker, sensors: SensorDesk) -> None:
        self._reception, self._broker, self._sensors = reception, broker, sensors
        told = [
            _Kind(broker.owntracks, OWNTRACKS, _of_owntracks),
            _Kind(broker.traccar, TRACCAR, _of_traccar),
        ]
        self._kinds = [kind for kind in told if kind.filter]

    def objection(self) -> str:
        """Why nothing may be taken of the broker now, in words: its devices count by a key that is good."""
        known, name = self._reception.known, self._broker.key
        if not self._kinds or not known.good:
            return ""
        key = known.keys.get(name)
        if key is None:
            return f"mqtt.key: there is no key {name}: `gridwall keys make {name} --action {POSITIONS}`"
        if (state := key.state(known.now())) != "good":
            return f"mqtt.key: the key {name} is {state}"
        return "" if POSITIONS in key.actions else f"mqtt.key: the key {name} may not send {POSITIONS}"

    def passed(self) -> None:
        """A message without the promise to come again was left out: too much waited."""
        self._reception.refuse(
            Refusal(LINK, "too_many", "what is sent with QoS 0 is left out while more waits")
        )

    async def take(self, topic: str, payload: bytes) -> None:
        if len(payload) > BODY_BYTES:
            raw, why = payload[:SHOWN].decode("utf-8", "replace"), f"a message may have {BODY_BYTES:,} bytes"
            self._reception.refuse(Refusal(LINK, "too_big", f"{shown(topic)}: {why}", sent=raw))
            return
        for kind in self._kinds:
            if (wild := matched(kind.filter, topic)) is not None:
                await self._fix(kind, wild, payload)
                return
        await self._sensors.take(topic, payload)

    async def _fix(self, kind: _Kind, wild: Sequence[str], payload: bytes) -> None:
        key = await self._key(kind.door)
        raw = payload[:SHOWN].decode("utf-8", "backslashreplace")
        try:
            sent = kind.door.read(kind.asked(wild, payload))
        except RefusedError as error:
            device = shown("/".join(wild)) if wild else ""
            self._reception.refuse(Refusal(kind.door.name, "unreadable", str(error), device, key.name, raw))
            return
        if sent:
            await self._written(kind.door, key, sent, raw)

    async def _written(self, door: Door, key: ApiKey, sent: Sequence[Sent], raw: str) -> None:
        while True:
            try:
                await self._reception.take(door, key, sent, raw)
                return
            except TurnedAwayError as turned:
                if turned.why != "away":
                    said = str(turned).rstrip(".")
                    self._reception.refuse(Refusal(door.name, turned.why, said, sent[0].device, key.name))
                    return
            await asyncio.sleep(AGAIN_S)

    async def _key(self, door: Door) -> ApiKey:
        """When it may be asked: what comes faster waits at the broker."""
        while True:
            try:
                return self._reception.admit_named(door, self._broker.key)
            except TurnedAwayError as turned:
                await asyncio.sleep(turned.seconds or AGAIN_S)
