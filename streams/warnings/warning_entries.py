"""Entries of `warnings`: a message as an office sent it, or that somebody here took one back."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from city.warnings.reading import read_warning
from city.warnings.warning import Message, WarningError
from city.warnings.xml_tree import LONGEST
from streams.messages.values import RefusedError, shown, text

WHY_LONGEST = 500
NAME_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Of which warning, and why; `by` the account, or `host`."""

    sender: str
    identifier: str
    why: str
    by: str


def message_fields(message: bytes, by: str, now: int) -> dict[str, str | bytes | int]:
    """`by`: through whom it came."""
    return {"message": message, "by": by, "time": now}


def taken_back_fields(taken: TakenBack, now: int) -> dict[str, str | bytes | int]:
    return {
        "taken_back": taken.identifier,
        "sender": taken.sender,
        "why": taken.why,
        "by": taken.by,
        "time": now,
    }


def decode_warning(fields: dict[bytes, bytes], zone: ZoneInfo) -> Message | TakenBack:
    """`zone` of times that name none. Raises RefusedError."""
    if (message := fields.get(b"message")) is not None:
        try:
            return read_warning(message, zone)
        except WarningError as error:
            raise RefusedError(str(error)) from None
    if b"taken_back" in fields:
        told = {name: _short(fields, name) for name in ("taken_back", "sender", "by")}
        why = (text(fields.get(b"why")) or "")[:WHY_LONGEST]
        return TakenBack(told["sender"], told["taken_back"], why, told["by"])
    raise RefusedError(f"an entry must have message or taken_back, got {shown(b' '.join(fields))}")


def _short(fields: dict[bytes, bytes], name: str) -> str:
    told = text(fields.get(name.encode()))
    if not told or len(told) > NAME_LONGEST:
        raise RefusedError(f"{name} must be 1 to {NAME_LONGEST} characters, got {shown(told)}")
    return told


__all__ = ["LONGEST", "TakenBack", "decode_warning", "message_fields", "taken_back_fields"]
