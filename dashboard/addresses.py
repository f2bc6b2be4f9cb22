"""Redis as the settings tell it: address, password from a file, TLS. Opens nothing."""

from __future__ import annotations

from dashboard.settings import Settings
from streams.connect import Client, RedisAddressError, Tls, connect, password_in


def client(settings: Settings, url: str) -> Client:
    """A client for one of the addresses. Raises RedisAddressError, which never shows a secret."""
    told = settings.redis
    password = password_in(str(settings.path(told.password_file))) if told.password_file else None
    return connect(url, password=password, tls=tls(settings))


def tls(settings: Settings) -> Tls:
    told = settings.redis
    return Tls(
        ca_file=_file(settings, "ca", told.ca),
        cert_file=_file(settings, "cert", told.cert),
        key_file=_file(settings, "key", told.key),
        check_hostname=told.check_hostname,
    )


def _file(settings: Settings, name: str, value: str) -> str | None:
    if not value:
        return None
    path = settings.path(value)
    try:
        path.open("rb").close()
    except OSError as error:
        raise RedisAddressError(
            f"redis.{name} must be a readable file, got {path}: {error.strerror}"
        ) from None
    return str(path)
