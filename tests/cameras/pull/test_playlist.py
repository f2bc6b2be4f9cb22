"""What a page is told of a playlist: names in place of addresses, and nothing it does not need."""

from cameras.pull.playlist import is_playlist, read_playlist, veiled

MASTER = b"""\xef\xbb\xbf#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=1000000,CODECS="avc1.42C01E"
http://admin:secret@gateway/live/low.m3u8?token=abc
#EXT-X-SESSION-DATA:DATA-ID="key",VALUE="secret"
"""
MEDIA = b"""#EXTM3U
# secret made by the gateway
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:17
#EXT-X-MAP:URI="init.mp4?token=abc",BYTERANGE="800@0"
#EXTINF:2.000,secret title
seg17.m4s?token=abc
#EXTINF:1.9,
seg18.m4s?token=abc
#EXT-X-PART:DURATION=0.3,URI="seg19.0.m4s?token=abc"
"""


def test_every_address_becomes_a_name() -> None:
    asked: list[str] = []
    told = veiled(MEDIA, lambda address: asked.append(address) or str(len(asked))).decode()
    assert asked == [f"{name}?token=abc" for name in ("init.mp4", "seg17.m4s", "seg18.m4s", "seg19.0.m4s")]
    assert '#EXT-X-MAP:URI="1",BYTERANGE="800@0"\n#EXTINF:2.000,\n2\n#EXTINF:1.9,\n3\n' in told
    assert "token" not in told and "secret" not in told


def test_a_master_playlist_tells_neither_its_host_nor_its_session() -> None:
    told = veiled(MASTER, lambda address: "1").decode()
    assert told.splitlines() == [
        "#EXTM3U",
        '#EXT-X-STREAM-INF:BANDWIDTH=1000000,CODECS="avc1.42C01E"',
        "1",
    ]


def test_a_playlist_is_known_by_its_first_bytes() -> None:
    assert is_playlist(MASTER) and is_playlist(MEDIA)
    assert not is_playlist(b"<html>#EXTM3U") and not is_playlist(b"")


def test_what_a_playlist_says_is_read() -> None:
    master, media = read_playlist(MASTER), read_playlist(MEDIA)
    assert (master.variant, master.newest) == ("http://admin:secret@gateway/live/low.m3u8?token=abc", "")
    assert (media.variant, media.newest, media.target, media.ended) == ("", "seg18.m4s?token=abc", 2.0, False)
    assert read_playlist(MEDIA + b"#EXT-X-ENDLIST\n").ended


def test_a_segment_or_a_part_more_is_another_mark() -> None:
    before = read_playlist(MEDIA).mark
    assert read_playlist(MEDIA + b'#EXT-X-PART:DURATION=0.3,URI="seg19.1.m4s"\n').mark != before
    assert read_playlist(MEDIA + b"#EXTINF:2,\nseg19.m4s\n").mark != before
    assert read_playlist(MEDIA).mark == before


def test_numbers_that_are_none_are_read_as_nothing() -> None:
    odd = read_playlist(b"#EXTM3U\n#EXT-X-TARGETDURATION:-1e999\n#EXT-X-MEDIA-SEQUENCE:" + b"9" * 5000)
    assert (odd.target, odd.mark) == (0.0, (0, 0, ""))
