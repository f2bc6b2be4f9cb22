"""One live camera seen by two clients at once: ours and FFmpeg's agree on every picture."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Timer

import av
import pytest

from dashboard.cameras.rtsp.client import pull
from dashboard.cameras.units import Unit
from tests.cameras.encoded import kind_of, nals_of
from tests.cameras.street import Street

COUNT = 45  # three seconds


def seen_by_ffmpeg(address: str, codec: str, begun: Event, enough: Event) -> dict[bytes, tuple[bool, float]]:
    """Pictures by their slices, until there are enough: key frame or not, and time."""
    found: dict[bytes, tuple[bool, float]] = {}
    with av.open(address, options={"rtsp_transport": "tcp"}, timeout=10.0) as source:
        for packet in source.demux(video=0):
            if packet.pts is None or packet.time_base is None:
                continue
            begun.set()
            slices = [n for n in nals_of(bytes(packet)) if kind_of(codec, n) < (6 if codec == "h264" else 32)]
            data = b"".join(len(nal).to_bytes(4, "big") + nal for nal in slices)
            found[data] = packet.is_keyframe, float(packet.pts * packet.time_base)
            if enough.is_set():
                return found
    return found


async def seen_by_us(address: str) -> list[Unit]:
    units: list[Unit] = []
    pulled = pull(address)
    while len(units) < COUNT:
        units.append(await asyncio.wait_for(anext(pulled), 10))
    await pulled.aclose()
    return units


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_both_see_the_same_pictures_at_the_same_times(codec: str) -> None:
    with Street() as street, ThreadPoolExecutor(1) as pool:
        street.add("a", codec=codec, width=640, height=360, fps=15)
        address = street.address("a")
        begun, enough = Event(), Event()
        theirs = pool.submit(seen_by_ffmpeg, address, codec, begun, enough)
        assert begun.wait(15)
        ours = asyncio.run(seen_by_us(address))
        Timer(1.0, enough.set).start()  # what it has not read yet of the same pictures
        both = [(unit, *theirs.result(30)[unit.data]) for unit in ours if unit.data in theirs.result(30)]
    assert len(both) > COUNT / 3
    assert [unit.key for unit, *_ in both] == [key for _, key, _ in both]
    shift = both[0][0].time - both[0][2]
    assert [unit.time for unit, *_ in both] == pytest.approx([time + shift for *_, time in both], abs=1e-3)
    assert ours[0].media and (ours[0].media.width, ours[0].media.height) == (640, 360)
