"""H.264 in RTP (RFC 6184): single NAL units, STAP-A and FU-A, which is what cameras send."""

from __future__ import annotations

from cameras.media.sps import Sps, h264_sps, set_id
from cameras.pull.rtsp.assembly import Assembly

IDR, SPS, PPS = 5, 7, 8
STAP_A, FU_A = 24, 28


class H264(Assembly):
    codec = "h264"

    def _take(self, payload: memoryview) -> None:
        kind = payload[0] & 0x1F
        if kind == FU_A:
            if len(payload) > 2:
                mark = payload[1]
                head = bytes((payload[0] & 0xE0 | mark & 0x1F,))
                self._fragment(mark & 0x80, mark & 0x40, head, payload[2:])
        elif kind == STAP_A:
            self._aggregate(payload, 1)
        else:
            self._nal([bytes(payload)], len(payload))

    def _nal(self, fragments: list[bytes], size: int) -> None:
        kind = fragments[0][0] & 0x1F
        if 1 <= kind <= IDR:
            if size > 1:
                # first_mb_in_slice, the first number of a slice, is 0: coded as one bit 1
                start = fragments[0][1] if len(fragments[0]) > 1 else fragments[1][0]
                self._slice(fragments, size, start & 0x80, kind == IDR)
        elif kind in (SPS, PPS):
            self._keep(kind, b"".join(fragments))

    def _read_set(self, kind: int, nal: bytes) -> tuple[int, Sps | None]:
        if kind == PPS:
            return set_id(nal, 1), None
        sps = h264_sps(nal)
        return sps.id, sps

    def _kinds(self) -> set[int]:
        return {SPS, PPS}
