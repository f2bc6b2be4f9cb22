"""Which refusals people are told: each at once, and then how many like it there were. Knows no stream.

A phone that sends nonsense every second is one line in ten minutes, so that the lines of others are found.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from streams.access.api_keys import without_keys
from streams.messages.positions import refusal_fields

SAME_S = 600.0  # s from one line to the next of the same door, reason and device
MOST_A_MINUTE, KEPT = 60, 5000
SHOWN = 200  # characters of what came


@dataclass(frozen=True, slots=True)
class Refusal:
    """`why` is a word, `sentence` what people read; `sent` what came, with nothing secret in it."""

    door: str
    why: str
    sentence: str
    device: str = ""
    key: str = ""  # its name
    sent: str = ""


class RefusalLines:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._told: dict[tuple[str, str, str], tuple[float, int]] = {}  # when, held back since
        self._minute, self._lines = 0.0, 0

    def line(self, one: Refusal) -> dict[str, str] | None:
        """What is written of it; None when something like it was told just now, or too much was."""
        one = replace(one, device=without_keys(one.device), sent=without_keys(one.sent))
        now, same = self._monotonic(), (one.door, one.why, one.device)
        at, held = self._told.pop(same, (-SAME_S, 0))
        if now - self._minute >= 60:
            self._minute, self._lines = now, 0
        if now - at < SAME_S or self._lines >= MOST_A_MINUTE:
            self._told[same] = (at, held + 1)
            return None
        self._told[same] = (now, 0)
        if len(self._told) > KEPT:
            del self._told[next(iter(self._told))]
        self._lines += 1
        return refusal_fields(_sentence(one, held), _raw(one))


def _sentence(one: Refusal, held: int) -> str:
    who = f" device {one.device}:" if one.device else ""
    more = f" (and {held:,} like it before)" if held else ""
    return f"{one.door}:{who} {without_keys(one.sentence)}{more}"


def _raw(one: Refusal) -> str:
    told = {"door": one.door, "why": one.why, "device": one.device, "key": one.key, "sent": one.sent[:SHOWN]}
    return msgspec.json.encode({name: value for name, value in told.items() if value}).decode()
