"""What a sequence parameter set says of its pictures (ITU-T H.264, 7.3.2.1; H.265, 7.3.2.2). Pure."""

from __future__ import annotations

from dataclasses import dataclass

# profiles whose sets tell the chroma format and bit depth (H.264, 7.3.2.1.1)
CHROMA = frozenset((44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 144, 244))
LARGEST = 16_384  # pixels a side


@dataclass(frozen=True, slots=True)
class Sps:
    id: int
    width: int  # as shown, without what the crop takes away
    height: int
    chroma: int = 1  # 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4
    luma_bits: int = 8
    chroma_bits: int = 8


class Bits:
    """Reads the bits of a NAL unit, emulation prevention bytes taken out. ValueError past its end."""

    def __init__(self, nal: bytes, skip: int) -> None:
        data = nal[skip:].replace(b"\0\0\3", b"\0\0")
        self.value, self.left = int.from_bytes(data, "big"), len(data) * 8

    def take(self, count: int) -> int:
        self.left -= count
        if self.left < 0:
            raise ValueError("a parameter set that ends too early")
        return self.value >> self.left & (1 << count) - 1

    def ue(self) -> int:
        """Exp-Golomb, unsigned (H.264, 9.1)."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > 32:
                raise ValueError("a parameter set with a number of more than 32 bits")
        return (1 << zeros) - 1 + self.take(zeros)

    def se(self) -> int:
        code = self.ue()
        return code + 1 >> 1 if code & 1 else -(code >> 1)


def set_id(nal: bytes, skip: int) -> int:
    """The number a set begins with after `skip` bytes."""
    return Bits(nal[: skip + 9], skip).ue()


def h264_sps(nal: bytes) -> Sps:
    bits = Bits(nal, 1)
    profile = bits.take(8)
    bits.take(16)  # constraints, level
    number = bits.ue()
    chroma, depths = 1, (8, 8)
    lone = 0
    if profile in CHROMA:
        chroma = bits.ue()
        lone = bits.take(1) if chroma == 3 else 0
        depths = (8 + bits.ue(), 8 + bits.ue())
        bits.take(1)
        if bits.take(1):
            _pass_scaling(bits, 12 if chroma == 3 else 8)
    bits.ue()  # log2_max_frame_num
    _pass_order(bits)
    bits.ue()  # reference frames
    bits.take(1)
    across, down = bits.ue() + 1, bits.ue() + 1
    frames = bits.take(1)
    if not frames:
        bits.take(1)
    bits.take(1)
    lines = 2 - frames  # a picture in fields counts its height in pairs of lines
    planes = 0 if lone else chroma
    step = (2 if planes in (1, 2) else 1, (2 if planes == 1 else 1) * lines)
    crop = _crop(bits, *step)
    return _checked(Sps(number, across * 16 - crop[0], down * 16 * lines - crop[1], chroma, *depths))


def _pass_scaling(bits: Bits, lists: int) -> None:
    for number in range(lists):
        if not bits.take(1):
            continue
        last = following = 8
        for _ in range(16 if number < 6 else 64):
            if following:
                following = (last + bits.se()) % 256
            last = following or last


def _pass_order(bits: Bits) -> None:
    kind = bits.ue()
    if kind == 0:
        bits.ue()
    elif kind == 1:
        bits.take(1)
        bits.se()
        bits.se()
        for _ in range(min(bits.ue(), 256)):
            bits.se()


def _crop(bits: Bits, across: int, down: int) -> tuple[int, int]:
    """Pixels taken from the width and from the height."""
    if not bits.take(1):
        return 0, 0
    left, right, top, bottom = bits.ue(), bits.ue(), bits.ue(), bits.ue()
    return (left + right) * across, (top + bottom) * down


def _checked(sps: Sps) -> Sps:
    if not (0 < sps.width <= LARGEST and 0 < sps.height <= LARGEST):
        raise ValueError(f"a picture must be 1 to {LARGEST} pixels a side, got {sps.width} x {sps.height}")
    return sps


def h265_sps(nal: bytes) -> Sps:
    bits = Bits(nal, 2)
    bits.take(4)
    layers = bits.take(3)
    bits.take(1)
    bits.take(96)  # general profile, tier and level
    told = [(bits.take(1), bits.take(1)) for _ in range(layers)]
    if layers:
        bits.take(2 * (8 - layers))
    for profile, level in told:
        bits.take(88 * profile + 8 * level)
    number, chroma = bits.ue(), bits.ue()
    lone = bits.take(1) if chroma == 3 else 0
    width, height = bits.ue(), bits.ue()
    planes = 0 if lone else chroma
    crop = _crop(bits, 2 if planes in (1, 2) else 1, 2 if planes == 1 else 1)
    return _checked(Sps(number, width - crop[0], height - crop[1], chroma, 8 + bits.ue(), 8 + bits.ue()))
