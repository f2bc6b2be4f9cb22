"""RTSP messages and the frames between them, in whatever pieces the network brings them."""

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.pull.rtsp.interleaved import Splitter, frame
from cameras.pull.rtsp.message import Headers, Message, MessageError, Request, Response, parse_head

ANSWER = b"RTSP/1.0 200 OK\r\nCSeq: 2\r\ncontent-length: 5\r\n\r\nv=0\r\n"
STREAM = b"".join(
    [
        b'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Basic realm="a"\r\n\r\n',
        ANSWER,
        frame(0, b"RTSP/1.0 200 OK\r\n\r\n"),
        frame(1, b""),
        b"\r\n",
        b"GET_PARAMETER rtsp://c/1 RTSP/1.0\nCSeq:3\n\n",
        frame(0, bytes(range(256)) * 5),
    ]
)


def split(*chunks: bytes) -> list[object]:
    found: list[object] = []

    def told(message: Message) -> None:
        first = message.status if isinstance(message, Response) else message.method
        found.append((first, message.headers.get("cseq"), message.body))

    splitter = Splitter(lambda channel, packet: found.append((channel, bytes(packet))), told)
    for chunk in chunks:
        splitter.feed(chunk)
    return found


def test_messages_and_frames_come_out_in_order() -> None:
    assert split(STREAM) == [
        (401, "1", b""),
        (200, "2", b"v=0\r\n"),
        (0, b"RTSP/1.0 200 OK\r\n\r\n"),
        (1, b""),
        ("GET_PARAMETER", "3", b""),
        (0, bytes(range(256)) * 5),
    ]


@given(st.lists(st.integers(0, len(STREAM))))
def test_any_split_of_the_bytes_gives_the_same(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    chunks = [STREAM[a:b] for a, b in itertools.pairwise(edges)]
    assert split(*chunks) == split(STREAM)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\x01\x02\x03",
        b"HTTP/1.1 400 Bad Request\r\n",
        b"SSH-2.0-dropbear\r\n",
        b"<html>",
        b"RTSP/1.0 abc\r\n\r\n",
        b"A" * 20_000,
        b"RTSP/1.0 200 OK\r\nno colon\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"RTSP/1.0 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n",
    ],
)
def test_what_is_no_rtsp_is_refused_at_once(garbage: bytes) -> None:
    with pytest.raises(MessageError):
        split(garbage)


@given(st.binary(max_size=300), st.lists(st.integers(0, 300)))
def test_noise_never_raises_anything_else(noise: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(noise)) for cut in cuts), len(noise)]
    with contextlib.suppress(MessageError):
        split(*[noise[a:b] for a, b in itertools.pairwise(edges)])


def test_what_was_written_is_read_again() -> None:
    response = Response(200, Headers([("CSeq", "7"), ("Session", "12;timeout=60")]), b"body")
    read = parse_head(response.wire().partition(b"\r\n\r\n")[0])
    assert isinstance(read, Response) and read.status == 200 and read.reason == "OK"
    assert read.headers.get("SESSION") == "12;timeout=60" and read.headers.get("Content-Length") == "4"


def test_a_line_break_never_gets_into_a_header() -> None:
    with pytest.raises(MessageError):
        Request("PLAY", "rtsp://c/1", Headers([("Range", "npt=0-\r\nEvil: yes")])).wire()


def test_a_folded_header_goes_on_with_the_one_before() -> None:
    read = parse_head(b"RTSP/1.0 200 OK\r\nPublic: PLAY,\r\n TEARDOWN")
    assert read.headers.get("public") == "PLAY, TEARDOWN"
