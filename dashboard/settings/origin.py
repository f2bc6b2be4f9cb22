"""The one address people open, and the proxies that may speak for them, as the settings tell them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

Ranges = Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]
PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*")
DEFAULT_PORTS = {"http": 80, "https": 443}


class OriginError(ValueError):
    """One sentence: what web.origin or web.proxies must be, and what came."""


@dataclass(frozen=True, slots=True)
class Origin:
    scheme: str
    host: str
    port: int
    path: str = ""  # below which the wall answers, as `/grid`

    @property
    def address(self) -> str:
        """As people open it, without the last slash."""
        return self.text + self.path

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def text(self) -> str:
        """As browsers say it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (
            "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        )

    def is_host(self, told: str) -> bool:
        """Whether a Host header names it."""
        parts = urlsplit(f"//{told}")
        try:
            port = parts.port
        except ValueError:
            return False
        return parts.hostname == self.host and (port or DEFAULT_PORTS[self.scheme]) == self.port

    def is_origin(self, told: str) -> bool:
        """Whether an Origin header names it."""
        parts = urlsplit(told)
        return parts.scheme == self.scheme and not parts.path and self.is_host(parts.netloc)


def read_origin(told: str) -> Origin | None:
    """Raises OriginError."""
    if not told:
        return None
    parts = urlsplit(told)
    try:
        port = parts.port
    except ValueError:
        port = -1
    more = (parts.query, parts.fragment, parts.username, parts.password)
    path = parts.path.rstrip("/")
    odd = any(more) or port == -1 or not PATH.fullmatch(path)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname or odd:
        raise OriginError(
            f"web.origin must be what people open, as https://wall.example.org or "
            f"https://example.org/wall, got {told[:100]!r}"
        )
    return Origin(parts.scheme, parts.hostname, port or DEFAULT_PORTS[parts.scheme], path)


def base_of(told: str) -> str:
    """The path of web.origin; mostly none. Raises OriginError."""
    origin = read_origin(told)
    return origin.path if origin else ""


def read_proxies(told: str) -> Ranges:
    """Addresses or networks, with commas. Raises OriginError."""
    try:
        return [ipaddress.ip_network(each.strip()) for each in told.split(",") if each.strip()]
    except ValueError:
        raise OriginError(
            f"web.proxies must be addresses or networks with commas between, got {told[:100]!r}"
        ) from None
