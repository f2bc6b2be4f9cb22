"""Bytes become text as told, as they show, or by a guess that is owned up to."""

import pytest

from streams.replay.encodings import EncodingError, decoded

CHINESE = "编号,地点\n1,东莞市横沥镇新城工业区 A 栋\n2,镕\n"
FRENCH = "id,place\n1,Rue Clémery\n2,Brücke, à côté\n3,Ærø\n"


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
        (FRENCH.encode("latin-1"), FRENCH, "cp1252"),
        ("a\n1 – 2 €\n".encode("cp1252"), "a\n1 – 2 €\n", "cp1252"),
    ],
)
def test_what_is_not_utf_8_is_guessed_and_told(raw: bytes, text: str, encoding: str) -> None:
    assert decoded(raw) == (text, encoding, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_shows_its_encoding_is_no_guess(encoding: str) -> None:
    found = decoded(CHINESE.encode(encoding))
    assert (found.text, found.guessed) == (CHINESE, False)


def test_what_is_told_is_taken_and_refused_where_it_does_not_fit() -> None:
    assert decoded(FRENCH.encode("latin-1"), "latin-1") == (FRENCH, "latin-1", False)
    assert decoded(b"\xef\xbb\xbfid", "utf-8").text == "id"
    with pytest.raises(EncodingError, match="line 2: utf-8 wanted, got byte 0xe9"):
        decoded(FRENCH.encode("latin-1"), "utf-8")
    with pytest.raises(EncodingError, match="line 2: utf-8-sig wanted, got byte 0xe9"):
        decoded(b"\xef\xbb\xbfa\n\xe9")
    with pytest.raises(EncodingError, match="text wanted, got a zero byte"):
        decoded(b"\x89PNG\0\xff")
    for name in ("klingon", "base64"):
        with pytest.raises(EncodingError, match="encoding must be a name like"):
            decoded(b"", name)


def test_a_long_chinese_file_is_not_misjudged_where_the_guess_stops_looking() -> None:
    long = "编号\n" + "横沥" * 300_000
    assert decoded(long.encode("gb18030")).text == long
