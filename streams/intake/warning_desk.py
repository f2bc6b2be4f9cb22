"""Warnings of an emergency office, CAP 1.2 or GB/T 35965.1: one message a request, appended as it came.

What cannot be read is 400 and a sentence: sent again it would be no better, and the office's log says why.
What came already is 200, and not written again: offices send until they are answered.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from zoneinfo import ZoneInfo

from redis.exceptions import RedisError

from city.warnings.reading import read_warning
from city.warnings.warning import WarningError
from streams.access.api_keys import ApiKey
from streams.intake.reception import AGAIN_S, Answer, Reception, TurnedAwayError
from streams.intake.refusals import SHOWN, Refusal
from streams.warnings.warning_entries import message_fields

KEPT = 2_000  # messages that are known again
WRITE_S = 5.0
DOOR = "cap"


class WarningDesk:
    """`zone`: of times that name none; `city`: the code of all of it, which a key must be for: a message may
    take back any other."""

    def __init__(self, reception: Reception, zone: ZoneInfo, city: str) -> None:
        self._reception, self._zone, self._city = reception, zone, city
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def take(self, key: ApiKey, body: bytes) -> Answer:
        """When it is written. Raises TurnedAwayError."""
        if self._city not in key.areas:
            sentence = f"The key {key.name} must be of the whole city to send warnings."
            raise TurnedAwayError(403, "out_of_scope", sentence, key=key.name)
        try:
            message = read_warning(body, self._zone)
        except WarningError as error:
            raw = body[:SHOWN].decode("utf-8", "backslashreplace")
            self._reception.refuse(Refusal(DOOR, "unreadable", str(error), key=key.name, sent=raw))
            return Answer(400, f"Not taken: {error}.")
        if message.key in self._known:
            return Answer(200, "Known already.")
        await self._write(body, key)
        self._known[message.key] = None
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return Answer(200, "Taken.")

    async def _write(self, body: bytes, key: ApiKey) -> None:
        known = self._reception.known
        fields = message_fields(body, key.name, known.now())
        try:
            async with asyncio.timeout(WRITE_S):
                await known.redis.xadd(known.names.warnings, fields)  # type: ignore[arg-type]
        except (RedisError, OSError) as error:  # a time-out is an OSError
            sentence = "It cannot be written just now: send it again."
            raise TurnedAwayError(503, "away", sentence, key=key.name, seconds=AGAIN_S) from error
