"""Pictures from cameras as they are: each habit of a real one is played by a server on a real socket."""

import asyncio
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from cameras.media.units import SourceError
from cameras.pull.http_auth import Guard, Login
from cameras.pull.rtsp import client
from cameras.pull.rtsp.client import pull
from cameras.pull.rtsp.target import read_target
from tests.cameras.encoded import Packets, Picture, clip, kind_of, sets_of
from tests.cameras.page import until
from tests.cameras.rtsp_camera import Habits, camera, seen, taken
from tests.patience import PATIENCE

CLIP = clip()


def data(pictures: tuple[Picture, ...], codec: str = "h264") -> list[bytes]:
    return [picture.slices(codec) for picture in pictures]


def test_each_picture_comes_once_byte_for_byte_with_its_time() -> None:
    begun = time.time() * 1000
    units, how = seen(pictures=CLIP)
    assert [unit.data for unit in units] == data(CLIP) and how == "ended"
    assert [unit.key for unit in units] == [picture.key for picture in CLIP]
    assert [round(unit.time * 15) for unit in units] == list(range(len(CLIP)))
    assert begun <= units[0].at <= units[-1].at <= time.time() * 1000


def test_the_media_is_told_with_the_first_picture_alone() -> None:
    units, _ = seen(pictures=CLIP)
    media = units[0].media
    assert media and (media.codec, media.width, media.height) == ("h264", 320, 180)
    assert list(media.parameters) == sets_of("h264", CLIP)
    assert all(unit.media is None for unit in units[1:])


def test_h265_comes_as_well() -> None:
    pictures = clip("h265")
    for joined in (False, True):
        units, _ = seen(pictures=pictures, codec="h265", packets=Packets("h265", joined=joined))
        assert [unit.data for unit in units] == data(pictures, "h265")
        media = units[0].media
        assert media and (media.codec, media.width, media.height) == ("h265", 320, 180)
        assert list(media.parameters) == sets_of("h265", pictures)


SETS_APART = tuple(Picture(tuple(n for n in p.nals if kind_of("h264", n) < 6), p.key, p.ticks) for p in CLIP)


@pytest.mark.parametrize(
    "habits",
    {
        "no Content-Base": Habits(base=""),
        "a base without a stroke at its end": Habits(base="{uri}"),
        "an absolute control": Habits(control="rtsp://192.168.1.64:554/Streaming/Channels/101/trackID=1"),
        "no control at all": Habits(control=""),
        "an absolute aggregate": Habits(aggregate="rtsp://10.0.0.1/live/"),
        "a session without time-out": Habits(session="4"),
        "spaces in the session": Habits(session="abc ; timeout = 30"),
        "other channels": Habits(channels=(4, 5)),
        "parameter sets in band alone": Habits(sprop=False),
        "parameter sets in the description alone": Habits(SETS_APART, sets=tuple(sets_of("h264", CLIP))),
        "header names in lower case": Habits(rename=True),
        "sound beside the picture": Habits(audio=True),
        "RTCP and strange channels between": Habits(noise=True),
        "STAP-A": Habits(packets=Packets(joined=True)),
        "tiny packets": Habits(packets=Packets(size=60)),
    }.items(),
    ids=lambda told: told[0],
)
def test_habits_of_real_cameras_make_no_difference(habits: tuple[str, Habits]) -> None:
    chosen = habits[1]
    chosen.pictures = chosen.pictures or CLIP
    units, how = seen(chosen)
    assert ([unit.data for unit in units], how) == (data(CLIP), "ended")


def test_without_marker_bits_a_picture_ends_where_the_next_begins() -> None:
    units, _ = seen(pictures=CLIP, packets=Packets(marker=False))
    assert [unit.data for unit in units] == data(CLIP)[:-1]


def test_several_slices_are_one_picture() -> None:
    pictures = clip(**{"x264-params": "slices=4"})
    assert len(pictures[1].nals) >= 4
    units, _ = seen(pictures=pictures)
    assert [unit.data for unit in units] == data(pictures)


def test_a_marker_on_every_slice_costs_pictures_to_the_next_key_frame_and_no_more() -> None:
    pictures = clip(**{"x264-params": "slices=4"})

    class Marked(Packets):
        def _packet(self, payload: bytes, ticks: int, marker: bool) -> bytes:
            return super()._packet(payload, ticks, True)

    units, _ = seen(pictures=pictures, packets=Marked())
    good = data(pictures)
    assert [unit.data for unit in units[-20:]] == good[-21:-1]


