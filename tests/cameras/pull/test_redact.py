"""No user, password or address of a camera in what is logged or said, whatever fails."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator
from contextlib import aclosing, contextmanager

import av
import pytest
from aiohttp import ClientSession

from cameras.media.units import SourceError
from cameras.pull import kinds
from cameras.pull.redact import Redacting, Redactor, secrets_of
from cameras.pull.tcp_probe import place
from dashboard.transport.logs import FORM, OneLine

SECRETS = ("gloria", "p@ss/wörd", "p%40ss%2Fw%C3%B6rd", "t0psecret", "/very/private/path")
RTSP = "rtsp://gloria:p%40ss%2Fw%C3%B6rd@127.0.0.1:1/very/private/path?pwd=t0psecret"
HTTP = RTSP.replace("rtsp", "http", 1)


@contextmanager
def logged(*addresses: str) -> Iterator[io.StringIO]:
    """What a handler of this process's writes."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Redacting(OneLine(FORM), Redactor(addresses)))
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    try:
        yield told
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def clean(text: str) -> bool:
    return not any(secret in text for secret in SECRETS)


@pytest.mark.parametrize(
    "line",
    [
        f"cannot open {RTSP}: refused",
        f"[Errno 111] Connection refused: '{HTTP}'",
        "Authorization: Basic Z2xvcmlhOnBhc3N3b3Jk",
        'Authorization: Digest username="gloria", realm="r", nonce="t0psecret", uri="/very/private/path"',
        "username=gloria password=p@ss/wörd",
        "{'user': 'gloria', 'pwd': 't0psecret'}",
        "GET /very/private/path?pwd=t0psecret",
        "gloria:p%40ss%2Fw%C3%B6rd was refused",
    ],
)
def test_secrets_are_taken_out_of_any_line(line: str) -> None:
    said = Redactor([RTSP]).redacted(line)
    assert clean(said)
    assert "Z2xvcmlh" not in said
    assert "***" in said


def test_what_is_no_secret_stays_as_it_was() -> None:
    line = "camera market-north: lost, unreachable; 5 of 22 in 3.2 s, key frames looked at"
    assert Redactor([RTSP, "rtsp://a:b@10.0.0.1/x"]).redacted(line) == line


def test_secrets_are_found_wherever_an_address_may_hold_one() -> None:
    assert {"gloria", "p@ss/wörd", "t0psecret", "/very/private/path"} <= secrets_of([RTSP])
    assert secrets_of(["rtsp://10.0.0.1/a", ""]) == set()


def test_an_error_in_a_record_is_redacted_with_it() -> None:
    with logged(RTSP) as told:
        try:
            raise OSError(f"could not read {RTSP}")
        except OSError:
            logging.getLogger("x").exception("gone: %s", RTSP)
    assert "could not read" in told.getvalue()
    assert clean(told.getvalue())


@pytest.mark.parametrize("name", ["rtsp", "mjpeg", "jpeg", "whep", "hls"])
def test_no_kind_that_fails_tells_its_source(name: str, caplog: pytest.LogCaptureFixture) -> None:
    kind = kinds.load()[name]
    address = RTSP if name == "rtsp" else HTTP

    async def fails() -> None:
        if kind.probe is not None:
            await kind.probe(address)
        else:
            assert kind.pull is not None
            async with aclosing(kind.pull(address)) as units:
                await anext(aiter(units))

    with caplog.at_level(logging.DEBUG), pytest.raises(SourceError) as refused:
        asyncio.run(fails())
    shown = f"{refused.value!r} {refused.value} {refused.value.__cause__!r} {caplog.text}"
    assert clean(shown)


def test_libraries_that_do_tell_the_source_are_silenced_in_the_log() -> None:
    """FFmpeg and aiohttp put the whole address into their errors: the very ones a log would show."""

    async def fetch() -> None:
        async with ClientSession() as session:
            await session.get(HTTP)

    with logged(RTSP, HTTP) as told:
        for fails in (lambda: av.open(RTSP, timeout=1), lambda: asyncio.run(fetch())):
            with pytest.raises(Exception) as error:
                fails()
            logging.getLogger("x").error("library: %s", error.value, exc_info=error.value)
    assert "library" in told.getvalue()
    assert clean(told.getvalue())


def test_a_bracket_in_a_password_is_a_sign_like_any_other() -> None:
    address = "rtsp://gloria:p[x]s@127.0.0.1:1/very/private/path"
    assert {"gloria", "p[x]s", "/very/private/path"} <= secrets_of([address])
    assert place(address) == ("127.0.0.1", 1)
