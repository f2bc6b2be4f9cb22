"""The live foot of a coded picture: clock, counter and time code, added to a finished loop by no encoder.

The loop's pictures lack their lowest rows of macroblocks. Those come from here, a slice a row: what did not
change is skipped, flat blocks are one number against their neighbour, letters are sent as they are (I_PCM).
No other row is touched, nothing is deblocked across, and what is decoded is exactly what was drawn (ITU-T
H.264, 7.3.5, 8.3.3, 9.2).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from demo.cameras import timecode
from demo.cameras.bits import Payload, ue
from demo.cameras.glyphs import glyph
from demo.cameras.slices import IDR, Sets, header

Plane = npt.NDArray[np.uint8]

MB = 16
QUANTIZER, STEP = 48, 10  # at which a flat block's one coefficient counts 10 steps of brightness each
MIDDLE = 128  # what a block without neighbours is predicted to be
INTRA_DC, PCM = 3, 25  # types of macroblock; in a P slice they come behind five others
GREY = bytes([128]) * 128  # both colour planes of a macroblock


class Layout:
    """Where things are in a picture of that size: the street, a line of 40 letters, the code."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.cell = width // timecode.BLOCKS
        self.code = timecode.height(width)
        self.ground = (height - self.cell - self.code) // MB * MB  # the street's height
        if self.cell < 8 or self.ground < 4 * MB:
            raise ValueError(f"a demo camera of at least 320 x 120 pixels wanted, got {width} x {height}")
        self.strip = height - self.ground
        self.across, self.down = -(-width // MB), -(-self.strip // MB)

    def draw(
        self, plane: Plane, text: str, at: int, kind: int = timecode.LIVE, shown: str | None = None
    ) -> None:
        """Into a plane of the strip's rows, at least as large as the strip is seen.

        `shown`: the text that stands there, when it was drawn into this plane before.
        """
        top = self.strip - self.code
        letters = text[: timecode.BLOCKS].ljust(timecode.BLOCKS)
        if shown is None:
            plane[:] = timecode.BLACK
        for number, (letter, before) in enumerate(
            zip(letters, (shown or "").ljust(timecode.BLOCKS), strict=False)
        ):
            if letter != before:
                left = number * self.cell
                dots = glyph(letter, self.cell) * np.uint8(timecode.WHITE - timecode.BLACK)
                plane[top - self.cell : top, left : left + self.cell] = dots + np.uint8(timecode.BLACK)
        # unseen rows below too: flat blocks cost little
        plane[top:, : self.width] = timecode.row(self.width, at, kind)


class Strip:
    """One run of pictures, drawn one after the other, whoever watches; begins with a key frame."""

    def __init__(self, layout: Layout, sets: Sets) -> None:
        self.layout, self.sets = layout, sets
        self.plane: Plane = np.zeros((layout.down * MB, layout.across * MB), dtype=np.uint8)
        self.text: str | None = None
        self.before: Plane = self._blocks()

    def _blocks(self) -> Plane:
        """Rows × columns of macroblocks × their 256 pixels."""
        layout = self.layout
        split = self.plane.reshape(layout.down, MB, layout.across, MB)
        return split.swapaxes(1, 2).reshape(layout.down, layout.across, MB * MB)

    def slices(self, nal: bytes, text: str, at: int) -> list[bytes]:
        """The rows that complete the picture whose street is `nal`."""
        self.layout.draw(self.plane, text, at, shown=self.text)
        self.text = text
        blocks, before = self._blocks(), self.before
        self.before = blocks
        key = nal[0] & 0x1F == IDR
        changed = np.ones(blocks.shape[:2], bool) if key else (blocks != before).any(axis=2)
        levels = levels_of(blocks)
        return [
            self._row(
                nal, number, key, blocks[number], np.flatnonzero(changed[number]).tolist(), levels[number]
            )
            for number in range(self.layout.down)
        ]

    def _row(
        self, nal: bytes, number: int, key: bool, blocks: Plane, changed: list[int], levels: list[int | None]
    ) -> bytes:
        across = self.layout.across
        first = (self.layout.ground // MB + number) * across
        payload = Payload(header(nal, self.sets, first, QUANTIZER))
        done, raw = 0, -1  # the next macroblock; the last one sent as it is
        for index in changed:
            if not key:
                payload.bits(ue(index - done))
            level = levels[index]
            if level is not None:
                payload.bits(flat(level, index > 0 and raw == index - 1, key))
            else:
                payload.bits(ue(PCM if key else PCM + 5))
                payload.aligned(blocks[index].tobytes() + GREY)
                raw = index
            done = index + 1
        if not key and done < across:
            payload.bits(ue(across - done))
        return payload.nal(nal[:1])


def levels_of(blocks: Plane) -> list[list[int | None]]:
    """Of each macroblock, how many steps brighter it is than its left neighbour predicts.

    None: it is of more than one brightness, or no whole number of steps away.
    """
    value = blocks[:, :, 0].astype(np.int32)
    right = (blocks[:, :, MB - 1 :: MB].sum(axis=2, dtype=np.int32) + MB // 2) // MB
    predicted = np.full_like(value, MIDDLE)
    predicted[:, 1:] = right[:, :-1]
    steps, rest = np.divmod(value - predicted, STEP)
    fit = (blocks == blocks[:, :, :1]).all(axis=2) & (rest == 0)
    return [
        [step if told else None for step, told in zip(*row, strict=True)]
        for row in zip(steps.tolist(), fit.tolist(), strict=True)
    ]


@cache
def flat(level: int, beside_raw: bool, key: bool) -> str:
    """One of one brightness: type, prediction of colour, quantizer as before, one coefficient of 16."""
    head = ue(INTRA_DC if key else INTRA_DC + 5) + "11"
    if not level:
        return head + ("000011" if beside_raw else "1")
    # total_coeff 1, trailing ones 0 or 1; a raw neighbour has 16 coefficients, which chooses another table
    if abs(level) == 1:
        return head + ("000001" if beside_raw else "01") + ("1" if level < 0 else "0") + "1"
    return head + ("000000" if beside_raw else "000101") + _level(level) + "1"


def _level(level: int) -> str:
    """9.2.2.1, of a first level that is no trailing one."""
    code = 2 * abs(level) - (4 if level > 0 else 3)
    if code < 14:
        return "0" * code + "1"
    if code < 30:
        return "0" * 14 + "1" + f"{code - 14:04b}"
    return "0" * 15 + "1" + f"{code - 30:012b}"


def still(nal: bytes, sets: Sets, macroblocks: int) -> bytes:
    """A picture that says "as before", in the place of the P picture that `nal` is a slice of."""
    payload = Payload(header(nal, sets, 0, sets.quantizer))
    payload.bits(ue(macroblocks))
    return payload.nal(nal[:1])
