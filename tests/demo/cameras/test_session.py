"""The demo's RTSP server, as FFmpeg sees it: it must play there, whatever our own client thinks of it."""

import hashlib
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest

from tests.cameras.street import Street
from tests.cameras.watching import OPTIONS, pictures, watch
from tests.patience import PATIENCE, until


@pytest.fixture(scope="module")
def street() -> Iterator[Street]:
    with Street() as street:
        street.add("a")
        yield street


def talk(street: Street, *requests: str) -> list[str]:
    """Answers to requests on one connection."""
    told = []
    with socket.create_connection(("127.0.0.1", street.server.port), timeout=PATIENCE) as plug:
        for request in requests:
            plug.sendall(request.replace("\n", "\r\n").encode() + b"\r\n\r\n")
            told.append(plug.recv(65536).decode("utf-8", "replace"))
    return told


@pytest.mark.parametrize("codec", ["h264", "h265"])
@pytest.mark.parametrize(("width", "height"), [(640, 360), (1280, 720)])
def test_ffmpeg_plays_it(street: Street, codec: str, width: int, height: int) -> None:
    seen = pictures(street.add(f"{codec}-{width}", codec=codec, width=width, height=height), 40)
    assert {picture.luma.shape for picture in seen} == {(height, width)}
    steps = np.diff([picture.time or 0 for picture in seen])
    # a machine that stands still makes one step longer, none shorter
    assert np.median(steps) == pytest.approx(1 / 15, abs=0.002) and steps.min() > 1 / 15 - 0.002
    assert seen[0].key


def test_the_time_code_says_when_a_picture_was_made(street: Street) -> None:
    begun = time.time() * 1000
    seen = pictures(street.address("a"), 30)
    codes = [picture.code or 0 for picture in seen]
    # after a stall two may share a millisecond
    assert codes == sorted(codes) and begun - 1 <= codes[0] < codes[-1]
    assert all(code <= picture.at for code, picture in zip(codes, seen, strict=True))


def test_an_h265_picture_says_its_phase_which_is_the_time_too(street: Street) -> None:
    with watch(street.add("phase", codec="h265")) as seen:
        late = [picture.at - (picture.code or 0) for picture, _ in zip(seen, range(45), strict=False)][-15:]
    # one that is five seconds late would say another time
    assert any(-100 <= ms < 3000 for ms in late), late


def test_each_camera_shows_another_street(street: Street) -> None:
    addresses = street.address("a"), street.add("elsewhere", seed=0)
    a, b = (pictures(address, 1)[0].luma[:300].astype(int) for address in addresses)
    assert np.abs(a - b).mean() > 5


def test_main_and_sub_stream_are_there_at_the_same_time(street: Street) -> None:
    addresses = [street.address("a"), street.address("a", "sub")]
    with ThreadPoolExecutor() as pool:
        main, sub = pool.map(lambda address: pictures(address, 5)[-1].luma.shape, addresses)
    assert (main, sub) == ((360, 640), (180, 320))


def test_a_wrong_password_is_refused(street: Street) -> None:
    with pytest.raises(av.error.HTTPUnauthorizedError):
        av.open(street.address("a").replace(":street@", ":wrong@"), options=OPTIONS)


def test_basic_is_refused_and_digest_with_md5_asked_for(street: Street) -> None:
    basic = "DESCRIBE rtsp://127.0.0.1/a/main RTSP/1.0\nCSeq: 1\nAuthorization: Basic dmlld2VyOnN0cmVldA=="
    (answer,) = talk(street, basic)
    assert answer.startswith("RTSP/1.0 401")
    assert re.search(r"WWW-Authenticate: Digest .*nonce=.*algorithm=MD5", answer)
    assert "Basic" not in answer


def test_a_camera_that_does_not_exist_is_404(street: Street) -> None:
    with pytest.raises(av.error.HTTPNotFoundError):
        av.open(street.address("a").replace("/a/", "/nobody/"), options=OPTIONS)


def test_udp_an_unknown_method_and_play_before_setup_are_refused_and_the_connection_goes_on(
    street: Street,
) -> None:
    uri = f"rtsp://127.0.0.1:{street.server.port}/a/main"
    first = talk(street, f"DESCRIBE {uri} RTSP/1.0\nCSeq: 1")[0]
    assert "401" in first
    with socket.create_connection(("127.0.0.1", street.server.port), timeout=PATIENCE) as plug:

        def ask(method: str, more: str = "") -> str:
            plug.sendall(f"{method} {uri} RTSP/1.0\r\nCSeq: 7\r\n{authorize(method)}{more}\r\n".encode())
            return plug.recv(65536).decode()

        nonce = ""

        def authorize(method: str) -> str:
            if not nonce:
                return ""
            who = hashlib.md5(b"viewer:street:street").hexdigest()
            what = hashlib.md5(f"{method}:{uri}".encode()).hexdigest()
            answer = hashlib.md5(f"{who}:{nonce}:00000001:abc:auth:{what}".encode()).hexdigest()
            return (
                f'Authorization: Digest username="viewer", realm="street", nonce="{nonce}", uri="{uri}", '
                f'response="{answer}", cnonce="abc", nc=00000001, qop=auth\r\n'
            )

        found = re.search(r'nonce="(\w+)"', ask("DESCRIBE"))
        assert found
        nonce = found[1]
        assert ask("SETUP", "Transport: RTP/AVP;unicast;client_port=5000-5001\r\n").startswith("RTSP/1.0 461")
        assert ask("RECORD").startswith("RTSP/1.0 501")
        assert ask("PLAY").startswith("RTSP/1.0 455")
        assert ask("OPTIONS").startswith("RTSP/1.0 200")


def test_what_is_no_rtsp_ends_that_connection_alone(street: Street) -> None:
    with watch(street.address("a")) as seen:
        next(seen)
        with socket.create_connection(("127.0.0.1", street.server.port), timeout=PATIENCE) as plug:
            plug.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 50)
            assert plug.recv(1000) == b""
        assert len([picture for picture, _ in zip(seen, range(20), strict=False)]) == 20


def test_a_viewer_that_does_not_read_loses_pictures_and_nobody_else_does(street: Street) -> None:
    address = street.add("busy", width=1280, height=720)
    with watch(address) as idle, watch(address) as seen:
        next(idle)  # and never again
        for _ in seen:
            if street.server.dropped:
                break
        lost = [session.dropped for session in street.server._sessions]
        assert (len(lost), lost.count(0)) == (2, 1)


def test_nothing_is_sent_while_nobody_watches(street: Street) -> None:
    pictures(street.address("a"), 3)
    until(lambda: not street.viewers("a"), "no viewer")
    sent = street.camera("a").streams["main"].sent
    time.sleep(0.4)
    assert (street.viewers("a"), street.camera("a").streams["main"].sent) == (0, sent)


def test_a_camera_whose_street_is_still_being_made_plays_as_soon_as_it_is_there(tmp_path: Path) -> None:
    with Street(tmp_path) as street:
        addresses = [street.add(f"new-{number}", ready=False) for number in range(3)]
        assert not list(tmp_path.glob("*.mp4"))
        with ThreadPoolExecutor() as pool:
            seen = list(pool.map(lambda address: pictures(address, 2), addresses))
    assert [picture.luma.shape for each in seen for picture in each] == [(360, 640)] * 6
