"""What cameras offer, in the descriptions they really send."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.media.units import SourceError
from cameras.pull.rtsp.h264 import H264
from cameras.pull.rtsp.h265 import H265
from cameras.pull.rtsp.sdp import Track, read_offer, resolve
from cameras.pull.rtsp.target import read_target

HIKVISION = b"""v=0\r
o=- 1109162014219182 1109162014219192 IN IP4 192.168.1.64\r
s=Media Presentation\r
e=NONE\r
b=AS:5050\r
t=0 0\r
a=control:rtsp://192.168.1.64:554/Streaming/Channels/101/\r
m=video 0 RTP/AVP 96\r
c=IN IP4 0.0.0.0\r
b=AS:5000\r
a=recvonly\r
a=x-dimensions:1920,1080\r
a=control:rtsp://192.168.1.64:554/Streaming/Channels/101/trackID=1\r
a=rtpmap:96 H264/90000\r
a=fmtp:96 profile-level-id=420029; sprop-parameter-sets=Z00AKpY1QPAET8s3AQEBAgA=,aO48gA==\r
m=audio 0 RTP/AVP 8\r
a=control:rtsp://192.168.1.64:554/Streaming/Channels/101/trackID=2\r
a=rtpmap:8 PCMA/8000\r
a=Media_header:MEDIAINFO=494D4B48010100000400010010710110401F000000FA000000000000000000000000000000000000;\r
"""
DAHUA = b"""v=0
o=- 2252310609 2252310609 IN IP4 0.0.0.0
s=RTSP Session
a=control:*
m=audio 0 RTP/AVP 97
a=control:trackID=1
a=rtpmap:97 MPEG4-GENERIC/16000
m=video 0 RTP/AVP 98
a=control:trackID=0
a=framerate:25.000000
a=rtpmap:98 H265/90000
a=fmtp:98 profile-id=1;sprop-sps=QgEBAWAAAAMAsAAAAwAAAwBaoAWCAeFja5JFL83BQYFBAAADAAEAAAMADKE=;\
sprop-pps=RAHA8saNA7NA;sprop-vps=QAEMAf//AWAAAAMAsAAAAwAAAwBarAwAAAMABAAAAwAyqA==
"""


def test_a_hikvision_camera_is_understood() -> None:
    offer = read_offer(HIKVISION)
    (track,) = offer.tracks
    assert (track.payload, track.codec, track.rate, track.known) == (96, "h264", 90_000, True)
    assert track.control.endswith("/101/trackID=1") and offer.control.endswith("/101/")
    assembly = H264(track, lambda unit: None)
    assert assembly.sps is not None and (assembly.sps.width, assembly.sps.height) == (1920, 1080)


def test_a_dahua_camera_is_understood() -> None:
    (track,) = read_offer(DAHUA).tracks
    assert (track.payload, track.codec, track.control) == (98, "h265", "trackID=0")
    assembly = H265(track, lambda unit: None)
    assert {kind for kind, _ in assembly.sets} == {32, 33, 34}
    assert assembly.sps is not None and (assembly.sps.width, assembly.sps.height) == (704, 480)


def test_a_program_stream_is_named() -> None:
    (track,) = read_offer(b"v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 PS/90000\n").tracks
    assert (track.codec, track.known) == ("PS", False)


def test_a_payload_type_that_needs_no_map_is_known() -> None:
    (track,) = read_offer(b"v=0\nm=video 0 RTP/AVP 26\n").tracks
    assert track.codec == "jpeg"


@pytest.mark.parametrize("told", ["Z00AKpY1", "!!!", "Zw==", base64.b64encode(b"\x67" + bytes(50)).decode()])
def test_parameter_sets_that_are_nonsense_are_waited_for_in_band(told: str) -> None:
    track = Track(96, "h264", parameters={"sprop-parameter-sets": told})
    assert H264(track, lambda unit: None).media is None


@given(st.binary(max_size=400))
def test_no_description_raises_anything(body: bytes) -> None:
    for track in read_offer(b"v=0\nm=video 0 RTP/AVP 96\na=" + body).tracks:
        assert track.sets is not None


@pytest.mark.parametrize(
    ("base", "control", "whole"),
    [
        ("rtsp://c/live/", "trackID=1", "rtsp://c/live/trackID=1"),
        ("rtsp://c/live", "trackID=1", "rtsp://c/live/trackID=1"),
        ("rtsp://c/cam?channel=1&subtype=0/", "trackID=0", "rtsp://c/cam?channel=1&subtype=0/trackID=0"),
        ("rtsp://c/live/", "*", "rtsp://c/live/"),
        ("rtsp://c/live", "", "rtsp://c/live"),
        ("rtsp://c:8554/live", "/other/1", "rtsp://c:8554/other/1"),
        ("rtsp://c/live", "rtsp://10.0.0.2/x", "rtsp://10.0.0.2/x"),
    ],
)
def test_controls_are_resolved_as_cameras_mean_them(base: str, control: str, whole: str) -> None:
    assert resolve(base, control) == whole


@pytest.mark.parametrize(
    ("address", "host", "port", "uri", "login"),
    [
        ("rtsp://c/a", "c", 554, "rtsp://c/a", None),
        ("RTSP://u:p@c:8554/a?b=1&c=2", "c", 8554, "rtsp://c:8554/a?b=1&c=2", ("u", "p")),
        ("rtsps://u@[fe80::1]:322/", "fe80::1", 322, "rtsps://[fe80::1]:322/", ("u", "")),
        ("rtsp://u:a%40b%2Fc@c", "c", 554, "rtsp://c", ("u", "a@b/c")),
        ("rtsp://u:a@b#c:d@c/x", "c", 554, "rtsp://c/x", ("u", "a@b#c:d")),
        ("rtsp://c/摄像头/%E4%B8%80", "c", 554, "rtsp://c/%E6%91%84%E5%83%8F%E5%A4%B4/%E4%B8%80", None),
    ],
)
def test_an_address_is_taken_apart(
    address: str, host: str, port: int, uri: str, login: tuple[str, str] | None
) -> None:
    target = read_target(address)
    assert (target.host, target.port, target.uri) == (host, port, uri)
    assert (target.login and (target.login.user, target.login.password)) == login


@given(st.text())
def test_any_text_is_an_address_or_refused_and_shows_in_no_repr(text: str) -> None:
    try:
        target = read_target("rtsp://root:geheim@" + text)
    except SourceError as error:
        assert error.detail == "not_allowed"
    else:
        assert "geheim" not in repr(target)
