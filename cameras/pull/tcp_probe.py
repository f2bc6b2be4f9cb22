"""Is anybody there: a TCP connection opened and closed again. Costs a camera that is gone almost nothing."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from streams.server.redact import parts_of

PATIENCE_S = 3.0
RESOLVERS = 4
PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}


class Knocker:
    """Looks names up in threads of its own: a name server that is away must hold up nobody else."""

    def __init__(self) -> None:
        self._names = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="names")

    async def knock(self, address: str) -> str:
        """Why nobody answers: a detail; "" when somebody does."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PATIENCE_S):
                host, port = place(address)
                transport, _ = await loop.create_connection(asyncio.Protocol, await self._found(host), port)
        except TimeoutError:
            return "timeout"
        except (OSError, ValueError):
            return "unreachable"
        transport.abort()
        return ""

    def close(self) -> None:
        self._names.shutdown(wait=False, cancel_futures=True)

    async def _found(self, host: str) -> str:
        try:
            return str(ipaddress.ip_address(host))
        except ValueError:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(
                self._names, socket.getaddrinfo, host, None, 0, socket.SOCK_STREAM
            )
            return str(answer[0][4][0])


def place(address: str) -> tuple[str, int]:
    """Raises ValueError."""
    parts = parts_of(address)  # urlsplit takes a [ in a password for the beginning of a host
    bare = urlsplit(f"{parts.scheme}://{parts.host}")
    if not bare.hostname:
        raise ValueError("an address without a host")
    return bare.hostname, bare.port or PORTS[bare.scheme]
