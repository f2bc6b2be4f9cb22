"""RTP (RFC 3550): a packet's parts, its clock made smooth, and whether one is missing. Knows no codec."""

from __future__ import annotations

HEAD = 12
BACK, AHEAD = 1, 10  # seconds: a camera's clock that leaps farther has been set anew


def parts(packet: memoryview) -> tuple[int, int, int, int, memoryview] | None:
    """(marker, payload type, sequence, timestamp, payload); nothing when it is no RTP."""
    size = len(packet)
    if size < HEAD or packet[0] >> 6 != 2:
        return None
    first, second = packet[0], packet[1]
    start = HEAD
    if first & 0x3F:  # padding, extension, contributing sources: seldom
        start += 4 * (first & 0x0F)
        if first & 0x10:
            if size < start + 4:
                return None
            start += 4 + 4 * (packet[start + 2] << 8 | packet[start + 3])
        if first & 0x20:
            size -= packet[-1]
        if start > size:
            return None
    timestamp = packet[4] << 24 | packet[5] << 16 | packet[6] << 8 | packet[7]
    return second & 0x80, second & 0x7F, packet[2] << 8 | packet[3], timestamp, packet[start:size]


class Clock:
    """A camera's 32-bit timestamps as seconds since its first: over the wrap, and on through a leap.

    Pictures out of order (B-frames) go back a little, as they should; after a leap time goes on where it was.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self.last: int | None = None
        self.ticks = self.most = 0
        self.step = rate // 25  # the newest ordinary step, taken again at a leap

    def seconds(self, timestamp: int) -> float:
        if self.last is not None:
            step = (timestamp - self.last + 0x80000000 & 0xFFFFFFFF) - 0x80000000
            if -BACK * self.rate <= step <= AHEAD * self.rate:
                self.ticks += step
                self.step = step if step > 0 else self.step
            else:
                self.ticks = self.most + min(self.step, self.rate)
            self.most = max(self.most, self.ticks)
        self.last = timestamp
        return self.ticks / self.rate
