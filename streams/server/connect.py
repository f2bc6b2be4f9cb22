"""One way to reach a Redis, and what to say when it cannot be reached. Never shows a password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.driver_info import DriverInfo
from redis.retry import Retry

from streams.server.errors import trouble as trouble
from streams.server.redact import parts_of
from streams.server.redact import redacted as redacted

# for those who pass one on and ask it nothing themselves
Client = Redis
AsyncClient = AsyncRedis
FORMS = {
    "redis": "redis://user:password@host:port/database",
    "rediss": "rediss://user:password@host:port/database",
    "unix": "unix://user:password@/path?db=database",
}
MEND = (
    "its password holds a sign that must be written as %XX (/ ? # [ ] @ % as %2F %3F %23 %5B %5D %40 %25); "
    "do that, or keep the password in redis.password or in the file of redis.password_file"
)
PASSWORD_LONGEST = 4096
DRIVER = DriverInfo()  # one for all: each connection would read redis-py's version from its package's files


class RedisAddressError(ValueError):
    """One sentence: what was wanted of an address, what came, without its secrets."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Where a rediss:// server's certificates are checked against; None uses the system's."""

    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    check_hostname: bool = True


def password_in(file: str) -> str:
    """A password kept in a file of its own: its first line, without blanks around it."""
    try:
        with open(file, encoding="utf-8-sig") as told:
            password = told.readline(PASSWORD_LONGEST).strip()
    except UnicodeDecodeError:
        raise RedisAddressError(f"redis password file {file} must be UTF-8 text, got other bytes") from None
    except OSError as error:
        raise RedisAddressError(
            f"redis password file {file} cannot be read: {type(error).__name__}"
        ) from None
    if not password:
        raise RedisAddressError(
            f"redis password file {file} must hold the password in its first line, got nothing"
        )
    return password


def connect(url: str, *, password: str | None = None, tls: Tls | None = None, timeout: float = 5.0) -> Redis:
    """A client of raw bytes. Opens nothing yet: the first command does."""
    options = _options(url, password, tls, timeout) | {"retry": Retry(NoBackoff(), 0)}
    with _in_our_words(url):
        client = Redis.from_url(url.strip(), **options)
        client.connection_pool.connection_class(**client.connection_pool.connection_kwargs)
    return client


def connect_async(
    url: str, *, password: str | None = None, tls: Tls | None = None, timeout: float = 5.0
) -> AsyncRedis:
    """The same for asyncio."""
    options = _options(url, password, tls, timeout) | {"retry": AsyncRetry(NoBackoff(), 0)}
    with _in_our_words(url):
        client = AsyncRedis.from_url(url.strip(), **options)
        client.connection_pool.connection_class(**client.connection_pool.connection_kwargs)
    return client


@contextmanager
def _in_our_words(url: str) -> Iterator[None]:
    """What a library says of an address may hold a piece of a password: a port that is none, an option."""
    try:
        yield
    except (ValueError, TypeError):
        raise RedisAddressError(
            f"redis address {redacted(url)} cannot be read: it holds an option that is not known, or {MEND}"
        ) from None


def _options(url: str, password: str | None, tls: Tls | None, timeout: float) -> dict[str, Any]:
    """The protocol is pinned, because RESP2 and RESP3 answer XREAD in different shapes. Nothing is retried
    here: waiting and trying again is the reader's business, and written once.
    """
    scheme, login = _checked(url)
    options: dict[str, Any] = {
        "protocol": 2,
        "decode_responses": False,
        "socket_timeout": timeout,
        "socket_connect_timeout": min(timeout, 2.0),
        "driver_info": DRIVER,
    }
    if scheme != "unix":
        options["socket_keepalive"] = True
    if scheme == "rediss":
        tls = tls or Tls()
        options |= {
            "ssl_cert_reqs": "required",
            "ssl_ca_certs": tls.ca_file,
            "ssl_certfile": tls.cert_file,
            "ssl_keyfile": tls.key_file,
            "ssl_check_hostname": tls.check_hostname,
        }
    if password and not login.partition(":")[2]:
        options["password"] = password
    return options


def _checked(url: str) -> tuple[str, str]:
    """Its scheme and its user and password. Raises RedisAddressError before anybody takes half a password
    for a host or a port."""
    parts, shown = parts_of(url), redacted(url)
    if parts.scheme not in FORMS:
        wanted = ", ".join(f"{s}://" for s in FORMS)
        raise RedisAddressError(f"redis address must begin with one of {wanted}, got {shown}")
    if not parts.sound or "#" in url or not url.strip().isprintable():
        raise RedisAddressError(
            f"redis address must be {FORMS[parts.scheme]}, got {shown}: its port is no number, or {MEND}"
        )
    if not unquote(parts.login or "").isprintable():
        raise RedisAddressError(
            f"redis address {shown} holds a % that is followed by no printable sign's number: {MEND}"
        )
    if parts.scheme != "unix" and not re.fullmatch(r"/?\d*", parts.path):
        raise RedisAddressError(
            f"redis address must end with the number of a database or nothing, got {shown}"
        )
    return parts.scheme, parts.login or ""
