"""What must be known of another encoder's H.264 to add slices to its pictures (ITU-T H.264, 7.3.2 and 7.3.3).

Baseline as libx264 writes it: CAVLC, one slice a picture, one reference, picture order type 2.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo.cameras.bits import Cursor, Payload, se, text_of, ue

IDR = 5


@dataclass(frozen=True, slots=True)
class Sets:
    """Of both parameter sets, what a slice's header depends on."""

    frame_bits: int
    pps: int
    quantizer: int
    deblocking: bool  # whether a slice says how it is deblocked


def read_sets(sps: bytes, pps: bytes) -> Sets:
    """ValueError when slices like ours cannot be added to such a stream."""
    order, frame_bits = _sps_head(Cursor(text_of(sps)))[:2]
    bits = Cursor(text_of(pps))
    number, _ = bits.ue(), bits.ue()
    cabac, fields, groups, references = bits.take(1), bits.take(1), bits.ue(), bits.ue()
    bits.ue()
    weighted = bits.take(3)
    quantizer = 26 + bits.se()
    bits.se(), bits.se()
    if order != 2 or cabac or fields or groups or references or weighted:
        raise ValueError("baseline H.264 with one reference wanted")
    return Sets(frame_bits, number, quantizer, bool(bits.take(1)))


def _sps_head(bits: Cursor) -> tuple[int, int, int, int]:
    """(picture order type, bits of frame_num, where the size begins, where the height begins)."""
    if bits.take(8) != 66:
        raise ValueError("a baseline profile wanted")
    bits.take(16)
    bits.ue()
    frame_bits, order = bits.ue() + 4, bits.ue()
    if order == 2:
        bits.ue()
        bits.take(1)
    size = bits.at
    bits.ue()
    return order, frame_bits, size, bits.at


def taller(sps: bytes, width: int, height: int) -> bytes:
    """The same set for pictures with more rows of macroblocks below."""
    bits = Cursor(text_of(sps))
    before = bits.text[: _sps_head(bits)[2]]
    bits.ue()
    kept = bits.text[bits.at : bits.at + 2]  # frames only; direct prediction
    bits.take(2)
    if bits.take(1):
        for _ in range(4):
            bits.ue()
    across, down = -(-width // 16), -(-height // 16)
    right, bottom = (across * 16 - width) // 2, (down * 16 - height) // 2
    crop = f"1{ue(0)}{ue(right)}{ue(0)}{ue(bottom)}" if right or bottom else "0"
    rest = bits.text[bits.at :].rstrip("0")[:-1]
    return Payload(before + ue(across - 1) + ue(down - 1) + kept + crop + rest).nal(sps[:1])


def header(nal: bytes, sets: Sets, first: int, quantizer: int) -> str:
    """The header of one more slice in the picture `nal` is a slice of: from macroblock `first`."""
    bits = Cursor(text_of(nal[:24]))
    bits.ue()
    slice_type = bits.ue()
    bits.ue()
    frame = bits.take(sets.frame_bits)
    told = ue(first) + ue(slice_type) + ue(sets.pps) + f"{frame:0{sets.frame_bits}b}"
    if nal[0] & 0x1F == IDR:
        told += ue(bits.ue()) + "00"  # no pictures dropped, no long-term reference
    else:
        told += "000"  # as many references, in their order, marked as usual
    return told + se(quantizer - sets.quantizer) + (ue(1) if sets.deblocking else "")
