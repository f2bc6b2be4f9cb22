"""Our client against an RTSP server that is not ours: GStreamer's, when Debian's packages are there."""

import asyncio
import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import pytest

from cameras.media.units import SourceError, Unit
from cameras.pull.rtsp.client import pull
from tests.patience import PATIENCE

PYTHON = "/usr/bin/python3"
NEEDED = (
    "import gi; gi.require_version('Gst', '1.0'); gi.require_version('GstRtspServer', '1.0');"
    "from gi.repository import Gst, GstRtspServer; Gst.init(None);"
    "raise SystemExit(any(Gst.ElementFactory.find(n) is None for n in ('{}', '{}')))"
)
CODERS = {
    "h264": ("x264enc", "rtph264pay"),
    "h265": ("x265enc", "rtph265pay"),
    "jpeg": ("jpegenc", "rtpjpegpay"),
    "jpeg422": ("jpegenc", "rtpjpegpay"),
}


@contextmanager
def gstreamer(codec: str, *guard: str) -> Iterator[int]:
    """Its port."""
    try:
        found = subprocess.run(
            [PYTHON, "-c", NEEDED.format(*CODERS[codec])], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip(f"no {PYTHON}")
    if found.returncode:
        pytest.skip(
            "GStreamer's RTSP server is not installed: apt install python3-gi gir1.2-gst-rtsp-server-1.0 "
            "gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly"
        )
    command = [PYTHON, str(Path(__file__).with_name("gst_server.py")), codec, *guard]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet) as server:
        assert server.stdin and server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.stdin.close()
            server.wait(PATIENCE)


def seen(address: str, count: int = 20) -> tuple[list[Unit], str]:
    async def run() -> tuple[list[Unit], str]:
        units: list[Unit] = []
        pulled = pull(address)
        try:
            while len(units) < count:
                units.append(await asyncio.wait_for(anext(pulled), PATIENCE))
        except SourceError as error:
            return units, error.detail
        await pulled.aclose()
        return units, ""

    return asyncio.run(run())


@pytest.mark.parametrize("codec", ["h264", "h265"])
def test_its_pictures_come_with_their_size_their_times_and_their_key_frames(codec: str) -> None:
    with gstreamer(codec) as port:
        units, _ = seen(f"rtsp://127.0.0.1:{port}/live")
        assert seen(f"rtsp://127.0.0.1:{port}/nothing") == ([], "no_stream")
    media = units[0].media
    assert media and (media.codec, media.width, media.height) == (codec, 320, 180)
    assert units[0].key and 1 <= sum(unit.key for unit in units) <= 3
    assert units[-1].time - units[0].time > 1.0  # 19 pictures of 1/15 s


@pytest.mark.parametrize(("kind", "pixels"), [("jpeg", "yuvj420p"), ("jpeg422", "yuvj422p")])
def test_its_jpeg_is_whole(kind: str, pixels: str) -> None:
    with gstreamer(kind) as port:
        units, _ = seen(f"rtsp://127.0.0.1:{port}/live")
    media = units[0].media
    assert media and (media.codec, media.width, media.height) == ("jpeg", 320, 184)  # in steps of 8 points
    for unit in units:
        with av.open(io.BytesIO(unit.data), "r", format="jpeg_pipe") as read:
            frame = next(read.decode(video=0))
        assert frame.format.name == pixels and not frame.is_corrupt
        # the test picture's bars: white is at their left, blue at their right
        bars = frame.to_ndarray(format="rgb24")[40, [20, 300]].astype(int).tolist()
        assert min(bars[0]) > 150 and bars[1][2] > 150 and max(bars[1][:2]) < 60


def test_its_digest_lets_the_right_password_in_alone() -> None:
    with gstreamer("h264", "MD5") as port:
        assert len(seen(f"rtsp://admin:p%40ss%3Aw%2Frd@127.0.0.1:{port}/live")[0]) == 20
        assert seen(f"rtsp://admin:wrong@127.0.0.1:{port}/live") == ([], "wrong_password")
        assert seen(f"rtsp://127.0.0.1:{port}/live") == ([], "wrong_password")
