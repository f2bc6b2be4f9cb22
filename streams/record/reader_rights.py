"""What the users of the processes beside the wall may do, and what of it they do not need: the intake, the
webhook and the history process."""

from __future__ import annotations

from redis import Redis

from streams.record.keys import Keys
from streams.record.rights_asked import NONE, TOO_MUCH, Command, add, may, named


def intake_missing(redis: Redis, keys: Keys, gateway: str, *, positions: bool) -> list[str]:
    """The same for the intake process's user, who writes as this gateway; `positions` too, where they are on
    this server."""
    asked: list[Command] = [
        ("TIME",),
        ("HGETALL", keys.api_keys),
        ("HGETALL", keys.devices),
        ("GET", keys.devices_edition),
        *_editions(keys),
        add(keys.warnings),
        add(keys.gateway_reports(gateway) if gateway else keys.reports),
    ]
    stream = keys.gateway_positions(gateway) if gateway else keys.positions
    return named(redis, [*asked, add(stream)] if positions else asked)


def intake_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the intake process's user: strangers reach it."""
    asked = {
        "write cases": add(keys.cases),
        "read cases": ("XRANGE", keys.cases, "-", "-"),
        "read positions": ("XRANGE", keys.positions, "-", "-"),
        "read accounts": ("HGET", keys.accounts, NONE),
        "read sessions": ("XRANGE", keys.sessions, "-", "-"),
        "read links": ("HGET", keys.field_links, NONE),
        "write API keys": ("HSET", keys.api_keys, "a", "b", "c"),
        "write devices": ("HSET", keys.devices, "a", "b", "c"),
        "run scripts (EVALSHA)": ("EVALSHA", "0" * 40, "0"),
    }
    return may(redis, TOO_MUCH | asked)


def history_missing(redis: Redis, keys: Keys) -> list[str]:
    """The same for the history process's user."""
    streams = (keys.cases, keys.dispatches, keys.wall, keys.handovers, keys.audit, keys.cameras)
    asked: list[Command] = [
        ("TIME",),
        ("INFO", "server"),
        *(("TYPE", name) for name in streams),
        *(("XREAD", "COUNT", "1", "STREAMS", name, NONE) for name in streams),
        *((command, name, "-", "-") for name in streams for command in ("XRANGE", "XREVRANGE")),
        *(("XINFO", "STREAM", name) for name in streams),
        ("GET", keys.epoch),
        ("HMGET", keys.seal, NONE),
        ("HGETALL", keys.history),
        ("HSET", keys.history, "a", "b", "c"),
        *_editions(keys),
    ]
    return named(redis, asked)


def history_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the history process's user: it changes nothing of what it copies."""
    asked = {
        "write cases": add(keys.cases),
        "write the audit": add(keys.audit),
        "write the seal": ("HSET", keys.seal, "a", "b", "c"),
        "read accounts": ("HGET", keys.accounts, NONE),
        "read sessions": ("XRANGE", keys.sessions, "-", "-"),
        "read API keys": ("HGET", keys.api_keys, NONE),
        "read links": ("HGET", keys.field_links, NONE),
        "run scripts (EVALSHA)": ("EVALSHA", "0" * 40, "0"),
    }
    return may(redis, TOO_MUCH | asked)


def _editions(keys: Keys) -> list[Command]:
    return [("HGETALL", keys.editions), ("GET", keys.editions_last), ("HGET", keys.edition_files, NONE)]


def webhooks_missing(redis: Redis, keys: Keys) -> list[str]:
    """The same for the webhook process's user."""
    lists = (keys.webhook_waiting(NONE), keys.webhook_failures(NONE))
    own = (keys.webhook_states, keys.webhook_asked, *lists, keys.tak_told)
    asked: list[Command] = [
        ("TIME",),
        ("TYPE", keys.cases),
        ("XREAD", "COUNT", "1", "STREAMS", keys.cases, NONE),
        ("XRANGE", keys.cases, "-", "-"),
        ("XREVRANGE", keys.cases, "-", "-"),
        ("XINFO", "STREAM", keys.cases),
        ("GET", keys.epoch),
        ("HMGET", keys.seal, NONE),
        ("HGETALL", keys.webhooks),
        *_editions(keys),
        *(("SET", name, "a", NONE) for name in (keys.webhook_duty, keys.webhook_cursor, keys.tak_link)),
        *(("GET", name) for name in (keys.webhook_duty, keys.webhook_cursor)),
        ("PEXPIRE", keys.webhook_duty, NONE),
        *(command for name in own for command in (("HSET", name, "a", "b", "c"), ("HDEL", name, NONE))),
        *(("HGETALL", name) for name in own),
        ("UNWATCH",),
    ]
    lacking = named(redis, asked)
    with_multi: list[Command] = [
        ("MULTI",),
        ("DEL", keys.webhook_duty),
        ("DEL", keys.tak_link),
        ("GET",),
        ("EXEC",),
    ]
    return lacking + named(redis, with_multi)


def webhooks_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the webhook process's user: what it connects to is others' to say."""
    asked = {
        "write cases": add(keys.cases),
        "write the list of hooks": ("HSET", keys.webhooks, "a", "b", "c"),
        "write the seal": ("HSET", keys.seal, "a", "b", "c"),
        "read reports": ("XRANGE", keys.reports, "-", "-"),
        "read positions": ("XRANGE", keys.positions, "-", "-"),
        "read accounts": ("HGET", keys.accounts, NONE),
        "read sessions": ("XRANGE", keys.sessions, "-", "-"),
        "read API keys": ("HGET", keys.api_keys, NONE),
        "read links": ("HGET", keys.field_links, NONE),
        "run scripts (EVALSHA)": ("EVALSHA", "0" * 40, "0"),
    }
    return may(redis, TOO_MUCH | asked)