def test_a_change_of_resolution_comes_with_its_key_frame() -> None:
    later = [Picture(p.nals, p.key, p.ticks + 4 * 90_000) for p in clip(width=480, height=270)]
    units, _ = seen(pictures=(*CLIP, *later))
    told = [(number, unit.media.width, unit.key) for number, unit in enumerate(units) if unit.media]
    assert told == [(0, 320, True), (len(CLIP), 480, True)]
    assert len(units) == len(CLIP) + len(later)


@pytest.mark.parametrize("told", ["77", "77;timeout=60", "77 ; timeout = 60", "77;timeout=60;x=1"])
def test_the_session_goes_back_from_play_on_without_what_was_told_beside_it(told: str) -> None:
    async def run() -> None:
        async with camera(Habits(CLIP, session=told, ends=False)) as cam:
            units = pull(cam.address)
            await anext(units)
            await units.aclose()
            await asyncio.wait_for(cam.lost.wait(), PATIENCE)
            sent = [(request.method, request.headers.get("Session")) for request in cam.requests]
            assert sent == [("DESCRIBE", ""), ("SETUP", ""), ("PLAY", "77"), ("TEARDOWN", "77")]

    asyncio.run(run())


def test_a_session_is_kept_alive_and_torn_down() -> None:
    async def run() -> None:
        guard = Guard(Login("a", "b"))
        async with camera(Habits(CLIP, session="77;timeout=1", ends=False, guard=guard)) as cam:
            units = pull(cam.with_login("a:b"))
            await anext(units)
            waiting = asyncio.ensure_future(until_stalled(units))
            await until(lambda: "GET_PARAMETER" in cam.methods(), "a sign of life")
            guard.nonce = "another"  # a camera forgets its nonces: the sign of life is repeated
            await until(lambda: 'nonce="another"' in cam.requests[-1].headers.get("Authorization"), "another")
            waiting.cancel()
            await asyncio.wait([waiting])
            await units.aclose()
            await asyncio.wait_for(cam.lost.wait(), PATIENCE)
            signs = cam.methods()[4:]
            assert (signs[0], set(signs[1:-1]), signs[-1]) == ("OPTIONS", {"GET_PARAMETER"}, "TEARDOWN")
            assert {request.headers.get("Session") for request in cam.requests[4:]} == {"77"}

    async def until_stalled(units: object) -> None:
        async for _ in units:  # type: ignore[attr-defined]
            pass

    asyncio.run(run())


def test_closing_after_the_first_key_frame_is_a_probe() -> None:
    async def run() -> None:
        async with camera(Habits(CLIP, ends=False)) as cam:
            units = pull(cam.address)
            assert (await anext(units)).key
            await units.aclose()
            await asyncio.wait_for(cam.lost.wait(), PATIENCE)
            assert cam.methods() == ["DESCRIBE", "SETUP", "PLAY", "TEARDOWN"]

    asyncio.run(run())


def test_a_pull_that_is_cancelled_while_it_connects_leaves_nothing_open() -> None:
    async def run() -> None:
        async with camera(Habits(answers={"DESCRIBE": b""})) as cam:
            task = asyncio.ensure_future(taken(cam.address))
            await until(lambda: cam.requests, "a request")
            task.cancel()
            await asyncio.wait([task])
            await asyncio.wait_for(cam.lost.wait(), PATIENCE)

    asyncio.run(run())


def test_a_viewer_that_does_not_take_its_pictures_slows_the_camera_and_loses_none() -> None:
    pictures = tuple(Picture(p.nals, p.key, p.ticks + n * 300_000) for n in range(60) for p in CLIP)

    async def run() -> None:
        async with camera(Habits(pictures)) as cam:
            stream = client.Stream()
            await stream.begin(read_target(cam.address))
            await until(lambda: stream.paused, "a pause")
            assert len(stream.units) < 1000
            count = 0
            with pytest.raises(SourceError):
                while await stream.next():
                    count += 1
            assert count == len(pictures)
            stream.close()

    asyncio.run(run())


def test_rtsps_works_with_a_certificate_of_the_cameras_own(tmp_path: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-subj", "/CN=camera", "-days", "2"]
    subprocess.run(
        [*made, "-keyout", "key.pem", "-out", "cert.pem"], cwd=tmp_path, check=True, capture_output=True
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")

    async def run() -> None:
        async with camera(Habits(CLIP, ends=False, tls=context)) as cam:
            units = pull(cam.address)
            assert [(await anext(units)).data for _ in CLIP] == data(CLIP)
            await units.aclose()
            await asyncio.wait_for(cam.lost.wait(), PATIENCE)
            assert cam.methods()[-1] == "TEARDOWN"
            assert (await taken(cam.address.replace("rtsps", "rtsp")))[1] in ("garbage", "ended")
        async with camera(Habits(CLIP)) as plain:
            assert (await taken(plain.address.replace("rtsp", "rtsps")))[1] in ("garbage", "unreachable")

    asyncio.run(run())
