"""What a source gives: pictures one by one, as the camera coded them. Knows no protocol and no page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """`parameters`: SPS and PPS of H.264, VPS, SPS and PPS of H.265, nothing of JPEG. Size in pixels."""

    codec: str  # h264, h265, jpeg
    width: int
    height: int
    parameters: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Unit:
    """One picture.

    `data` is NAL units each behind a 4-byte length, without parameter sets, delimiters and SEI; or one JPEG.
    `media` is told on the first unit and at every change, which always comes with a key frame.
    A `blank` unit has no data: pictures come that cannot be shown before the next key frame.
    """

    at: float  # epoch ms, received
    time: float  # s on the source's own clock, never jumping back at a wrap
    key: bool
    data: bytes
    media: Media | None = None

    @property
    def blank(self) -> bool:
        return not self.data


class SourceError(Exception):
    """Why there is no picture: a detail of city/cameras/camera_states.py, never an address."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
