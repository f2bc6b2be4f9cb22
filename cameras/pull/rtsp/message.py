"""RTSP's requests and responses (RFC 2326), read and written by client and server alike. Knows no socket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

VERSION = "RTSP/1.0"
HEAD_BYTES = 16 * 1024
BODY_BYTES = 256 * 1024
HEADERS = 100
REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    454: "Session Not Found",
    455: "Method Not Valid in This State",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}


class MessageError(ValueError):
    """What came is no RTSP message, or too long a one."""


class Headers:
    """Names in any case; a name may come more than once (WWW-Authenticate does)."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.pairs = list(pairs)

    def get(self, name: str) -> str:
        """The first of that name; "" when there is none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        wanted = name.lower()
        return [value for key, value in self.pairs if key.lower() == wanted]


@dataclass(slots=True)
class Request:
    method: str
    uri: str
    headers: Headers = field(default_factory=Headers, repr=False)  # may carry Authorization
    body: bytes = b""

    def wire(self) -> bytes:
        return _wire(f"{self.method} {self.uri} {VERSION}", self.headers, self.body)


@dataclass(slots=True)
class Response:
    status: int
    headers: Headers = field(default_factory=Headers, repr=False)
    body: bytes = b""
    reason: str = ""

    def wire(self) -> bytes:
        reason = self.reason or REASONS.get(self.status, "Unknown")
        return _wire(f"{VERSION} {self.status} {reason}", self.headers, self.body)


Message = Request | Response


def _wire(first: str, headers: Headers, body: bytes) -> bytes:
    pairs = [*headers.pairs, *([("Content-Length", str(len(body)))] if body else [])]
    lines = [first, *(f"{name}: {value}" for name, value in pairs)]
    if any("\r" in line or "\n" in line for line in lines):
        raise MessageError(
            "a line break inside a header"
        )  # it would begin a header of somebody else's choosing
    return "\r\n".join([*lines, "", ""]).encode() + body


def parse_head(head: bytes) -> Message:
    """A message without its body. Lines may end with LF alone, as some cameras send them."""
    first, *rest = head.decode("utf-8", "replace").replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(rest) > HEADERS:
        raise MessageError(f"more than {HEADERS} headers")
    words = first.split(" ", 2)
    if len(words) >= 2 and words[0].startswith("RTSP/") and words[1].isdecimal() and len(words[1]) == 3:
        return Response(int(words[1]), _headers(rest), reason=words[2] if len(words) == 3 else "")
    if len(words) == 3 and words[0].isupper() and words[2].startswith("RTSP/"):
        return Request(words[0], words[1], _headers(rest))
    raise MessageError("neither a request nor a status line of RTSP")


def _headers(lines: list[str]) -> Headers:
    pairs: list[tuple[str, str]] = []
    for line in lines:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and pairs:  # a folded line goes on with the one before
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.strip()}")
        elif colon:
            pairs.append((name.strip(), value.strip()))
        else:
            raise MessageError("a header without a colon")
    return Headers(pairs)


def body_length(headers: Headers) -> int:
    value = headers.get("Content-Length") or "0"
    if not (value.isascii() and value.isdecimal()) or len(value) > 9:
        raise MessageError("Content-Length must be a number")
    if int(value) > BODY_BYTES:
        raise MessageError(f"a body of more than {BODY_BYTES} bytes")
    return int(value)
