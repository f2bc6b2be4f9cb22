"""From what somebody sent to a photo we keep: looked at before it is decoded, decoded, made anew as a JPEG.

What comes out holds pixels and nothing else: no place, no time, no camera, no second file behind the first.
Works in a thread; knows no request and no store.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import ExifTags, Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from dashboard.field.photo_head import Head, read_head

MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000
MOST_SCANS = 100  # a progressive JPEG has about ten; thousands keep a decoder busy for minutes
LONGEST = 2560  # pixels of the longer side of what is kept: a number plate across the street can be read
QUALITY = 85
_OPENERS: dict[str, Callable[[io.BytesIO], ImageFile]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# what decoders raise for bytes made to harm them
_BROKEN = (
    *(ArithmeticError, AttributeError, LookupError, MemoryError, OSError, SyntaxError, TypeError, ValueError),
    *(EOFError, RuntimeError, struct.error, zlib.error),
)


class PhotoRefusedError(Exception):
    """A word for programs and one sentence; nothing of the photo."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Photo:
    """`hash` is the SHA-256 of `data` in hex: the same picture is kept once."""

    hash: str
    data: bytes
    width: int
    height: int


def refuse_size(size: int) -> None:
    """Raises PhotoRefusedError; asked before the bytes are taken and after."""
    if size > MOST_BYTES:
        raise PhotoRefusedError(
            "photo_too_big", f"A photo may have {MOST_BYTES / 1e6:g} MB, got {size / 1e6:.1f} MB or more."
        )


def look(data: bytes) -> Head:
    """What the photo says of itself, when that can be taken. Decodes nothing; raises PhotoRefusedError."""
    refuse_size(len(data))
    head = read_head(data)
    if head is None:
        raise PhotoRefusedError("not_a_photo", "A photo must be a JPEG, PNG or WebP picture.")
    pixels = head.width * head.height
    if pixels > MOST_PIXELS:
        raise PhotoRefusedError(
            "photo_too_large",
            f"A photo may have {MOST_PIXELS / 1e6:g} million pixels, got {head.width} × {head.height}.",
        )
    if head.scans > MOST_SCANS:
        raise PhotoRefusedError("photo_too_large", f"A photo may have {MOST_SCANS} scans, got {head.scans}.")
    return head


def made_anew(data: bytes) -> Photo:
    """Upright, at most LONGEST pixels long, RGB, as a JPEG without any metadata. Raises PhotoRefusedError."""
    head = look(data)
    try:
        image = _decoded(data, head)
    except _BROKEN:
        raise PhotoRefusedError("broken_photo", "This photo cannot be read: it is broken.") from None
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    kept = out.getvalue()
    return Photo(hashlib.sha256(kept).hexdigest(), kept, image.width, image.height)


def _decoded(data: bytes, head: Head) -> Image.Image:
    with _OPENERS[head.kind](io.BytesIO(data)) as image:
        if image.size != (head.width, head.height):
            raise ValueError("two sizes")
        turn = _TURNS.get(_orientation(image))
        image.draft("RGB", (LONGEST, LONGEST))  # a JPEG much larger than wanted is decoded at a half or less
        image.load()
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.BICUBIC)
        small = _opaque(image)
    return small if turn is None else small.transpose(turn)


def _orientation(image: ImageFile) -> int:
    """1 (upright) when the photo says nothing of it that can be read."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN:
        return 1


def _opaque(image: Image.Image) -> Image.Image:
    """In RGB without anything the file said beside the pixels; on white where it is transparent."""
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        base_map = Image.new("RGB", layered.size, "white")
        base_map.paste(layered, mask=layered.getchannel("A"))
        return base_map
    return Image.frombytes("RGB", image.size, image.convert("RGB").tobytes())
