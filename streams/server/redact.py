"""Addresses as they may be shown: no user, no password, no part of one. Opens nothing, and trusts no parser:
one that is handed a password with a bare # or [ takes a piece of it for a port or a host, and says so."""

import re
from typing import NamedTuple

HIDDEN = "***"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
# what may stand between the last @ and the first / ? # of an address; anything else may be half a password
_HOST = re.compile(r"(?:(?:\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?)?")
_ADDRESS_IN_TEXT = re.compile(r"(\w+://).*@", re.DOTALL)  # greedy: a password may hold an @ of its own
_SECRET_IN_TEXT = re.compile(r"((?:password|username)=)[^&\s]*", re.IGNORECASE)


class Parts(NamedTuple):
    """An address up to its query. `login` is None without an @; `sound`: whether it is plain what is whose,
    so that `host` and `path` hold no piece of a password."""

    scheme: str
    login: str | None
    host: str
    path: str
    sound: bool


def parts_of(address: str) -> Parts:
    """Never raises: what is no address has no scheme."""
    scheme, found, rest = address.strip().partition("://")
    if not found or not _SCHEME.fullmatch(scheme):
        return Parts("", None, "", "", False)
    scheme, end = scheme.lower(), re.search(r"[/?#]", rest)
    authority, behind = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    login, at, host = authority.rpartition("@")
    path = re.split(r"[?#]", behind, maxsplit=1)[0]
    if scheme == "unix" and not authority and ":" not in path:
        behind = behind[len(path) :]  # nothing but a file, whose name may hold an @
    sound = "@" not in behind and _HOST.fullmatch(host) is not None
    return Parts(scheme, login if at else None, host, path, sound)


def redacted(url: str) -> str:
    """The address as it may be shown: no more than its scheme where it is not plain what is whose."""
    parts = parts_of(url)
    if not parts.sound:
        return f"{parts.scheme}://{HIDDEN}" if parts.scheme else HIDDEN if url else ""
    who = "" if parts.login is None else f"{HIDDEN}@"
    query = f"?{HIDDEN}" if "?" in url else ""
    return f"{parts.scheme}://{who}{parts.host}{parts.path}{query}"


def redacted_text(text: str) -> str:
    """A sentence of somebody else's with the addresses in it made safe."""
    return _SECRET_IN_TEXT.sub(rf"\1{HIDDEN}", _ADDRESS_IN_TEXT.sub(rf"\1{HIDDEN}@", text))
