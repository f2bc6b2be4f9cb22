"""The audit stream: who signed in, was refused, opened a name or telephone, changed a grant, gave a command.

Ids only: no name, no telephone, no text. An entry is written before what it tells of is answered; who cannot
write it refuses the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redis import Redis

from streams.messages.entries import Entry
from streams.messages.values import text
from streams.record.keys import Keys

CHUNK = 500  # entries read at once
ACTS = (
    *("signed_in", "sign_in_refused", "signed_out", "session_revoked", "acting_under"),
    *("name_opened", "phone_opened", "command", "refused"),
    *("account_added", "password_set", "granted", "withdrawn", "disabled", "enabled"),
    *("screen_paired", "screen_renamed", "screen_moved", "screen_revoked", "on_screens"),
    *("handover_noted", "handover_signed", "handover_accepted"),
    *("warning_loaded", "warning_taken_back", "edition_loaded", "edition_taken_back"),
    *("webhook_added", "webhook_removed", "webhook_rotated", "webhook_enabled", "webhook_replayed"),
)


@dataclass(frozen=True, slots=True)
class Audited:
    """`account` acted (empty: nobody known), from `session`, on `what` in `area` (several between spaces);
    `address` is the peer's."""

    act: str
    account: str
    time: int
    what: str = ""
    area: str = ""
    session: str = ""
    address: str = ""
    detail: str = ""


def audit_fields(audited: Audited) -> dict[str, str]:
    """As the stream keeps it."""
    if audited.act not in ACTS:
        raise ValueError(f"act must be one of {', '.join(ACTS)}, got {audited.act}")
    return {name: str(getattr(audited, name)) for name in Audited.__slots__ if getattr(audited, name)}


class AuditLog:
    """Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self._redis, self._name = redis, keys.audit

    def append(self, audited: Audited) -> None:
        self._redis.xadd(self._name, audit_fields(audited))  # type: ignore[arg-type]

    def newest(self, count: int, before: str = "+") -> Iterator[tuple[str, Audited]]:
        """From the newest back, by entry id; `before` an id, which is left out."""
        end = before if before == "+" else f"({before}"
        entries: Any = self._redis.xrevrange(self._name, end, "-", count=count)
        for entry, fields in entries:
            yield entry.decode(), _read((entry, fields))

    def back(
        self, before: str = "", first: int | None = None, last: int | None = None
    ) -> Iterator[tuple[str, Audited]]:
        """From the newest back, by entry id: what was written in these ms, older than the entry `before`."""
        end = f"({before}" if before else "+" if last is None else str(last)
        start = "-" if first is None else str(first)
        while True:
            entries: Any = self._redis.xrevrange(self._name, end, start, count=CHUNK)
            for entry, fields in entries:
                if fields.get(b"act", b"").decode("utf-8", "replace") in ACTS:  # another version knows more
                    yield entry.decode(), _read((entry, fields))
            if len(entries) < CHUNK:
                return
            end = f"({entries[-1][0].decode()}"


def _read(entry: Entry) -> Audited:
    told = {name: text(entry[1].get(name.encode())) or "" for name in Audited.__slots__}
    at = int(told["time"]) if told["time"].isdigit() else int(entry[0].partition(b"-")[0])
    return Audited(**(told | {"time": at}))  # type: ignore[arg-type]
