"""What each route of the history process wants of whoever asks: one table. What is not in it does not
start."""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from streams.access.intake_rights import UndeclaredRouteError

MACHINE, WEB = "machine", "web"
HISTORY_KINDS = {
    MACHINE: "a program of this machine, not through a proxy; numbers, and nobody's name",
    WEB: "a web process of this installation, by a key made from `web.keys_file`; it has checked before who "
    "asks, for which area",
}
HISTORY_ROUTES = {
    "/history/healthz": MACHINE,
    "/history/readyz": MACHINE,
    "/history/metrics": MACHINE,
    "/history/ask/{question}": WEB,
}


def check_routes(routes: Iterable[str]) -> None:
    """Raises UndeclaredRouteError."""
    odd = [route for route in routes if route not in HISTORY_ROUTES]
    if odd:
        raise UndeclaredRouteError(f"declared in history_rights.py must be {', '.join(odd)}")


def authorization(key: bytes) -> str:
    """The header by which a web process is known."""
    return f"Bearer {hmac.digest(key, b'ask', 'sha256').hex()}"


def known(header: str | None, key: bytes) -> bool:
    """Whether whoever sent this is a web process of ours."""
    return hmac.compare_digest((header or "").encode("utf-8", "replace"), authorization(key).encode())
