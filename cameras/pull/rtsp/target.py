"""Where a camera is and who asks: its address taken apart. Its repr tells neither path nor password."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from cameras.media.units import SourceError
from cameras.pull.http_auth import Login

PORTS = {"rtsp": 554, "rtsps": 322}
PLAIN = "!#$%&'()*+,-./:;=?@[]_~"  # left as it is in a path: cameras compare letter by letter


@dataclass(slots=True)
class Target:
    scheme: str
    host: str
    port: int
    uri: str = field(repr=False)  # without user and password
    login: Login | None = field(repr=False)

    @property
    def secure(self) -> bool:
        return self.scheme == "rtsps"


def read_target(address: str) -> Target:
    """Passwords may hold anything but a bare `/` or `?`; other signs may be written as %XX."""
    scheme, found, rest = address.strip().partition("://")
    scheme = scheme.lower()
    if not found or scheme not in PORTS:
        raise SourceError("not_allowed")
    end = min((at for at in (rest.find("/"), rest.find("?")) if at >= 0), default=len(rest))
    who, at, where = rest[:end].rpartition("@")
    host, port = _host(where)
    uri = f"{scheme}://{where}{quote(rest[end:], safe=PLAIN)}"
    if not host or not uri.isascii() or not uri.isprintable():
        raise SourceError("not_allowed")
    return Target(scheme, host, port or PORTS[scheme], uri, _login(who) if at else None)


def _host(where: str) -> tuple[str, int]:
    host, colon, port = where.rpartition(":")
    if not colon or where.endswith("]"):
        host, port = where, "0"
    if not (port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) < 65536):
        raise SourceError("not_allowed")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _login(who: str) -> Login:
    user, _, password = who.partition(":")
    return Login(unquote(user), unquote(password))


def redirected(target: Target, location: str) -> Target:
    """Where a camera sends us on to: itself on another path or port. Anywhere else is refused."""
    try:
        found = read_target(location)
    except SourceError:
        found = None
    if found is None or found.host.lower() != target.host.lower() or (target.secure and not found.secure):
        raise SourceError("redirected")
    found.login = target.login
    return found
