"""Subjects of the plan as JSON and back: one value a subject, in the hash and in the entries of `wall`."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import msgspec

from city.screens.plan import SUBJECTS, Changes
from streams.messages.values import UNREADABLE, shown

log = logging.getLogger(__name__)


def encoded(changes: Changes) -> bytes:
    """As `changes` of an entry."""
    return msgspec.json.encode(dict(changes))


def decoded(told: bytes) -> dict[str, Any]:
    """Subjects with their values, None for what is gone; what another version or hand wrote is left out."""
    try:
        raw = msgspec.json.decode(told, type=dict[str, msgspec.Raw])
    except UNREADABLE as error:
        log.warning("changes of a wall's entry cannot be read: %s", error)
        return {}
    return values_of({subject: bytes(value) for subject, value in raw.items()})


def values_of(held: Mapping[str, bytes]) -> dict[str, Any]:
    """The same of JSON a subject, as the hash has it."""
    found: dict[str, Any] = {}
    for subject, told in held.items():
        try:
            found[subject] = _value(subject, told)
        except (ValueError, *UNREADABLE) as error:
            log.warning("%s of the wall's plan cannot be read: %s", shown(subject), error)
    return found


def _value(subject: str, told: bytes) -> Any:
    """Raises ValueError, or what says that it cannot be read."""
    kind, _, id = subject.partition(":")
    if kind not in SUBJECTS:
        raise ValueError("it is no subject")
    value = msgspec.json.decode(told, type=SUBJECTS[kind] | None)
    if getattr(value, "id", id) != id:
        raise ValueError(f"it must be of {shown(id)}, got {shown(value.id)}")
    return value
