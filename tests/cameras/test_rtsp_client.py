"""Pictures from cameras as they are: each habit of a real one is played by a server on a real socket."""

import asyncio
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from dashboard.cameras.rtsp import client
from dashboard.cameras.rtsp.client import pull
from dashboard.cameras.rtsp.digest import Guard, Login
from dashboard.cameras.rtsp.message import Headers, Response
from dashboard.cameras.rtsp.target import read_target
from dashboard.cameras.units import SourceError, Unit
from tests.cameras.encoded import Packets, Picture, clip, kind_of, sets_of
from tests.cameras.rtsp_camera import Habits, camera

CLIP = clip()
PASSWORD = "p@ss:w/r d密"
LOGIN = "ad%6din:p%40ss%3Aw%2Fr%20d%E5%AF%86"


async def taken(address: str) -> tuple[list[Unit], str]:
    """Everything until the end, and how it ended."""
    units: list[Unit] = []
    try:
        async for unit in pull(address):
            units.append(unit)
    except SourceError as error:
        return units, error.detail
    raise AssertionError("a pull ends by SourceError alone")


def seen(habits: Habits | None = None, **chosen: object) -> tuple[list[Unit], str]:
    async def run() -> tuple[list[Unit], str]:
        async with camera(habits, **chosen) as cam:
            return await taken(cam.address)

    return asyncio.run(run())


def data(pictures: tuple[Picture, ...], codec: str = "h264") -> list[bytes]:
    return [picture.slices(codec) for picture in pictures]


def test_each_picture_comes_once_byte_for_byte_with_its_time() -> None:
    units, how = seen(pictures=CLIP)
    assert [unit.data for unit in units] == data(CLIP) and how == "ended"
    assert [unit.key for unit in units] == [picture.key for picture in CLIP]
    assert [round(unit.time * 15) for unit in units] == list(range(len(CLIP)))
    assert abs(units[0].at - time.time() * 1000) < 5000


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


@pytest.mark.parametrize("algorithms", [("SHA-256", "MD5"), ("MD5",), ()])
@pytest.mark.parametrize("qop", ["auth", ""])
def test_the_right_password_opens_and_a_wrong_one_is_told_so(algorithms: tuple[str, ...], qop: str) -> None:
    async def run() -> None:
        guard = Guard(Login("admin", PASSWORD), "IPC", algorithms, qop, basic=not algorithms)
        async with camera(Habits(CLIP, guard=guard)) as cam:
            units, how = await taken(cam.with_login(LOGIN))
            assert (len(units), how) == (len(CLIP), "ended")
            for login in ("admin:wrong", "admin", "other:" + LOGIN.partition(":")[2]):
                assert await taken(cam.with_login(login)) == ([], "wrong_password")
            assert await taken(cam.address) == ([], "wrong_password")

    asyncio.run(run())


def test_no_request_carries_the_password_to_a_camera_that_does_not_ask() -> None:
    async def run() -> None:
        async with camera(Habits(CLIP)) as cam:
            await taken(cam.with_login(LOGIN))
            assert not [r for r in cam.requests if r.headers.get("Authorization")]
            assert all("@" not in request.uri for request in cam.requests)

    asyncio.run(run())


GARBAGE = b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03 what is this"


