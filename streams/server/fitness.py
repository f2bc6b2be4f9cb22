"""Whether a server can hold the wall: what `gridwall check` asks of it, and what /readyz advises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.server.errors import trouble
from streams.server.redact import redacted
from streams.server.versions import version_verdicts

__all__ = ["Verdict", "check", "memory", "roles"]

FULL_PER_CENT = 80


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of `gridwall check`: `ok`, `warn` or `bad`, and a sentence."""

    level: str
    sentence: str


def check(redis: Redis, url: str, *, record: bool = True, replicas: int = 0) -> list[Verdict]:
    """Whether this server can hold the wall; `record` asks for what the record needs on top."""
    try:
        info = redis.info("server")
    except RedisError as error:
        return [Verdict("bad", trouble(error, url))]
    verdicts = [Verdict(*told) for told in version_verdicts(info, redacted(url))]
    verdicts += _told(redis, "replication", lambda info: roles(info, replicas if record else 0))
    settings = _settings(redis)
    verdicts += _told(redis, "memory", lambda info: memory(info, settings))
    if not settings:
        sentence = f"Redis at {redacted(url)} does not show its settings: see to noeviction and appendfsync"
        return [*verdicts, Verdict("warn", sentence)]
    verdicts.append(_eviction(settings))
    if record:
        verdicts.append(_durability(settings))
    return verdicts


def _told(redis: Redis, section: str, judge: Any) -> list[Verdict]:
    """What one section of INFO says; nothing for a server that keeps it to itself."""
    try:
        return list(judge(redis.info(section)))
    except ResponseError:
        return []


def _settings(redis: Redis) -> dict[str, str]:
    try:
        told = redis.config_get("maxmemory-policy") | redis.config_get("append*")
    except ResponseError:
        return {}
    return {_text(name): _text(value) for name, value in told.items()}


def roles(info: Mapping[str, Any], replicas: int) -> Iterator[Verdict]:
    """`replicas`: as many as must confirm what is written (redis.replicas)."""
    if _text(info.get("role")) != "master":
        where = f"{_text(info.get('master_host'))}:{_text(info.get('master_port'))}"
        yield Verdict(
            "bad", f"this Redis is a replica of {where} and takes no writes: give the primary's address"
        )
        return
    linked = int(info.get("connected_slaves", 0))
    if linked < replicas:
        yield Verdict(
            "bad", f"redis.replicas asks for {replicas} replicas, got {linked}: nothing can be confirmed"
        )
    else:
        yield Verdict("ok", f"it is a primary with {linked} replicas linked, {replicas} must confirm")


def memory(info: Mapping[str, Any], settings: Mapping[str, str]) -> Iterator[Verdict]:
    most, used = int(info.get("maxmemory", 0)), int(info.get("used_memory", 0))
    if not most:
        yield Verdict(
            "warn", f"maxmemory is not set: Redis uses {_mb(used)} and may take all memory of its machine"
        )
    elif used * 100 >= most * FULL_PER_CENT:
        level = "bad" if used >= most else "warn"
        yield Verdict(
            level, f"Redis holds {_mb(used)} of the {_mb(most)} of maxmemory: soon it takes no more"
        )
    else:
        yield Verdict("ok", f"Redis holds {_mb(used)} of the {_mb(most)} of maxmemory")


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _eviction(settings: Mapping[str, str]) -> Verdict:
    policy = settings.get("maxmemory-policy", "unknown")
    if policy == "noeviction":
        return Verdict("ok", "maxmemory-policy is noeviction")
    return Verdict("bad", f"maxmemory-policy must be noeviction, or Redis throws cases away; got {policy}")


def _durability(settings: Mapping[str, str]) -> Verdict:
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
