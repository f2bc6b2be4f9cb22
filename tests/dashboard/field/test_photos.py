"""From what was sent to a photo: decoded and made anew, or refused before anything of it is decoded."""

from __future__ import annotations

import hashlib
import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.field.photo_head import read_head
from dashboard.field.photos import LONGEST, MOST_SCANS, PhotoRefusedError, made_anew
from tests.dashboard.pictures import (
    WHERE,
    chunk,
    colours,
    noise,
    opened,
    photo,
    png_of,
    scans,
    webp_of,
    with_exif,
)


def refusal(data: bytes) -> str:
    with pytest.raises(PhotoRefusedError) as refused:
        made_anew(data)
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_each_kind_becomes_a_jpeg_of_the_same_picture(kind: str) -> None:
    made = made_anew(photo(kind))
    image = opened(made.data)
    assert (image.format, image.size, colours(made.data)) == ("JPEG", (64, 48), ("red", "blue"))
    assert made.hash == hashlib.sha256(made.data).hexdigest()
    assert (made.width, made.height) == image.size


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_its_head_tells_the_size_before_it_is_decoded(kind: str) -> None:
    for more in ({}, {"lossless": True}) if kind == "WEBP" else ({},):
        head = read_head(photo(kind, (640, 30), **more))
        assert head and (head.kind, head.width, head.height) == (kind.lower(), 640, 30)


def test_metadata_is_gone_and_with_it_the_place() -> None:
    sent = with_exif()
    assert WHERE in sent
    kept = made_anew(sent).data
    assert WHERE not in kept
    assert not opened(kept).getexif()
    assert set(opened(kept).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("orientation", "size", "seen"),
    [
        (1, (64, 48), ("red", "blue")),
        (2, (64, 48), ("blue", "red")),
        (3, (64, 48), ("blue", "red")),
        (4, (64, 48), ("red", "blue")),
        (6, (48, 64), None),
        (8, (48, 64), None),
        (99, (64, 48), ("red", "blue")),
    ],
)
def test_a_photo_stands_as_it_was_taken(
    orientation: int, size: tuple[int, int], seen: tuple[str, str] | None
) -> None:
    kept = made_anew(with_exif(orientation)).data
    assert opened(kept).size == size
    assert seen in (None, colours(kept))


def test_a_large_photo_is_kept_as_large_as_it_is_of_use() -> None:
    made = made_anew(photo(size=(5000, 4000)))
    assert (made.width, made.height) == (LONGEST, 2048)
    assert colours(made.data) == ("red", "blue")


def test_what_is_transparent_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    assert min(opened(made_anew(out.getvalue()).data).getpixel((5, 5))) > 250  # type: ignore[type-var,arg-type]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_other_colours_than_red_green_and_blue_are_taken_too(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(made_anew(out.getvalue()).data).mode == "RGB"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_a_photo"),
        (b"<!doctype html><script>alert(1)</script>", "not_a_photo"),
        (b"GIF89a" + bytes(100), "not_a_photo"),
        (b"%PDF-1.7" + bytes(100), "not_a_photo"),
        (b"MZ" + bytes(100), "not_a_photo"),
        (b"\xff\xd8\xff" + b"<script>" * 40, "not_a_photo"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x02" * 9000, "not_a_photo"),
        (photo()[:300], "broken_photo"),
        (photo("PNG")[:-60], "broken_photo"),
        (photo("WEBP")[:-20], "broken_photo"),
        (png_of(10, 10, b"too little"), "broken_photo"),
        (webp_of(10, 10), "broken_photo"),
    ],
    ids=range(13),
)
def test_what_is_no_photo_is_refused(sent: bytes, code: str) -> None:
    assert refusal(sent) == code


@pytest.mark.parametrize(
    "bomb",
    [
        png_of(60_000, 60_000, bytes(1_000_000)),
        png_of(5001, 5000),
        webp_of(16_383, 16_383),
        scans(MOST_SCANS),
    ],
    ids=["png", "just above", "webp", "scans"],
)
def test_a_decompression_bomb_is_not_decoded(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dashboard.field.photos._OPENERS", {}
    )  # whoever would open it finds nothing to do so with
    assert refusal(bomb) == "photo_too_large"


def test_text_packed_into_a_png_does_not_unpack_without_end() -> None:
    plain = photo("PNG")
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    assert refusal(plain[:33] + text + plain[33:]) == "broken_photo"


def test_ten_megabytes_are_the_most() -> None:
    large = noise((3400, 3000))
    assert len(large) > 10_000_000
    assert refusal(large) == "photo_too_big"


def test_a_second_file_behind_the_picture_is_not_kept() -> None:
    kept = made_anew(photo() + b"PK\x03\x04" + b"<script>alert(1)</script>").data
    assert b"PK\x03\x04" not in kept and b"script" not in kept


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_damaged_photo_is_a_photo_or_a_refusal_and_nothing_else(kind: str, data: st.DataObject) -> None:
    sent = bytearray(photo(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert opened(made_anew(bytes(sent)).data).format == "JPEG"
    except PhotoRefusedError as refused:
        assert refused.code in ("not_a_photo", "broken_photo", "photo_too_large")