@pytest.mark.parametrize(
    ("detail", "habits"),
    [
        ("no_stream", Habits(statuses={"DESCRIBE": Response(404)})),
        ("no_stream", Habits(CLIP, statuses={"SETUP": Response(461)})),
        ("no_stream", Habits(CLIP, statuses={"PLAY": Response(454)})),
        ("no_stream", Habits(rtpmap="none")),
        ("wrong_password", Habits(statuses={"DESCRIBE": Response(403)})),
        ("ended", Habits(statuses={"DESCRIBE": Response(503)})),
        ("codec H263", Habits(rtpmap="H263/90000")),
        ("codec PS", Habits(rtpmap="PS/90000")),
        ("garbage", Habits(answers={"DESCRIBE": GARBAGE})),
        ("garbage", Habits(answers={"DESCRIBE": b"HTTP/1.1 400 Bad Request\r\n\r\n"})),
        ("garbage", Habits(answers={"DESCRIBE": b"RTSP/1.0 200 OK\r\nContent-Length: 9999999\r\n\r\n"})),
        ("garbage", Habits(CLIP, answers={"PLAY": b"RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n" + GARBAGE})),
        ("garbage", Habits(statuses={"DESCRIBE": Response(200, body=b"<html>")})),
        (
            "redirected",
            Habits(statuses={"DESCRIBE": Response(302, Headers([("Location", "rtsp://example.org/a")]))}),
        ),
        (
            "redirected",
            Habits(statuses={"DESCRIBE": Response(301, Headers([("Location", "http://127.0.0.1/a")]))}),
        ),
        ("redirected", Habits(statuses={"DESCRIBE": Response(302)})),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_what_goes_wrong_is_told_by_its_name(detail: str, habits: Habits) -> None:
    assert seen(habits)[1] == detail


def test_a_camera_that_sends_itself_elsewhere_is_followed_with_its_password() -> None:
    async def run() -> None:
        async with camera(Habits(CLIP, guard=Guard(Login("a", "b")))) as there:
            moved = Response(302, Headers([("Location", there.address)]))
            async with camera(Habits(guard=Guard(Login("a", "b")), statuses={"DESCRIBE": moved})) as here:
                units, how = await taken(here.with_login("a:b"))
                assert (len(units), how) == (len(CLIP), "ended")

    asyncio.run(run())


def test_a_circle_of_redirects_ends() -> None:
    async def run() -> None:
        async with camera() as cam:
            cam.habits.statuses["DESCRIBE"] = Response(302, Headers([("Location", cam.address)]))
            assert (await taken(cam.address))[1] == "redirected"

    asyncio.run(run())


def test_a_camera_that_is_not_there_or_never_answers_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE", 0.3)

    async def run() -> None:
        async with camera(Habits(answers={"DESCRIBE": b""})) as cam:
            before = time.monotonic()
            assert (await taken(cam.address))[1] == "timeout"
            assert time.monotonic() - before < 1
            await asyncio.wait_for(cam.lost.wait(), 1)
            port = cam.port
        assert (await taken(f"rtsp://127.0.0.1:{port}/"))[1] == "unreachable"
        assert (await taken("rtsp://no-such-host.invalid/"))[1] == "unreachable"

    asyncio.run(run())


@pytest.mark.parametrize(
    "address", ["http://a/", "rtsp://", "file:///etc/passwd", "rtsp://a:99999/", "rtsp://a:x/"]
)
def test_what_is_no_rtsp_address_is_not_allowed(address: str) -> None:
    assert asyncio.run(taken(address)) == ([], "not_allowed")


def test_no_error_tells_the_address() -> None:
    async def run(address: str) -> None:
        with pytest.raises(SourceError) as caught:
            await anext(pull(address))
        error: BaseException | None = caught.value
        while error is not None:
            assert (
                "geheim" not in repr(error)
                and "127.0.0.1" not in repr(error)
                and "nowhere" not in repr(error)
            )
            error = error.__context__

    async def both() -> None:
        await run("rtsp://root:geheim@127.0.0.1:1/live")
        await run("rtsp://root:geheim@nowhere.invalid/live")
        async with camera(
            statuses={"DESCRIBE": Response(302, Headers([("Location", "rtsp://nowhere/")]))}
        ) as cam:
            await run(cam.with_login("root:geheim"))

    asyncio.run(both())


def test_a_session_is_kept_alive_and_torn_down() -> None:
    async def run() -> None:
        guard = Guard(Login("a", "b"))
        async with camera(Habits(CLIP, session="77;timeout=1", ends=False, guard=guard)) as cam:
            units = pull(cam.with_login("a:b"))
            await anext(units)
            waiting = asyncio.ensure_future(until_stalled(units))
            await asyncio.sleep(0.8)
            guard.nonce = "another"  # a camera forgets its nonces: the sign of life is repeated
            await asyncio.sleep(0.9)
            waiting.cancel()
            await asyncio.wait([waiting])
            await units.aclose()
            await asyncio.wait_for(cam.lost.wait(), 1)
            signs = cam.methods()[4:]
            assert signs == ["OPTIONS", "GET_PARAMETER", "GET_PARAMETER", "GET_PARAMETER", "TEARDOWN"]
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
            await asyncio.wait_for(cam.lost.wait(), 1)
            assert cam.methods() == ["DESCRIBE", "SETUP", "PLAY", "TEARDOWN"]

    asyncio.run(run())


def test_a_pull_that_is_cancelled_while_it_connects_leaves_nothing_open() -> None:
    async def run() -> None:
        async with camera(Habits(answers={"DESCRIBE": b""})) as cam:
            task = asyncio.ensure_future(taken(cam.address))
            while not cam.requests:
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.wait([task])
            await asyncio.wait_for(cam.lost.wait(), 1)

    asyncio.run(run())


def test_a_viewer_that_does_not_take_its_pictures_slows_the_camera_and_loses_none() -> None:
    pictures = tuple(Picture(p.nals, p.key, p.ticks + n * 300_000) for n in range(60) for p in CLIP)

    async def run() -> None:
        async with camera(Habits(pictures)) as cam:
            stream = client.Stream()
            await stream.begin(read_target(cam.address))
            await asyncio.sleep(0.3)
            assert stream.paused and len(stream.units) < 1000
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
            await asyncio.wait_for(cam.lost.wait(), 1)
            assert cam.methods()[-1] == "TEARDOWN"
            assert (await taken(cam.address.replace("rtsps", "rtsp")))[1] in ("garbage", "ended")
        async with camera(Habits(CLIP)) as plain:
            assert (await taken(plain.address.replace("rtsp", "rtsps")))[1] in ("garbage", "unreachable")

    asyncio.run(run())
