"""One live camera seen by two clients at once: ours and FFmpeg's agree on every picture."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import av
import pytest

from cameras.media.units import Unit
from cameras.pull.rtsp.client import pull
from tests.cameras.encoded import kind_of, nals_of
from tests.cameras.street import Street
from tests.patience import PATIENCE, until

COUNT = 45  # three seconds


def seen_by_ffmpeg(address: str, codec: str, found: dict[bytes, tuple[bool, float]], enough: Event) -> None:
    """Pictures by their slices, until there are enough: key frame or not, and time."""
    with av.open(address, options={"rtsp_transport": "tcp"}, timeout=PATIENCE) as source:
        for packet in source.demux(video=0):
            if packet.pts is None or packet.time_base is None:
                continue
            slices = [n for n in nals_of(bytes(packet)) if kind_of(codec, n) < (6 if codec == "h264" else 32)]
            data = b"".join(len(nal).to_bytes(4, "big") + nal for nal in slices)
            found[data] = packet.is_keyframe, float(packet.pts * packet.time_base)
            if enough.is_set():
                return


async def seen_by_us(address: str) -> list[Unit]:
    units: list[Unit] = []
    pulled = pull(address)
    while len(units) < COUNT:
        units.append(await asyncio.wait_for(anext(pulled), PATIENCE))
    await pulled.aclose()
    return units


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_both_see_the_same_pictures_at_the_same_times(codec: str) -> None:
    with Street() as street, ThreadPoolExecutor(1) as pool:
        street.add("a", codec=codec, width=640, height=360, fps=15)
        address = street.address("a")
        theirs: dict[bytes, tuple[bool, float]] = {}
        enough = Event()
        reading = pool.submit(seen_by_ffmpeg, address, codec, theirs, enough)
        until(lambda: theirs or reading.done(), "a picture")
        ours = asyncio.run(seen_by_us(address))
        until(lambda: ours[-1].data in theirs or reading.done(), "the last of the same pictures")
        enough.set()
        reading.result(PATIENCE)
        both = [(unit, *theirs[unit.data]) for unit in ours if unit.data in theirs]
    assert len(both) > COUNT / 3
    assert [unit.key for unit, *_ in both] == [key for _, key, _ in both]
    shift = both[0][0].time - both[0][2]
    assert [unit.time for unit, *_ in both] == pytest.approx([time + shift for *_, time in both], abs=1e-3)
    assert ours[0].media and (ours[0].media.width, ours[0].media.height) == (640, 360)
