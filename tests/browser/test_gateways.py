"""A gateway's streams are played by the page itself, WHEP from a real WebRTC peer and HLS from a real origin.

Both are behind a password that never gets here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.bare import Bare
from tests.browser.peer import peer
from tests.browser.screen import Screen
from tests.browser.whep_gateway import WhepGateway
from tests.cameras.hls_origin import Origin
from tests.cameras.served import Served, basic


@pytest.fixture
def bare() -> Iterator[Bare]:
    made = Bare()
    yield made
    made.server.close()


@pytest.fixture
def blank(browser: Browser) -> Iterator[Screen]:
    with browser.new_context() as context:
        screen = Screen(context.new_page(), "")
        yield screen
        screen.verify()


@pytest.fixture
def whep(browser: Browser) -> Iterator[Callable[[str], WhepGateway]]:
    """`whep(authorization)`: a gateway that wants this header."""
    with ExitStack() as stack:
        yield lambda wanted: stack.enter_context(peer(browser, wanted))


@pytest.fixture
def origin(request: pytest.FixtureRequest) -> Iterator[tuple[Origin, Served]]:
    made = Origin(getattr(request, "param", "ts"))
    served = Served(made.app).start()
    yield made, served
    served.close()
    made.close()


def told(screen: Screen) -> dict[str, Any]:
    answer: dict[str, Any] = screen.page.evaluate("() => window.told ?? { painted: 0, troubles: [] }")
    return answer


def painted(screen: Screen, more_than: int = 0) -> bool:
    return bool(told(screen)["painted"] > more_than)


def bright(screen: Screen) -> int:
    """How many pixels of the picture are as bright as the bar that moves through it."""
    count: int = screen.page.evaluate(
        """() => {
          const video = document.querySelector('video')
          const canvas = document.createElement('canvas')
          canvas.width = video.videoWidth
          canvas.height = video.videoHeight
          const pen = canvas.getContext('2d')
          pen.drawImage(video, 0, 0)
          const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
          return data.filter((value, i) => i % 4 === 0 && value > 180).length
        }"""
    )
    return count


def plays(screen: Screen) -> dict[str, Any]:
    """Wait for ten pictures, look at the last, and tell what the player told."""
    screen.until(partial(painted, screen, 10), "ten pictures are painted")
    assert 1000 < bright(screen) < 20_000
    return told(screen)


@pytest.mark.parametrize(
    ("login", "wanted"),
    [("viewer:whep-secret", basic("viewer", "whep-secret")), ("bearer:t0ken", "Bearer t0ken")],
)
def test_a_whep_stream_is_painted_and_its_end_told(
    bare: Bare, blank: Screen, whep: Callable[[str], WhepGateway], login: str, wanted: str
) -> None:
    gateway = whep(wanted)
    begun = time.time() * 1000
    bare.open(blank, "whep", gateway.address(login))
    assert plays(blank)["latency"] >= 0
    blank.until(lambda: told(blank)["at"] > begun, "a picture made since then")
    assert told(blank)["at"] <= time.time() * 1000 + 1000  # clocks of pages are a little off
    assert gateway.deleted == []
    blank.page.goto("about:blank")
    blank.until(lambda: gateway.deleted == ["s1"], "the gateway hears of the end")


def test_a_wrong_password_is_told_in_a_word_and_tried_again(
    bare: Bare, blank: Screen, whep: Callable[[str], WhepGateway]
) -> None:
    gateway = whep(basic("viewer", "whep-secret"))
    bare.open(blank, "whep", gateway.address("viewer:guess"))
    blank.until(
        lambda: told(blank)["troubles"][:2] == ["wrong_password"] * 2, "the password is refused twice"
    )
    bare.address = gateway.address("viewer:whep-secret")
    plays(blank)
    assert told(blank)["trouble"] == ""


def test_a_whep_gateway_that_dies_is_lost_and_comes_back_by_itself(
    bare: Bare, blank: Screen, whep: Callable[[str], WhepGateway]
) -> None:
    gateway = whep(basic("viewer", "whep-secret"))
    bare.open(blank, "whep", gateway.address("viewer:whep-secret"))
    plays(blank)
    gateway.die()
    blank.until(lambda: told(blank)["trouble"] == "unreachable", "the page says that it is gone")
    before = told(blank)["painted"]
    gateway.revive()
    blank.until(partial(painted, blank, before), "it is live again")
    blank.until(lambda: told(blank)["trouble"] == "" == told(blank)["failed"], "nothing is wrong with it")


def test_what_the_page_gets_of_a_gateway_holds_no_login(
    bare: Bare, blank: Screen, whep: Callable[[str], WhepGateway], origin: tuple[Origin, Served]
) -> None:
    gateway = whep(basic("viewer", "whep-secret"))
    bare.open(blank, "whep", gateway.address("viewer:whep-secret"))
    plays(blank)
    blank.page.goto("about:blank")
    bare.open(blank, "hls", f"http://viewer:hls-secret@{origin[1].host}/live/cam/index.m3u8")
    plays(blank)
    said = "".join(bare.said)
    assert "#EXT-X-STREAM-INF" in said and "v=0" in said
    assert not any(word in said for word in ("secret", "viewer", "token", origin[1].host, "/live/"))


@pytest.mark.parametrize("origin", ["ts", "mp4"], indirect=True)
def test_an_hls_stream_is_painted_as_old_as_it_is(
    bare: Bare, blank: Screen, origin: tuple[Origin, Served]
) -> None:
    bare.open(blank, "hls", f"http://viewer:hls-secret@{origin[1].host}/live/cam/index.m3u8")
    seen = plays(blank)
    assert seen["latency"] > 500
    assert seen["at"] < time.time() * 1000 - 500


def test_an_hls_stream_that_stands_is_stalled_and_its_old_end_never_called_live(
    bare: Bare, blank: Screen, origin: tuple[Origin, Served]
) -> None:
    bare.open(blank, "hls", f"http://viewer:hls-secret@{origin[1].host}/live/cam/index.m3u8")
    plays(blank)
    origin[0].stopped = True
    blank.until(lambda: told(blank)["trouble"] == "stalled", "the page says that it stands")
    before = told(blank)["painted"]
    asked = origin[0].asked.count("index.m3u8")
    blank.until(lambda: origin[0].asked.count("index.m3u8") > asked, "the page looks again")
    blank.page.wait_for_timeout(3000)
    assert told(blank)["painted"] == before
    origin[0].stopped = False
    blank.until(partial(painted, blank, before), "it is live again")


def test_an_hls_gateway_with_another_password_is_refused_in_a_word(
    bare: Bare, blank: Screen, origin: tuple[Origin, Served]
) -> None:
    bare.open(blank, "hls", f"http://viewer:guess@{origin[1].host}/live/cam/index.m3u8")
    blank.until(lambda: told(blank)["trouble"] == "wrong_password", "the password is refused")


@pytest.mark.soak
def test_a_picture_that_stays_the_same_for_half_a_minute_is_frozen(
    bare: Bare, blank: Screen, origin: tuple[Origin, Served]
) -> None:
    bare.open(blank, "hls", f"http://viewer:hls-secret@{origin[1].host}/live/cam/index.m3u8")
    plays(blank)
    origin[0].still = True
    blank.until(lambda: told(blank)["trouble"] == "frozen", "it is frozen", 60)
    origin[0].still = False
    blank.until(lambda: told(blank)["trouble"] == "", "it moves again", 20)
    blank.until(lambda: bare.seen == [False, True, False], "and the process was told all three")
