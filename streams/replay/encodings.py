"""From the bytes of a file somebody made to text: as told, else as they show, else by a guess."""

import codecs
import re
from typing import NamedTuple

MARKS = (  # the longer first: UTF-32's mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHINESE, WESTERN = "gb18030", "cp1252"  # what spreadsheets in China write, and those in the west
LOOKED_AT = 1_000_000  # bytes a guess is made from
_HIGH = re.compile(rb"[\x80-\xff]+")


class EncodingError(ValueError):
    """One sentence: what was wanted of the bytes, what came."""


class Decoded(NamedTuple):
    text: str
    encoding: str
    guessed: bool


def known_encoding(name: str) -> str:
    """Its name as Python knows it. Raises EncodingError for one it does not know."""
    try:
        found = codecs.lookup(name)
        b"  ".decode(found.name, "replace")  # base64 and the like are no encodings of text
    except (LookupError, ValueError):
        raise EncodingError(f"encoding must be a name like utf-8, gb18030 or latin-1, got {name!r}") from None
    return found.name


def decoded(raw: bytes, told: str = "") -> Decoded:
    """A byte order mark wins over all but what is told. Raises EncodingError when `told` does not fit."""
    if told:
        return Decoded(_strictly(raw, known_encoding(told)), told, False)
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return Decoded(_strictly(raw, encoding), encoding, False)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        if b"\0" in raw:
            line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
            raise EncodingError(f"line {line}: text wanted, got a zero byte") from None
        encoding = _guess(raw)
        return Decoded(raw.decode(encoding, "replace"), encoding, True)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1  # without the mark, as it counts
        byte = error.object[error.start]
        raise EncodingError(f"line {line}: {encoding} wanted, got byte {byte:#x}") from None


def _guess(raw: bytes) -> str:
    """Chinese characters are pairs of high bytes and stand together; accented letters stand alone among
    others, where the pair would be an accent and a plain letter."""
    runs = [len(run) for run in _HIGH.findall(raw[:LOOKED_AT])]
    alone = sum(length == 1 for length in runs)
    if 2 * alone > len(runs):
        return WESTERN
    try:
        raw[:LOOKED_AT].decode(CHINESE)
    except UnicodeDecodeError as error:
        # the last character may be cut in two; anything before it is no Chinese
        return CHINESE if error.start >= min(len(raw), LOOKED_AT) - 4 else WESTERN
    return CHINESE
