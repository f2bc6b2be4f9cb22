"""Why a camera gives no picture: each reason by its own name, and never with the address."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cameras.media.units import SourceError
from cameras.pull.http_auth import Guard, Login
from cameras.pull.rtsp import client
from cameras.pull.rtsp.client import pull
from cameras.pull.rtsp.message import Headers, Response
from city.cameras.camera_states import sound_detail
from tests.cameras.encoded import clip
from tests.cameras.rtsp_camera import Habits, camera, seen, taken
from tests.patience import PATIENCE

CLIP = clip()
PASSWORD = "p@ss:w/r d密"
LOGIN = "ad%6din:p%40ss%3Aw%2Fr%20d%E5%AF%86"


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
    async def run() -> None:
        async with camera(Habits(answers={"DESCRIBE": b""})) as cam:
            with monkeypatch.context() as hurried:
                hurried.setattr(client, "PATIENCE", 0.3)
                assert (await taken(cam.address))[1] == "timeout"
            await asyncio.wait_for(cam.lost.wait(), PATIENCE)
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


LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=40) | st.just("a\rb")
NUMBERS = st.integers(0, 70_000).map(str) | LINE | st.just("9" * 5000)


def raw(first: str, body: str, *headers: str) -> bytes:
    """An answer that no careful server would write."""
    size = f"Content-Length: {len(body.encode())}"
    return "\r\n".join([first, size, *headers, "", body]).encode()


@settings(max_examples=60, deadline=None)
@given(LINE, NUMBERS, NUMBERS, LINE, st.lists(LINE, max_size=6))
def test_whatever_a_camera_says_a_pull_ends_by_source_error_alone(
    base: str, number: str, channel: str, control: str, lines: list[str]
) -> None:
    sdp = "\n".join([*lines, "m=video 0 RTP/AVP 96", f"a=rtpmap:96 H264/{number}", f"a=control:{control}"])
    sdp += "\na=fmtp:96 sprop-parameter-sets=" + ",".join(lines)
    described = raw("RTSP/1.0 200 OK", sdp, f"Content-Base: rtsp://{base}")
    set_up = raw("RTSP/1.0 200 OK", "", f"Transport: interleaved={channel}", f"Session: 1;timeout={number}")
    answers = {"DESCRIBE": described, "SETUP": set_up}
    assert sound_detail(seen(Habits(CLIP, answers=answers))[1])
    moved = raw("RTSP/1.0 302 Found", "", f"Location: rtsp://{base}:{number}/")
    assert seen(Habits(answers={"DESCRIBE": moved}))[1] == "redirected"
