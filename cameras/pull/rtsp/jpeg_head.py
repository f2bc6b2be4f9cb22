"""The head of a JPEG that RTP leaves out (RFC 2435, appendices A and B; ITU-T T.81, annex K). Pure."""

from __future__ import annotations

import functools

LUMA = (
    *(16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99),
)
CHROMA = (
    *(17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99),
    *(24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99),
    *([99] * 32),
)
# from left to right along one rising diagonal, and back along the next
ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, i // 8 if (i // 8 + i % 8) % 2 else i % 8))
DC = bytes(range(12))
# runs of zeros and sizes of the AC coefficients, by the length of their code
AC_LUMA = bytes.fromhex(
    "0102030004110512213141061351610722711432 8191a1082342b1c11552d1f02433627282"
    "090a161718191a25262728292a3435363738393a434445464748494a535455565758595a"
    "636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aa"
    "b2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa"
)
AC_CHROMA = bytes.fromhex(
    "0001020311040521310612415107617113223281 08144291a1b1c109233352f0156272d1"
    "0a162434e125f11718191a262728292a35363738393a434445464748494a535455565758595a"
    "636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aa"
    "b2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa"
)
HUFFMAN = (
    (0x00, (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0), DC),
    (0x10, (0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125), AC_LUMA),
    (0x01, (0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0), DC),
    (0x11, (0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119), AC_CHROMA),
)
END = b"\xff\xd9"


def _segment(mark: int, *parts: bytes) -> bytes:
    size = 2 + sum(map(len, parts))
    return b"".join((bytes((0xFF, mark)), size.to_bytes(2, "big"), *parts))


@functools.cache
def tables_of(quality: int) -> bytes:
    """Both quantisation tables of a quality of 1 to 99."""
    factor = 5000 // quality if quality < 50 else 200 - 2 * quality
    scaled = (min(max((table[at] * factor + 50) // 100, 1), 255) for table in (LUMA, CHROMA) for at in ZIGZAG)
    return bytes(scaled)


@functools.lru_cache(64)
def head(kind: int, width: int, height: int, tables: bytes, restart: int) -> bytes:
    """`kind` 0 is 4:2:2, 1 is 4:2:0; `tables` one or two of 64 bytes."""
    count = len(tables) // 64
    quantisers = [_segment(0xDB, bytes((n,)), tables[64 * n : 64 * n + 64]) for n in range(count)]
    again = [_segment(0xDD, restart.to_bytes(2, "big"))] if restart else []
    size = b"\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big")
    second = min(1, count - 1)
    parts = bytes((3, 1, 0x22 if kind else 0x21, 0, 2, 0x11, second, 3, 0x11, second))
    codes = [_segment(0xC4, bytes((name, *lengths)), values) for name, lengths, values in HUFFMAN]
    scan = _segment(0xDA, bytes((3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0)))
    return b"".join((b"\xff\xd8", *quantisers, *again, _segment(0xC0, size, parts), *codes, scan))
