"""H.265 in RTP (RFC 7798): single NAL units, aggregation packets and fragmentation units."""

from __future__ import annotations

from cameras.media.sps import Sps, h265_sps, set_id
from cameras.media.units import SourceError
from cameras.pull.rtsp.assembly import Assembly, OnUnit
from cameras.pull.rtsp.sdp import Track

VPS, SPS, PPS = 32, 33, 34
AP, FU = 48, 49
IRAP = range(16, 24)  # pictures a decoder can begin with


class H265(Assembly):
    codec = "h265"

    def __init__(self, track: Track, on_unit: OnUnit) -> None:
        if track.parameters.get("sprop-max-don-diff", "0") != "0":
            raise SourceError("codec H.265 interleaved")  # its packets would carry numbers to sort them by
        super().__init__(track, on_unit)

    def _take(self, payload: memoryview) -> None:
        if len(payload) < 3:
            return
        kind = payload[0] >> 1 & 0x3F
        if kind == FU:
            if len(payload) > 3:
                mark = payload[2]
                head = bytes((payload[0] & 0x81 | (mark & 0x3F) << 1, payload[1]))
                self._fragment(mark & 0x80, mark & 0x40, head, payload[3:])
        elif kind == AP:
            self._aggregate(payload, 2)
        else:
            self._nal([bytes(payload)], len(payload))

    def _nal(self, fragments: list[bytes], size: int) -> None:
        head = fragments[0]
        if size < 3 or head[0] & 1 or head[1] >> 3:
            return  # a layer above the first
        kind = head[0] >> 1
        if kind < VPS:
            start = head[2] if len(head) > 2 else fragments[1][0]
            self._slice(fragments, size, start & 0x80, kind in IRAP)  # first_slice_segment_in_pic_flag
        elif kind <= PPS:
            self._keep(kind, b"".join(fragments))

    def _read_set(self, kind: int, nal: bytes) -> tuple[int, Sps | None]:
        if kind == VPS:
            return nal[2] >> 4, None
        if kind == PPS:
            return set_id(nal, 2), None
        sps = h265_sps(nal)
        return sps.id, sps

    def _kinds(self) -> set[int]:
        return {VPS, SPS, PPS}
