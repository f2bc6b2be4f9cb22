"""What could not be read, kept with its reason. Raw content is bounded and never interpreted."""

from collections.abc import Mapping
from dataclasses import dataclass

from streams.messages.entries import order

RAW_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Reject:
    """`reason` is the whole sentence; `row` counts from 0 in a batch of fixes, None for the entry itself."""

    stream: str
    entry: str
    row: int | None
    reason: str
    raw: str


def reject(stream: str, entry: str, row: int | None, reason: str, raw: str) -> Reject:
    where = f"{stream} {entry}" if row is None else f"{stream} {entry} row {row}"
    return Reject(stream, entry, row, f"{where}: {reason}", raw)


def place(one: Reject) -> str:
    """Text that rises as the stream does."""
    ms, sequence = order(one.entry)
    return f"{ms:020d}-{sequence:020d}-{0 if one.row is None else one.row + 1:08d}"


def raw_fields(fields: Mapping[bytes, bytes]) -> str:
    """The fields of an entry as one bounded text."""
    parts: list[str] = []
    room = RAW_LONGEST
    for name, value in fields.items():
        part = f"{_readable(name, room)}={_readable(value, room)}"
        parts.append(part[:room])
        room -= len(part) + 1
        if room <= 0:
            return " ".join(parts)[: RAW_LONGEST - 1] + "…"
    return " ".join(parts)


def raw_value(value: object) -> str:
    """One row of a batch as one bounded text."""
    text = _readable(value, RAW_LONGEST) if isinstance(value, bytes) else repr(value)
    return text if len(text) <= RAW_LONGEST else text[: RAW_LONGEST - 1] + "…"


def _readable(value: bytes, longest: int) -> str:
    return value[: longest + 1].decode("utf-8", "backslashreplace")
