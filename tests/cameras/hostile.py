"""Cameras that mean harm: each answers like one until it can send what has no end or no measure."""

from __future__ import annotations

import base64
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from itertools import takewhile

RTP = struct.Struct(">BBHII")
PPS = bytes.fromhex("68ce3c80")
HTTP_OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"


def golomb(value: int) -> str:
    coded = f"{value + 1:b}"
    return "0" * (len(coded) - 1) + coded


def sps(width: int, height: int) -> bytes:
    """A baseline SPS that tells this size, in multiples of 16."""
    size = golomb(width // 16 - 1) + golomb(height // 16 - 1)
    bits = (
        f"{66:08b}{0xC0:08b}{31:08b}" + golomb(0) + golomb(0) + golomb(2) + golomb(1) + "0" + size + "11001"
    )
    bits += "0" * (-len(bits) % 8)
    return b"\x67" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def sdp() -> bytes:
    sets = ",".join(base64.b64encode(nal).decode() for nal in (sps(640, 368), PPS))
    lines = ["v=0", "m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000"]
    return "\r\n".join([*lines, f"a=fmtp:96 sprop-parameter-sets={sets}", ""]).encode()


def framed(number: int, payload: bytes) -> bytes:
    packet = RTP.pack(0x80, 96, number & 0xFFFF, 0, 7) + payload
    return b"$\x00" + len(packet).to_bytes(2, "big") + packet


def headers_without_end() -> Iterator[bytes]:
    yield b"RTSP/1.0 200 OK\r\nCSeq: 1\r\n"
    while True:
        yield b"X-More: " + b"a" * 1000 + b"\r\n"


def lengths_of_nothing() -> Iterator[bytes]:
    while True:
        yield b"$\x00\xff\xff" + bytes(3000)


def a_million_pieces() -> Iterator[bytes]:
    """One picture of slices of two bytes that never ends."""
    slices = b"\x78" + b"\x00\x02\x41\x9a" * 350
    for number in range(1 << 30):
        yield framed(number, slices)


def one_piece_without_end() -> Iterator[bytes]:
    yield framed(0, b"\x7c\x85" + b"\x88" * 1300)
    for number in range(1, 1 << 30):
        yield framed(number, b"\x7c\x05" + b"\x11" * 1300)


def a_town_wide_picture() -> Iterator[bytes]:
    for number in range(1 << 30):
        yield framed(number, sps(65_520, 65_520))


def jpeg_of(width: int, height: int) -> bytes:
    """The head of a JPEG that tells this size; nobody should read on."""
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x7f" * 64 + b"\xff\xd9"


def a_picture_too_large() -> Iterator[bytes]:
    body = jpeg_of(65_500, 65_500)
    yield HTTP_OK + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


def a_body_without_end() -> Iterator[bytes]:
    yield HTTP_OK + b"\r\n\xff\xd8"
    while True:
        yield b"z" * 65_536


class Hostile:
    """Listens on a port of its own. RTSP: plays along up to `before`, then sends `what`; HTTP: at once."""

    def __init__(self, what: Callable[[], Iterator[bytes]], before: str = "") -> None:
        self.what, self.before = what, before
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                taken, _ = self.listening.accept()
                threading.Thread(target=self.serve, args=(taken,), daemon=True).start()

    def serve(self, taken: socket.socket) -> None:
        with contextlib.suppress(OSError), taken, taken.makefile("rb") as lines:
            while head := list(takewhile(bytes.strip, iter(lines.readline, b""))):
                method = head[0].split()[0].decode()
                number = next((line.split()[1].decode() for line in head if line.startswith(b"CSeq")), "")
                if method not in (self.before, "GET"):
                    taken.sendall(self.answer(method, number))
                if method in (self.before or "PLAY", "GET"):
                    for part in self.what():
                        taken.sendall(part)

    def answer(self, method: str, number: str) -> bytes:
        body = sdp() if method == "DESCRIBE" else b""
        told = "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n" if method == "SETUP" else ""
        return (
            f"RTSP/1.0 200 OK\r\nCSeq: {number}\r\n{told}Content-Length: {len(body)}\r\n\r\n".encode() + body
        )

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
