"""What the `sos` of an entry says: a call for help, none, or nothing anyone can tell. Knows no entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from streams.messages.entries import order
from streams.messages.rejects import Reject, raw_value, reject
from streams.messages.values import number_in, shown, text

NONE, CALL, JUNK = range(3)
_CALLS = frozenset({"true", "t", "yes", "y", "on", "sos", "help", "alarm", "alert", "emergency", "panic"})
_CALLS |= {"mayday", "是", "求助", "求救", "紧急", "紧急求助", "报警"}
_NONES = frozenset({"", "false", "f", "no", "n", "off", "null", "(null)", "nil", "none", "nan", "n/a", "na"})
_NONES |= {"undefined", "unknown", "normal", "ok", "-", "--", "无", "否", "正常", "未知"}
_PEOPLE = 10_000  # whose doubtful values are told apart
_VALUES = 20  # different ones that are told in `rejected` within a minute
_MINUTE = 60_000


def cry(value: object) -> int:
    """CALL, NONE (also for what phones send when they know nothing, -1 among it) or JUNK."""
    told = text(value)
    if told is not None:
        word = told.strip().rstrip("!！.。").lower()
        if word in _CALLS:
            return CALL
        if word in _NONES:
            return NONE
        value = number_in(told.strip())
    elif value is None:
        return NONE
    if isinstance(value, bool | int | float):
        return CALL if value == 1 else NONE if value in (0, -1) or value != value else JUNK
    return JUNK


def cries(values: Sequence[object]) -> tuple[NDArray[np.bool_], list[int]]:
    """Of many values: which are calls, and where junk stands. Each different value is read once."""
    said = {value: cry(value) for value in set(values)}
    kinds = set(said.values())
    calls = np.zeros(len(values), np.bool_)
    if CALL in kinds:
        calls[[said[value] == CALL for value in values]] = True
    junk = [at for at, value in enumerate(values) if said[value] == JUNK] if JUNK in kinds else []
    return calls, junk


@dataclass(frozen=True, slots=True)
class Doubt:
    """Somebody's `sos` that says neither yes nor no. Their position was kept."""

    entry: str
    row: int | None
    inspector: str
    value: object


@dataclass(slots=True)
class Doubts:
    """All of them since the process began: a gateway that sends such a value does so for everybody, at every
    fix. So it is one number and one sentence, and in `rejected` each value once a minute."""

    count: int = 0
    last: Doubt | None = None
    people: set[str] = field(default_factory=set)
    _minute: dict[str, int] = field(default_factory=dict)
    _told: dict[str, set[str]] = field(default_factory=dict)

    def hear(self, stream: str, doubts: Sequence[Doubt]) -> list[Reject]:
        """What is to be told in `rejected`, in the order of the stream."""
        rejects: list[Reject] = []
        for doubt in doubts:
            self.count += 1
            if len(self.people) < _PEOPLE:
                self.people.add(doubt.inspector)
            value, minute = shown(doubt.value), order(doubt.entry)[0] // _MINUTE
            if self._minute.get(stream) != minute:
                self._minute[stream], self._told[stream] = minute, set()
            told = self._told[stream]
            if value not in told and len(told) < _VALUES:
                told.add(value)
                why = f"sos must be 0 or 1, got {value}: taken for no call, told once a minute; position kept"
                rejects.append(reject(stream, doubt.entry, doubt.row, why, raw_value(doubt.value)))
            self.last = doubt
        return rejects

    def told(self) -> dict[str, Any] | None:
        """How often, of how many people (at least), and what the last one said."""
        if self.last is None:
            return None
        last = {"value": shown(self.last.value), "inspector": shown(self.last.inspector)}
        return {"count": self.count, "people": len(self.people), **last}
