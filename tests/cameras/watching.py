"""What an independent player sees of a demo camera: PyAV, which is FFmpeg, by RTSP over TCP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from demo.cameras import timecode
from tests.patience import PATIENCE

OPTIONS = {"rtsp_transport": "tcp", "analyzeduration": "0", "probesize": "32"}


@dataclass(frozen=True)
class Seen:
    luma: npt.NDArray[np.uint8]
    key: bool
    time: float | None
    at: float  # when it was decoded, epoch ms

    @property
    def code(self) -> int | None:
        return timecode.read(self.luma, int(self.at))


@contextmanager
def watch(address: str) -> Iterator[Iterator[Seen]]:
    """Decoded pictures, until the block ends."""
    with av.open(address, options=OPTIONS, timeout=PATIENCE) as container:
        yield _pictures(container)


def _pictures(container: av.container.InputContainer) -> Iterator[Seen]:
    container.streams.video[0].codec_context.thread_type = "SLICE"  # no pictures held back
    for frame in container.decode(video=0):
        luma = frame.to_ndarray(format="gray")
        assert isinstance(frame, av.VideoFrame)
        yield Seen(luma, frame.key_frame, frame.time, time.time() * 1000)


def pictures(address: str, count: int) -> list[Seen]:
    with watch(address) as seen:
        return [picture for picture, _ in zip(seen, range(count), strict=False)]
