"""One way to reach a Redis, and what to say when it cannot be reached. Never shows a password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    BusyLoadingError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
)
from redis.retry import Retry

Client = Redis  # for those who pass one on and ask it nothing themselves
SCHEMES = ("redis", "rediss", "unix")
OLDEST = (6, 2)
_USERINFO = re.compile(r"(//)\S*@")  # greedy: a password may hold an @ or a / that should have been quoted
_QUERY_SECRET = re.compile(r"((?:password|username)=)[^&\s]*", re.IGNORECASE)


class RedisAddressError(ValueError):
    """One sentence: what was wanted of an address, what came, without its secrets."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Where a rediss:// server's certificates are checked against; None uses the system's."""

    ca_file: str | None = None
    cert_file: str | None = None
    key_file: str | None = None
    check_hostname: bool = True


def redacted(url: str) -> str:
    """The address as it may be shown: without user name and password."""
    return _QUERY_SECRET.sub(r"\1***", _USERINFO.sub(r"\1***@", url))


def password_in(file: str) -> str:
    """A password kept in a file of its own, without the line's end."""
    try:
        with open(file, encoding="utf-8") as told:
            return told.readline().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RedisAddressError(
            f"redis password file {file} cannot be read: {type(error).__name__}"
        ) from None


def connect(url: str, *, password: str | None = None, tls: Tls | None = None, timeout: float = 5.0) -> Redis:
    """A client of raw bytes. Opens nothing yet: the first command does."""
    options = _options(url, password, tls, timeout) | {"retry": Retry(NoBackoff(), 0)}
    try:
        return Redis.from_url(url, **options)
    except ValueError as error:
        raise RedisAddressError(f"redis address {redacted(url)} cannot be read: {error}") from None


def connect_async(
    url: str, *, password: str | None = None, tls: Tls | None = None, timeout: float = 5.0
) -> AsyncRedis:
    """The same for asyncio."""
    options = _options(url, password, tls, timeout) | {"retry": AsyncRetry(NoBackoff(), 0)}
    try:
        return AsyncRedis.from_url(url, **options)
    except ValueError as error:
        raise RedisAddressError(f"redis address {redacted(url)} cannot be read: {error}") from None


def _options(url: str, password: str | None, tls: Tls | None, timeout: float) -> dict[str, Any]:
    """The protocol is pinned, because RESP2 and RESP3 answer XREAD in different shapes. Nothing is retried
    here: waiting and trying again is the reader's business, and written once.
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        wanted = ", ".join(f"{s}://" for s in SCHEMES)
        raise RedisAddressError(f"redis address must begin with one of {wanted}, got {redacted(url)}")
    if parts.scheme != "unix" and not re.fullmatch(r"/?\d*", parts.path):
        shown = redacted(url)
        raise RedisAddressError(
            f"redis address must end with the number of a database or nothing, got {shown}"
        )
    options: dict[str, Any] = {
        "protocol": 2,
        "decode_responses": False,
        "socket_timeout": timeout,
        "socket_connect_timeout": min(timeout, 2.0),
    }
    if parts.scheme != "unix":
        options["socket_keepalive"] = True
    if parts.scheme == "rediss":
        tls = tls or Tls()
        options |= {
            "ssl_cert_reqs": "required",
            "ssl_ca_certs": tls.ca_file,
            "ssl_certfile": tls.cert_file,
            "ssl_keyfile": tls.key_file,
            "ssl_check_hostname": tls.check_hostname,
        }
    if password and not parts.password:
        options["password"] = password
    return options


def trouble(error: Exception, url: str) -> str:
    """What an error of Redis means, in one sentence that shows no secret."""
    where = f"Redis at {redacted(url)}" if url else "Redis"
    if isinstance(error, AuthenticationError):
        return f"{where} refuses our name or password"
    if isinstance(error, NoPermissionError):
        return f"{where} does not let this user do what the wall needs: {_said(error)}"
    if isinstance(error, BusyLoadingError):
        return f"{where} is still loading its data"
    if isinstance(error, ReadOnlyError):
        return f"{where} is a read-only replica; give the address of the primary"
    if isinstance(error, OutOfMemoryError):
        return f"{where} is out of memory and takes no more"
    if isinstance(error, TimeoutError):
        return f"{where} does not answer in time"
    if isinstance(error, ResponseError):
        return f"{where} refuses a command: {_said(error)}"
    return f"{where} cannot be reached: {_said(error)}"


def _said(error: Exception) -> str:
    return redacted(str(error) or type(error).__name__)[:200]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of `gridwall check`: `ok`, `warn` or `bad`, and a sentence."""

    level: str
    sentence: str


def check(redis: Redis, url: str, *, record: bool = True) -> list[Verdict]:
    """Whether this server can hold the wall; `record` asks for what the record needs on top."""
    try:
        info = redis.info("server")
    except RedisError as error:
        return [Verdict("bad", trouble(error, url))]
    verdicts = [_version(info, url)]
    try:
        told = redis.config_get("maxmemory-policy") | redis.config_get("append*")
    except ResponseError:
        sentence = f"Redis at {redacted(url)} does not show its settings: see to noeviction and appendfsync"
        return [*verdicts, Verdict("warn", sentence)]
    settings = {_text(name): _text(value) for name, value in told.items()}
    verdicts.append(_eviction(settings))
    if record:
        verdicts.append(_durability(settings))
    return verdicts


def _version(info: dict[str, object], url: str) -> Verdict:
    # Valkey tells the Redis version it is compatible with under redis_version
    told = _text(info.get("redis_version", "0"))
    name = "Valkey" if _text(info.get("server_name", "")) == "valkey" else "Redis"
    numbers = tuple(int(n) for n in re.findall(r"\d+", told)[:2])
    if numbers >= OLDEST:
        return Verdict("ok", f"{name} {told} at {redacted(url)} answers")
    return Verdict("bad", f"{name} at {redacted(url)} must be 6.2 or newer, got {told}")


def _eviction(settings: dict[str, str]) -> Verdict:
    policy = settings.get("maxmemory-policy", "unknown")
    if policy == "noeviction":
        return Verdict("ok", "maxmemory-policy is noeviction")
    return Verdict("bad", f"maxmemory-policy must be noeviction, or Redis throws cases away; got {policy}")


def _durability(settings: dict[str, str]) -> Verdict:
    if settings.get("appendonly") != "yes":
        return Verdict("bad", "appendonly must be yes for the record, or a restart of Redis loses every case")
    fsync = settings.get("appendfsync", "unknown")
    if fsync == "always":
        return Verdict("ok", "appendfsync is always: what was accepted is on disk")
    if fsync == "everysec":
        return Verdict("warn", "appendfsync is everysec: a power cut may cost two seconds of commands")
    return Verdict("bad", f"appendfsync must be always (or everysec) for the record, got {fsync}")


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
