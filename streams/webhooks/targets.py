"""Where messages may go: no address inside, whatever a name says. Judged for each connection, of the very
address that is connected to, so that a name that answers otherwise the second time leads nowhere. Pure.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from streams.access.loopback import is_local
from streams.messages.values import RefusedError

LONGEST = 500
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_PRINTABLE = re.compile(r"[!-~]+")
_OUTSIDE = ipaddress.ip_network("2000::/3")  # of IPv6; what carries an IPv4 address is elsewhere, or here:
_CARRIERS = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16", "3fff::/20")))
_PLATFORM = ipaddress.ip_address("168.63.129.16")  # a cloud's own services, at an address like any other


class TargetError(OSError):
    """One sentence: what would have been connected to."""


@dataclass(frozen=True, slots=True)
class Targets:
    """`networks`: inside, and allowed all the same. `development`: this machine's own addresses too, at any
    port and without TLS."""

    ports: frozenset[int] = frozenset({443})
    networks: tuple[Network, ...] = field(default=())
    development: bool = False

    def check_url(self, url: str) -> None:
        """Raises RefusedError. Names are not looked up: what they say later is judged then."""
        told = _split(url)
        host = told.hostname or ""
        near = self.development and is_local(host)
        if told.scheme != "https" and not (near and told.scheme == "http"):
            raise RefusedError("URL must begin with https://")
        if told.username is not None or told.password is not None:
            raise RefusedError("URL must hold no user and no password")
        if told.fragment or not host:
            raise RefusedError("URL must have a host, and nothing behind a #")
        port = told.port or (80 if told.scheme == "http" else 443)
        if port not in self.ports and not near:
            raise RefusedError(f"URL must have one of webhooks.ports, got {port}")
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return
        if why := self.objection(address):
            raise RefusedError(f"URL must lead outside: {why}")

    def objection(self, address: Address) -> str:
        """Why it is not connected to; nothing when it may be."""
        address = (address.ipv4_mapped or address) if address.version == 6 else address
        if any(address in network for network in self.networks if network.version == address.version):
            return ""
        if self.development and address.is_loopback:
            return ""
        if _outside(address):
            return ""
        return f"{address} is an address inside (webhooks.allowed_networks allows some)"

    def socket(self, told: Sequence[Any]) -> socket.socket:
        """For aiohttp: what is connected to next, as getaddrinfo tells it. Raises TargetError."""
        family, type_, protocol, _, (host, port, *_) = told
        address = ipaddress.ip_address(host)
        if why := self.objection(address):
            raise TargetError(why)
        near = self.development and address.is_loopback
        if port not in self.ports and not near:
            raise TargetError(f"port {port} is none of webhooks.ports")
        return socket.socket(family, type_, protocol)


def _split(url: str) -> SplitResult:
    """Raises RefusedError."""
    if len(url) > LONGEST or not _PRINTABLE.fullmatch(url) or "\\" in url:
        raise RefusedError(f"URL must be 1 to {LONGEST} letters, digits and signs of ASCII")
    try:
        told = urlsplit(url)
        _ = told.port  # raises for one that is none
    except ValueError:
        raise RefusedError("URL must be an address such as https://example.org/hook") from None
    return told


def _outside(address: Address) -> bool:
    if not address.is_global or address.is_multicast or address.is_reserved or address == _PLATFORM:
        return False
    if address.version == 4:
        return True
    return address in _OUTSIDE and not any(address in network for network in _CARRIERS)


def networks_of(told: str) -> tuple[Network, ...]:
    """With commas between. Raises ValueError in one sentence."""
    parts = [part.strip() for part in told.split(",") if part.strip()]
    try:
        return tuple(ipaddress.ip_network(part) for part in parts)
    except ValueError as error:
        raise ValueError(f"webhooks.allowed_networks must be networks such as 10.1.0.0/16: {error}") from None


def ports_of(told: str) -> frozenset[int]:
    """With commas between. Raises ValueError in one sentence."""
    parts = [part.strip() for part in told.split(",") if part.strip()]
    if not parts or not all(part.isdecimal() and 0 < int(part[:6]) < 65536 for part in parts):
        raise ValueError(f"webhooks.ports must be ports with commas between, got {told!r}")
    return frozenset(map(int, parts))
