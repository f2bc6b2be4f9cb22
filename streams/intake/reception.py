"""Who may send, how often, and for whom; and what is answered when it is written. Knows no request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from streams.access.api_keys import ApiKey, ApiKeyError
from streams.intake.buckets import Buckets
from streams.intake.counts import DoorCounts
from streams.intake.doors import Door
from streams.intake.homes import Homes
from streams.intake.judging import Verdict, called_by, judge
from streams.intake.known import Known
from streams.intake.refusals import Refusal, RefusalLines
from streams.intake.repeats import Mark, Repeats
from streams.intake.sent import Sent
from streams.intake.writer import AwayError, PositionWriter
from streams.messages.cry import CALL, cry

DEVICE_RATE = 600  # requests a minute of one device: what comes late is let through, a mad phone is not
AGAIN_S = 2  # after which to ask again while Redis is away
STRANGERS, CALLED, AHEAD = ("unknown_device", "out_of_scope"), "stranger_called", "ahead"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    sentence: str = ""


class TurnedAwayError(Exception):
    """Nothing of it was looked at. `seconds`: when to ask again."""

    def __init__(self, status: int, why: str, sentence: str, *, key: str = "", seconds: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.why, self.key, self.seconds = status, why, key, seconds


class Reception:
    def __init__(self, known: Known, writer: PositionWriter, homes: Homes, counts: DoorCounts) -> None:
        self.known, self.writer, self.homes, self.counts = known, writer, homes, counts
        self.repeats, self._lines = Repeats(), RefusalLines()
        self._keys, self._devices, self._aheads = Buckets(), Buckets(), Buckets()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def admit(self, door: Door, text: str) -> ApiKey:
        """The key with this text. Raises TurnedAwayError."""
        self._reachable()
        try:
            key = self.known.key(text)
        except ApiKeyError as error:
            raise TurnedAwayError(401, "bad_key", str(error)) from None
        return self._granted(door, key)

    def admit_named(self, door: Door, name: str) -> ApiKey:
        """The key of that name, where the site says that what comes counts by it. Raises TurnedAwayError."""
        self._reachable()
        key = self.known.keys.get(name)
        if key is None or key.state(self.known.now()) != "good":
            raise TurnedAwayError(401, "bad_key", f"The key {name} is none that is good.")
        return self._granted(door, key)

    def _reachable(self) -> None:
        if not self.known.good:
            raise TurnedAwayError(503, "away", "The record cannot be reached just now.", seconds=AGAIN_S)

    def _granted(self, door: Door, key: ApiKey) -> ApiKey:
        if door.action not in key.actions:
            sentence = f"The key {key.name} may not send {door.action}."
            raise TurnedAwayError(403, "not_allowed", sentence, key=key.name)
        if wait := self._keys.wait_for(key.name, key.rate):
            sentence = f"The key {key.name} may ask {key.rate:,} times a minute: wait {wait} s."
            raise TurnedAwayError(door.busy, "too_many", sentence, key=key.name, seconds=wait)
        return key

    async def take(self, door: Door, key: ApiKey, sent: Sequence[Sent], raw: str) -> Answer:
        """All of one device, when it is written. Raises TurnedAwayError."""
        device = sent[0].device
        rate = door.device_rate or DEVICE_RATE
        if wait := self._devices.wait_for(device, rate):
            sentence = f"A device may ask {rate:,} times a minute: wait {wait} s."
            raise TurnedAwayError(door.busy, "too_many", sentence, key=key.name, seconds=wait)
        async with self._turns.setdefault(device, asyncio.Lock()):
            verdicts = [self._judged(one, key) for one in sent]
            await self._write(door, device, verdicts)
        for verdict in verdicts:
            if verdict.sentence and verdict.outcome != AHEAD:  # of which whoever reads the stream tells
                self.refuse(Refusal(door.name, verdict.outcome, verdict.sentence, device, key.name, raw))
        strange = next((verdict for verdict in verdicts if verdict.outcome in STRANGERS), None)
        if strange is not None:
            return Answer(door.stranger, f"The device {device} is not taken: {strange.sentence}.")
        wrong = [verdict.sentence for verdict in verdicts if verdict.sentence and verdict.outcome != CALLED]
        return Answer(200, f"Not taken: {wrong[0]}." if wrong else "")

    def refuse(self, one: Refusal) -> None:
        """A line for people, unless they were told the like just now."""
        self.counts.refused[one.door, one.why] += 1
        line = self._lines.line(one)
        if line is not None:
            self.writer.note(line)

    def _judged(self, one: Sent, key: ApiKey) -> Verdict:
        """A call for help is heard from whatever device: of a stranger's, under the device's own name."""
        now, device = self.known.now(), self.known.devices.get(one.device)
        if device is None:
            outcome, sentence = "unknown_device", "it is nobody's: `gridwall devices add` says whose it is"
        else:
            outcome, sentence = "out_of_scope", self.homes.objection(device.inspector, key.areas)
            if not sentence:
                return judge(one, device.inspector, now)
        if cry(one.values["sos"]) == CALL:
            return replace(judge(one, called_by(one.device), now), outcome=CALLED, sentence=sentence)
        return Verdict(outcome, sentence=sentence)

    async def _write(self, door: Door, device: str, verdicts: Sequence[Verdict]) -> None:
        """What is new. Raises TurnedAwayError."""
        fresh: dict[Mark, dict[str, str]] = {}
        for verdict in verdicts:
            mark, outcome = verdict.mark, verdict.outcome
            if mark is not None and (mark in fresh or self.repeats.knows(device, mark)):
                outcome = "repeated"
            elif mark is not None:
                fresh[mark] = verdict.entry
            self.counts.fixes[door.name, outcome] += 1
        try:
            await self.writer.append(list(fresh.values()))
        except AwayError as error:
            sentence = f"Keep it and send it again: {error}."
            raise TurnedAwayError(503, "away", sentence, seconds=AGAIN_S) from None
        for mark in fresh:
            self.repeats.note(device, mark)
        for verdict in verdicts:  # now and then: whoever reads the stream tells each
            if verdict.outcome == AHEAD and self._aheads.wait_for(device, 1) == 0:
                self.writer.note(verdict.entry)
