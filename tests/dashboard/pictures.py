"""Pictures as phones and strangers send them: real ones, and ones made to do harm."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

WHERE = b"23.0307N 113.9744E"  # a place told in the metadata, to be found nowhere


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    """Red in the left half, blue in the right."""
    out = io.BytesIO()
    halves(size).save(out, kind, **more)
    return out.getvalue()


def halves(size: tuple[int, int]) -> Image.Image:
    image = Image.new("RGB", size, (200, 0, 0))
    image.paste((0, 0, 200), (size[0] // 2, 0, *size))
    return image


def noise(size: tuple[int, int]) -> bytes:
    """A JPEG that cannot be made small."""
    pixels = np.random.default_rng(1).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=95)
    return out.getvalue()


def with_exif(orientation: int = 1, size: tuple[int, int] = (64, 48)) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = WHERE.decode()
    return photo(size=size, exif=exif, comment=WHERE)


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says it is so large, with these bytes where its pixels should be."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(data, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def webp_of(width: int, height: int) -> bytes:
    """A WebP that says it is so large and holds nothing."""
    body = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    part = b"VP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(part) + 4) + b"WEBP" + part


def scans(count: int) -> bytes:
    """A JPEG that asks its decoder to go over the picture so often."""
    plain = photo(progressive=True)
    at = plain.index(b"\xff\xda")
    return plain[:at] + plain[at:-2] * count + plain[-2:]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def colours(data: bytes) -> tuple[str, str]:
    """What stands in the left and in the right half."""
    image = opened(data).convert("RGB")
    places = ((image.width // 4, image.height // 2), (image.width * 3 // 4, image.height // 2))
    pixels = [image.getpixel(place) for place in places]
    names = ["red" if p[0] > 150 > p[2] else "blue" if p[2] > 150 > p[0] else str(p) for p in pixels]  # type: ignore[index]
    return names[0], names[1]
