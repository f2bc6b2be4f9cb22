"""RTP packets in, whole pictures out, whichever NAL codec: what a lost packet touched never comes out.

Runs for every packet of every camera: few calls, few copies. The codec's own file takes a payload apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from cameras.media.sps import Sps
from cameras.media.units import Media, SourceError, Unit
from cameras.pull.rtsp.rtp import Clock, parts
from cameras.pull.rtsp.sdp import Track

LARGEST_UNIT = 8_000_000  # bytes
ALIVE_S = 1.0  # between two signs of life while a key frame is awaited
PIECE = 64  # bytes that the smallest piece takes in memory: millions of tiny ones are large too
LARGEST_SET, SETS = 4096, 64

OnUnit = Callable[[Unit], None]


class Assembly:
    """`packet` takes one RTP packet; `on_unit` is told what can be decoded, from a key frame on, and once a
    second a blank unit while pictures come that need one."""

    codec: str

    def __init__(self, track: Track, on_unit: OnUnit) -> None:
        self.on_unit, self.payload = on_unit, track.payload
        self.clock = Clock(track.rate)
        self.sequence = -1  # of the packet before
        self.timestamp = -1  # of the picture that is being put together
        self.ended = -1  # of the picture before, when its last packet said that it was the last
        self.waiting = True  # for a key frame
        self.alive_at = 0.0  # epoch s of the last blank unit
        self.marked = True  # this camera's marker bits mean what they should
        self.sets: dict[tuple[int, int], bytes] = {}  # by type and number, parameter sets
        self.known: set[bytes] = set()  # their bytes, to pass over a repeat quickly
        self.changed = False
        self.sps: Sps | None = None
        self.media: Media | None = None
        self._begin()
        for told in track.sets:
            self._told(told)
        self._begin()

    def _begin(self) -> None:
        self.whole = True  # nothing of this picture is missing so far
        self.key = False
        self.pieces: list[bytes] = []  # lengths and NAL units of the slices
        self.size = 0
        self.fragments: list[bytes] = []  # of the one NAL unit that comes in pieces
        self.fragment_bytes = 0

    def packet(self, packet: memoryview) -> None:
        """Raises SourceError when a picture is larger than any camera's."""
        read = parts(packet)
        if read is None:
            return
        marker, kind, sequence, timestamp, payload = read
        due = self.sequence + 1 & 0xFFFF
        if kind != self.payload:  # some cameras put data of their own between the pictures
            self.sequence = sequence if sequence == due else self.sequence
            return
        gap = sequence != due and self.sequence >= 0
        self.sequence = sequence
        if timestamp != self.timestamp:
            self._turn(timestamp, gap)
        elif gap:
            self._damage()
        if len(payload):
            self._take(payload)
        if marker and self.marked:
            self.ended = timestamp
            self._end()

    def _turn(self, timestamp: int, gap: bool) -> None:
        """Another picture begins; the one before ends here when no marker ended it."""
        if gap:
            self._damage()
        self._end()
        self.timestamp, self.waiting = timestamp, self.waiting or gap

    def _damage(self) -> None:
        self.whole, self.waiting = False, True
        self.fragments.clear()

    def _end(self) -> None:
        pieces, whole, key = self.pieces, self.whole and not self.fragments, self.key
        self._begin()
        if not pieces:
            self.waiting = self.waiting or not whole
            return
        seconds = self.clock.seconds(self.timestamp)
        if not whole or (self.changed and not key):
            self.waiting = True
        elif key:
            self.waiting = not self._ready()
        now = time.time()
        if not self.waiting:
            media, self.changed = self.media if self.changed else None, False
            self.on_unit(Unit(now * 1000, seconds, key, b"".join(pieces), media))
        elif abs(now - self.alive_at) >= ALIVE_S:
            self.alive_at = now
            self.on_unit(Unit(now * 1000, seconds, False, b""))

    def _ready(self) -> bool:
        """Whether the parameter sets for a key frame are there; makes the media they describe."""
        if not self.changed:
            return self.media is not None
        if self.sps is None or {kind for kind, _ in self.sets} != self._kinds():
            return False
        media = Media(self.codec, self.sps.width, self.sps.height, self._ordered())
        self.changed, self.media = media != self.media, media
        return True

    def _ordered(self) -> tuple[bytes, ...]:
        return tuple(self.sets[name] for name in sorted(self.sets))

    # for the codec's own file

    def _slice(self, nal: list[bytes], size: int, first: int, key: bool) -> None:
        """A coded slice of `size` bytes; `first`: it is the first of its picture."""
        if not self.pieces and not first:
            # the rest of a picture that a marker bit had ended: this camera sets it on every slice
            self.marked = self.marked and self.timestamp != self.ended
            self._damage()
        self.size += size
        if self.size + PIECE * len(self.pieces) > LARGEST_UNIT:
            raise SourceError("too_big")
        self.key = self.key or key
        self.pieces.append(size.to_bytes(4, "big"))
        self.pieces.extend(nal)

    def _fragment(self, begins: int, ends: int, head: bytes, rest: memoryview) -> None:
        """A piece of one NAL unit (FU); `head` is the NAL header it had before it was cut."""
        fragments = self.fragments
        if begins:
            if fragments:
                self._damage()
            fragments.append(head)
            self.fragment_bytes = len(head)
        elif not fragments:
            self._damage()
            return
        fragments.append(bytes(rest))
        self.fragment_bytes += len(rest)
        if self.fragment_bytes + PIECE * len(fragments) > LARGEST_UNIT:
            raise SourceError("too_big")
        if ends:
            self.fragments = []
            self._nal(fragments, self.fragment_bytes)

    def _aggregate(self, payload: memoryview, at: int) -> None:
        """NAL units of one packet, each behind its 16-bit length (STAP-A, AP)."""
        size = len(payload)
        while at + 2 <= size:
            begin = at + 2
            at = begin + (payload[at] << 8 | payload[at + 1])
            if at > size:
                self._damage()
            elif at > begin:
                self._nal([bytes(payload[begin:at])], at - begin)

    def _keep(self, kind: int, nal: bytes) -> None:
        """A parameter set. One that was here before costs no more than a look."""
        if nal in self.known:
            return
        try:
            if len(nal) > LARGEST_SET or len(self.sets) >= SETS:
                raise ValueError("parameter sets without end")
            number, sps = self._read_set(kind, nal)
        except ValueError as error:
            raise SourceError("garbage") from error
        self.sps = sps or self.sps
        self.sets[kind, number] = nal
        self.known, self.changed = set(self.sets.values()), True

    def _told(self, nal: bytes) -> None:
        """A set from the session's description, where some cameras write nonsense: then it comes in band."""
        try:
            self._nal([nal], len(nal))
        except SourceError:
            self.sets, self.known, self.sps = {}, set(), None

    def _take(self, payload: memoryview) -> None:
        raise NotImplementedError

    def _nal(self, fragments: list[bytes], size: int) -> None:
        raise NotImplementedError

    def _read_set(self, kind: int, nal: bytes) -> tuple[int, Sps | None]:
        """Its number, and what it says when it is an SPS; ValueError."""
        raise NotImplementedError

    def _kinds(self) -> set[int]:
        raise NotImplementedError
