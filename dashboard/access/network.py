"""Where a request came from, and that it was meant for us: the peer behind trusted proxies, the host it
named, the page it came from. Knows nobody.

`origin` is the one address people open, as `https://wall.example.org`; without one it is this machine alone.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Mapping
from typing import Any

from dashboard.access.viewer import FORWARDED, HOST, NotAllowedError
from dashboard.settings.origin import Origin, Ranges
from streams.access.loopback import is_local


class Network:
    def __init__(self, origin: Origin | None, proxies: Ranges = (), status_token: str = "") -> None:
        self.origin, self._proxies, self._status_token = origin, proxies, status_token

    @property
    def secure(self) -> bool:
        """Whether browsers come by https."""
        return self.origin is not None and self.origin.secure

    @property
    def base(self) -> str:
        """The path of that name below which the wall answers; mostly none."""
        return self.origin.path if self.origin else ""

    def peer(self, environ: Mapping[str, Any]) -> str:
        """The address that asks: the last one that no proxy of ours stands behind. Raises NotAllowedError."""
        near = str(environ.get("REMOTE_ADDR") or "")
        forwarded = [name for name in environ if FORWARDED.fullmatch(name)]
        if not self._trusts(near):
            if forwarded:
                raise NotAllowedError("This server does not answer through a proxy that it does not know.")
            return near
        chain = [each.strip() for each in str(environ.get("HTTP_X_FORWARDED_FOR") or "").split(",")]
        return next((each for each in reversed(chain) if each and not self._trusts(each)), near)

    def from_here(self, environ: Mapping[str, Any]) -> bool:
        """Whether a program of this machine asks straight, by a name of this machine, and no page."""
        name = HOST.fullmatch(str(environ.get("HTTP_HOST") or ""))
        local = name is not None and is_local((name[1] or name[2]).lower())
        told = any(FORWARDED.fullmatch(each) for each in environ) or "HTTP_ORIGIN" in environ
        return local and not told and is_local(str(environ.get("REMOTE_ADDR") or ""))

    def has_token(self, environ: Mapping[str, Any]) -> bool:
        """Whether it brings what programs elsewhere are told of this wall for."""
        scheme, _, told = str(environ.get("HTTP_AUTHORIZATION") or "").partition(" ")
        wanted = self._status_token.encode()
        fits = hmac.compare_digest(told.strip().encode("latin-1", "replace"), wanted)
        return bool(wanted) and scheme.lower() == "bearer" and fits

    def check(self, environ: Mapping[str, Any], *, socket: bool = False) -> None:
        """Raises NotAllowedError. A socket must say where its page came from."""
        peer, host = self.peer(environ), str(environ.get("HTTP_HOST") or "")
        if self.origin is None:
            if not is_local(peer):
                raise NotAllowedError("This server answers only to this machine: it has no web.origin.")
            name = HOST.fullmatch(host)
            if not name or not is_local((name[1] or name[2]).lower()):
                raise NotAllowedError("This server answers only to the name localhost: it has no web.origin.")
        elif not self.origin.is_host(host):
            raise NotAllowedError("This server answers to another name.")
        self._check_page(environ, host, socket)

    def _check_page(self, environ: Mapping[str, Any], host: str, socket: bool) -> None:
        told = environ.get("HTTP_ORIGIN")
        if told is None:
            if socket:
                raise NotAllowedError("A socket must say which page it comes from (Origin).")
            if environ.get("HTTP_SEC_FETCH_SITE") == "cross-site" and not _opens_a_page(environ):
                raise NotAllowedError("The request must come from a page of this server.")
            return
        ours = (
            self.origin.is_origin(str(told))
            if self.origin
            else told == f"{environ.get('wsgi.url_scheme', 'http')}://{host}"
        )
        if not ours:
            raise NotAllowedError("The request must come from a page of this server (Origin).")

    def _trusts(self, address: str) -> bool:
        try:
            peer = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(peer in network for network in self._proxies)


def _opens_a_page(environ: Mapping[str, Any]) -> bool:
    """A link on another site may be followed to a page, and to nothing else."""
    return (
        environ.get("REQUEST_METHOD") in ("GET", "HEAD")
        and environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        and environ.get("HTTP_SEC_FETCH_DEST") == "document"
    )
