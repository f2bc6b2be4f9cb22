"""From one value as it came to one value we trust, or a refusal in words. Knows no stream and no city."""

import re
from datetime import datetime
from typing import NoReturn

import msgspec

ID_CHARACTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-"
ID_LONGEST = 64
EARLIEST = 946_684_800_000  # 2000-01-01: before it no phone told its position, but seconds look like this
LATEST = 253_402_300_799_999  # the last millisecond that has four digits for its year
_ID = re.compile(r"[A-Za-z0-9._:-]+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_SHOWN = 60


# what msgspec raises for bytes that are not what they should be
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class RefusedError(ValueError):
    """What was wanted and what came, in words: `lat must be between -90 and 90, got 113.9`."""


def shown(value: object) -> str:
    """A value as a sentence may quote it: short, and on one line."""
    if value is None:
        return "nothing"
    text = value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text[: _SHOWN + 1])
    return (f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text) or "nothing"


def refuse(name: str, wanted: str, value: object, hint: str = "") -> NoReturn:
    raise RefusedError(f"{name} must be {wanted}, got {shown(value)}{hint}")


def text(value: object) -> str | None:
    """Text of bytes or of a string; None when it is neither or is not UTF-8."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return None
    return value if isinstance(value, str) else None


def identifier(name: str, value: object) -> str:
    told = text(value)
    if told is None or len(told) > ID_LONGEST or not _ID.fullmatch(told):
        refuse(name, f"1 to {ID_LONGEST} of A-Z a-z 0-9 . _ : -", value)
    return told


def number_in(told: str) -> float | None:
    """The plain decimal number that this text is, None when it is another text."""
    return float(told) if _NUMBER.fullmatch(told) else None


def number(name: str, value: object, low: float, high: float) -> float:
    told = text(value)
    if told is not None and (found := number_in(told)) is not None:
        read = found
    elif isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        read = float(value)
    elif told is not None and told.strip().lower().lstrip("+-") in ("nan", "inf", "infinity"):
        read = float("nan")
    else:
        refuse(name, "a number", value)
    if not low <= read <= high:
        refuse(name, f"between {low:g} and {high:g}", value)
    return read


def moment(name: str, value: object) -> int:
    """Epoch milliseconds, from such or from ISO 8601 with a zone."""
    told = text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value != value or abs(value) > LATEST or value != int(value):
            refuse(name, "whole epoch milliseconds", value)
        read = int(value)
    elif told is not None and told.isascii() and told.isdigit() and len(told) <= 20:
        read = int(told)
    else:
        read = _iso(name, value, told)
    if not EARLIEST <= read <= LATEST:
        seconds = EARLIEST <= read * 1000 <= LATEST
        refuse(name, "epoch milliseconds", value, " (which looks like seconds)" if seconds else "")
    return read


def _iso(name: str, value: object, told: str | None) -> int:
    wanted = "epoch milliseconds or ISO 8601 with a zone"
    # Python reads bare dates and week dates too; nobody sends those as the time of a fix
    if told is None or len(told) > 40 or "T" not in told.upper():
        refuse(name, wanted, value)
    try:
        read = datetime.fromisoformat(told)
    except ValueError:
        refuse(name, wanted, value)
    if read.tzinfo is None:
        refuse(name, wanted, value, " (without a zone)")
    try:
        return round(read.timestamp() * 1000)
    except OverflowError:
        refuse(name, wanted, value)
