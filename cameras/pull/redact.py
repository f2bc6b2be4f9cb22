"""Takes users, passwords and addresses of cameras out of what is logged, whoever wrote it. Knows no camera.

The last of several guards: kinds raise details, never addresses, and nothing here is logged on purpose.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote

from streams.server.redact import parts_of

HIDDEN = "***"
SHORTEST = 3  # shorter secrets would black out half of every line
ADDRESS = re.compile(r"\b(rtsps?|https?|wss?|rtmps?|rediss?)://[^\s\"'<>|\\]+", re.IGNORECASE)
LOGIN = re.compile(
    r"\b(Basic|Digest|Bearer)\s+(?:[\w-]+=(?:\"[^\"]*\"|[^\s,]+)(?:,\s*)?|[\w+/=.~-]{6,})+", re.IGNORECASE
)
NAMED = re.compile(
    r"(?i)\b((?:user(?:name)?|usr|login(?:use|pas)?|pass(?:wd|word)?|pwd|auth|token|key|secret|nonce|cnonce|response)"
    r"[\"']?\s*[=:]\s*)(?:\"[^\"]*\"|'[^']*'|[^\s&,;\"')}\]]+)"
)
NAME_OF_SECRET = re.compile(r"(?i)pas|pwd|user|usr|login|token|key|auth|secret|sign")


def secrets_of(addresses: Iterable[str]) -> set[str]:
    """Passwords, users, and what in a query or path of these addresses may be one."""
    found: set[str] = set()
    for address in addresses:
        parts = parts_of(address)  # urlsplit takes a [ in a password for the beginning of a host
        login, query = parts.login or "", address.partition("?")[2]
        user, _, password = login.partition(":")
        found |= {user, password, unquote(user), unquote(password), login}
        queried = [value for name, value in parse_qsl(query) if NAME_OF_SECRET.search(name)]
        found |= {*queried, query}
        if len(parts.path) > 8:
            found.add(parts.path)
    return {secret for secret in found if len(secret) >= SHORTEST}


class Redactor:
    def __init__(self, addresses: Iterable[str] = ()) -> None:
        known = sorted(secrets_of(addresses), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def redacted(self, text: str) -> str:
        text = ADDRESS.sub(rf"\1://{HIDDEN}", text)
        text = LOGIN.sub(rf"\1 {HIDDEN}", text)
        text = NAMED.sub(rf"\1{HIDDEN}", text)
        return self._known.sub(HIDDEN, text) if self._known is not None else text


class Redacting(logging.Formatter):
    """Another formatter's lines, the errors in them included, without secrets."""

    def __init__(self, inner: logging.Formatter, redactor: Redactor) -> None:
        super().__init__()
        self._inner, self._redactor = inner, redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.redacted(self._inner.format(record))


def redact_logs(addresses: Iterable[str]) -> None:
    """From now on, whatever this process logs."""
    redactor = Redactor(addresses)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(Redacting(handler.formatter or logging.Formatter(), redactor))
