"""What a stream of a demo camera sends, picture after picture: a loop with a live foot, or a loop as it is.

Knows no viewer. The moment is always handed in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from demo.cameras import timecode
from demo.cameras.loop import Loop
from demo.cameras.slices import read_sets, taller
from demo.cameras.strip import Layout, Strip, still


@dataclass(frozen=True, slots=True)
class Picture:
    key: bool
    shown: float  # s since picture 0
    nals: tuple[bytes, ...]  # a key frame's begin with the parameter sets


class Source(Protocol):
    codec: str
    parameters: tuple[bytes, ...]

    def begin(self, at: int) -> tuple[int, float]:
        """The key frame to begin with at this epoch ms, and the seconds until it is due."""

    def due(self, number: int) -> float:
        """When to send a picture, s since picture 0; over the loop's end it goes on."""

    def picture(self, number: int, at: int) -> Picture:
        """In their order, beginning with a key frame."""

    def held(self, picture: Picture) -> tuple[bytes, ...]:
        """What a frozen encoder sends in this picture's place; nothing where it cannot be said."""


class PlainLoop:
    """As it was coded. In step with the clock when it was made to be (its time code tells the phase)."""

    def __init__(self, loop: Loop, in_step: bool = False) -> None:
        self.loop, self.in_step = loop, in_step
        self.codec, self.parameters = loop.codec, loop.parameters

    def begin(self, at: int) -> tuple[int, float]:
        if not self.in_step:
            return 0, 0.0
        phase = at % timecode.LOOP_MS / 1000
        keys = (number for number, shot in enumerate(self.loop.shots) if shot.key and shot.due >= phase)
        number = next(keys, len(self.loop.shots))
        return number, self.due(number) - phase

    def due(self, number: int) -> float:
        rounds, index = divmod(number, len(self.loop.shots))
        return rounds * self.loop.seconds + self.loop.shots[index].due

    def picture(self, number: int, at: int) -> Picture:
        rounds, index = divmod(number, len(self.loop.shots))
        shot = self.loop.shots[index]
        sets = self.parameters if shot.key else ()
        return Picture(shot.key, rounds * self.loop.seconds + shot.shown, sets + shot.nals)

    def held(self, picture: Picture) -> tuple[bytes, ...]:
        return ()


class LiveLoop(PlainLoop):
    """A loop of a street alone (H.264), completed with a foot that is drawn when the picture is sent."""

    def __init__(self, loop: Loop, layout: Layout, label: str, zone: tzinfo = UTC) -> None:
        super().__init__(loop)
        sps, pps = loop.parameters
        self.layout, self.label, self.zone = layout, label, zone
        self.sets = read_sets(sps, pps)
        self.parameters = (taller(sps, layout.width, layout.height), pps)
        self.strip = Strip(layout, self.sets)
        self.count = 0

    def picture(self, number: int, at: int) -> Picture:
        plain = super().picture(number, at)
        self.count += 1
        text = foot(self.label, at, self.zone, self.count)
        return Picture(plain.key, plain.shown, (*plain.nals, *self.strip.slices(plain.nals[-1], text, at)))

    def held(self, picture: Picture) -> tuple[bytes, ...]:
        layout = self.layout
        return (still(picture.nals[0], self.sets, layout.across * math.ceil(layout.height / 16)),)


def foot(label: str, at: int, zone: tzinfo, count: int) -> str:
    """40 letters: the camera, date and time, the picture's number."""
    clock = datetime.fromtimestamp(at / 1000, zone)
    return f"{label[:10]:<10} {clock:%Y-%m-%d %H:%M:%S} #{count:07d}"
