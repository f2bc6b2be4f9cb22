"""Redis as the settings tell it: address, password from a file, TLS. Opens nothing."""

from __future__ import annotations

from dashboard.settings.settings import Settings
from streams.cameras.cameras import CameraDesk
from streams.record.connections import Connections, GatewayLimits
from streams.record.keys import Keys
from streams.server.connect import (
    AsyncClient,
    Client,
    RedisAddressError,
    Tls,
    connect,
    connect_async,
    password_in,
)
from streams.server.replicas import Replicas

INTAKE_S = 2.0  # a phone is told soon that it must keep what it has


def client(settings: Settings, url: str) -> Client:
    """A client for one of the addresses. Raises RedisAddressError, which never shows a secret."""
    return connect(url, password=_password(settings), tls=tls(settings))


def keys_of(settings: Settings) -> Keys:
    """The names of everything this installation keeps."""
    told = settings.redis
    return Keys(told.prefix, told.prefixes, told.gateway_names)


def connections(settings: Settings) -> Connections:
    """Both servers as one process reaches them. Raises RedisAddressError."""
    told = settings.redis
    positions, record = told.positions or told.url, told.record or told.url
    return Connections(
        keys_of(settings),
        record,
        positions,
        record_redis=client(settings, record),
        positions_redis=client(settings, positions),
        clerk_redis=client(settings, record),
        replicas=Replicas(told.replicas),
        limits=GatewayLimits(told.gateway_reports, told.gateway_fixes),
    )


def cameras_url(settings: Settings) -> str:
    """The record as the camera process reaches it: as a user of its own where one is told."""
    told = settings.redis
    return told.cameras or told.record or told.url


def cameras_client(settings: Settings) -> Client:
    """A client as the camera process's user. Raises RedisAddressError."""
    return connect(cameras_url(settings), password=_cameras_password(settings), tls=tls(settings))


def camera_desk(settings: Settings) -> CameraDesk:
    """What the camera process tells the others through. Raises RedisAddressError."""
    url = cameras_url(settings)
    redis = connect_async(url, password=_cameras_password(settings), tls=tls(settings))
    return CameraDesk(redis, keys_of(settings), url=url)


def intake_urls(settings: Settings) -> tuple[str, str]:
    """The record and the positions as the intake process reaches them: as a user of its own where one is
    told."""
    told = settings.redis
    record = told.intake or told.record or told.url
    return record, told.intake_positions or told.positions or record


def intake_clients(settings: Settings) -> tuple[AsyncClient, AsyncClient]:
    """Of both. Raises RedisAddressError."""
    record, positions = intake_urls(settings)
    own = _intake_password(settings)
    at_positions = _password(settings) if positions == settings.redis.positions else own
    return (
        connect_async(record, password=own, tls=tls(settings), timeout=INTAKE_S),
        connect_async(positions, password=at_positions, tls=tls(settings), timeout=INTAKE_S),
    )


def intake_client(settings: Settings) -> Client:
    """The record, as the intake process's user, to ask what that may do. Raises RedisAddressError."""
    return connect(intake_urls(settings)[0], password=_intake_password(settings), tls=tls(settings))


def _intake_password(settings: Settings) -> str | None:
    told = settings.redis
    if not told.intake_password_file:
        return None if told.intake else _password(settings)
    if not told.intake:
        raise RedisAddressError("redis.intake_password_file wants the address of redis.intake, got none")
    return password_in(str(settings.path(told.intake_password_file)))


def webhooks_url(settings: Settings) -> str:
    """The record as the webhook process reaches it: as a user of its own where one is told."""
    told = settings.redis
    return told.webhooks or told.record or told.url


def webhooks_client(settings: Settings) -> Client:
    """A client as the webhook process's user. Raises RedisAddressError."""
    return connect(webhooks_url(settings), password=_webhooks_password(settings), tls=tls(settings))


def webhooks_async_client(settings: Settings) -> AsyncClient:
    """The same for asyncio."""
    return connect_async(webhooks_url(settings), password=_webhooks_password(settings), tls=tls(settings))


def history_url(settings: Settings) -> str:
    """The record as the history process reaches it: as a user of its own where one is told."""
    told = settings.redis
    return told.history or told.record or told.url


def history_client(settings: Settings) -> Client:
    """A client as the history process's user. Raises RedisAddressError."""
    return connect(history_url(settings), password=_history_password(settings), tls=tls(settings))


def history_positions_client(settings: Settings) -> Client:
    """The positions where they have a Redis of their own. Raises RedisAddressError."""
    told = settings.redis
    return connect(told.positions, password=_password(settings), tls=tls(settings))


def _history_password(settings: Settings) -> str | None:
    told = settings.redis
    if not told.history_password_file:
        return None if told.history else _password(settings)
    if not told.history:
        raise RedisAddressError("redis.history_password_file wants the address of redis.history, got none")
    return password_in(str(settings.path(told.history_password_file)))


def _webhooks_password(settings: Settings) -> str | None:
    told = settings.redis
    if not told.webhooks_password_file:
        return None if told.webhooks else _password(settings)
    if not told.webhooks:
        raise RedisAddressError("redis.webhooks_password_file wants the address of redis.webhooks, got none")
    return password_in(str(settings.path(told.webhooks_password_file)))


def _cameras_password(settings: Settings) -> str | None:
    """Another user's password opens nothing for theirs."""
    told = settings.redis
    if not told.cameras_password_file:
        return None if told.cameras else _password(settings)
    if not told.cameras:
        raise RedisAddressError("redis.cameras_password_file wants the address of redis.cameras, got none")
    return password_in(str(settings.path(told.cameras_password_file)))


def _password(settings: Settings) -> str | None:
    told = settings.redis
    if told.password_file:
        return password_in(str(settings.path(told.password_file)))
    return told.password or None


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
