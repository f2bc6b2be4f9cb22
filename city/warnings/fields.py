"""From the text of an element to one value we trust, or a refusal that says where. Knows no format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from city.warnings.warning import Circle, WarningError

EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000  # 2000 and 2100, ms
ZONED = "a time with its zone, such as 2026-11-30T08:00:00+08:00"
LOCAL = "a time such as 2026-11-30 08:00:00"
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,9}(\.\d{0,20})?|\.\d{1,20})", re.ASCII)
_SHOWN = 60
# what turns the direction of the text after it, or hides
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff\u200b")


def shown(text: str) -> str:
    """As a sentence may quote it: short, on one line."""
    plain = "".join(c if c.isprintable() else "\ufffd" for c in text[: _SHOWN + 1])
    return (f"{plain[:_SHOWN]}…" if len(plain) > _SHOWN else plain) or "nothing"


def words(text: str, longest: int, *, lines: bool = False) -> str:
    """Text for people: without what is not seen, blanks made one (line ends kept for `lines`), cut with …"""
    seen = "".join(
        " " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text if c not in _TURNING
    )
    plain = (
        "\n".join(" ".join(line.split()) for line in seen.split("\n")) if lines else " ".join(seen.split())
    )
    plain = plain.strip()
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def name(where: str, text: str, longest: int = 200) -> str:
    """What something is called by: a text without blanks at its ends and line ends within."""
    if not text or len(text) > longest or not text.isprintable():
        raise WarningError(f"{where} must be a text of 1 to {longest} characters, got {shown(text)}")
    return text


def one_of(where: str, text: str, allowed: Collection[str]) -> str:
    if text not in allowed:
        raise WarningError(f"{where} must be one of {', '.join(allowed)}, got {shown(text)}")
    return text


def moment(where: str, text: str, zone: ZoneInfo | None) -> int:
    """Epoch ms. A time without a zone is one of `zone`; with none it is refused."""
    wanted = LOCAL if zone else ZONED
    found = _TIME.fullmatch(text) or (_DIGITS.fullmatch(text) if zone else None)
    told = found[7] if found is not None and found.re is _TIME else None
    if found is None or (told is None and zone is None):
        raise WarningError(f"{where} must be {wanted}, got {shown(text)}")
    try:
        year, month, day, hour, minute, second = (int(found[part] or 0) for part in range(1, 7))
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(told, zone))
    except ValueError as error:
        raise WarningError(f"{where} must be {wanted}, got {shown(text)}") from error
    ms = int(at.timestamp()) * 1000
    if not EARLIEST <= ms <= LATEST:
        raise WarningError(f"{where} must lie between 2000 and 2100, got {shown(text)}")
    return ms


def _zone(told: str | None, zone: ZoneInfo | None) -> tzinfo:
    """Raises ValueError for an offset that no clock has."""
    if told is None:
        return zone or UTC
    if told == "Z":
        return UTC
    hours, minutes = int(told[1:3]), int(told[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(told)
    return timezone((-1 if told[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def numbers(where: str, text: str) -> tuple[float, float]:
    """`lat,lon` in degrees."""
    parts = text.split(",")
    if len(parts) != 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        raise WarningError(f"{where} must be places such as 22.97,113.74, got {shown(text)}")
    lat, lon = map(float, parts)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        hint = " (the latitude comes first)" if abs(lon) <= 90 < abs(lat) <= 180 else ""
        raise WarningError(
            f"{where} must be within ±90 degrees of latitude and ±180 of longitude, got {shown(text)}{hint}"
        )
    return lat, lon


def ring(where: str, text: str) -> tuple[tuple[float, float], ...]:
    """A polygon's ring of (lat, lon); one that does not end where it begins is closed."""
    points = [numbers(where, part) for part in text.split()]
    if points and points[0] != points[-1]:
        points.append(points[0])
    if len(set(points)) < 3:
        raise WarningError(f"{where} must have at least 3 different places, got {len(set(points))}")
    return tuple(points)


def circle(where: str, text: str) -> Circle:
    """`lat,lon km`."""
    parts = text.split()
    if len(parts) != 2 or not _NUMBER.fullmatch(parts[1]):
        raise WarningError(f"{where} must be a place and km, such as 22.97,113.74 5, got {shown(text)}")
    lat, lon = numbers(where, parts[0])
    km = float(parts[1])
    if not 0 <= km <= 20_000:
        raise WarningError(f"{where} must have a radius of 0 to 20,000 km, got {shown(parts[1])}")
    return Circle(lat, lon, km)
