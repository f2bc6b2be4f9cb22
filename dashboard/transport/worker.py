"""gunicorn's gevent worker. A request that cannot be read never reaches the application: what gunicorn then
answers carries our headers too."""

from __future__ import annotations

from typing import Any

from gevent import GreenletExit
from gunicorn.workers.ggevent import GeventWorker

from streams.access.security_headers import BARE


class Worker(GeventWorker):  # type: ignore[misc]  # gunicorn ships no types
    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        if isinstance(exc, GreenletExit):
            return  # this process ends: a connection that asked nothing just then is no fault
        super().handle_error(req, _Clad(client), addr, exc)


class _Clad:
    """A socket that is written one whole answer."""

    def __init__(self, plain: Any) -> None:
        self._plain = plain

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)

    def sendall(self, answer: bytes) -> None:
        first, line, rest = answer.partition(b"\r\n")
        head = "".join(f"{name}: {value}\r\n" for name, value in BARE.items())
        self._plain.sendall(first + line + head.encode() + rest)
