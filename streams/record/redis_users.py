"""Who may do what in Redis: one table of users, keys and commands, from which the ACL file is written.

Knows no password. A key that may only be read is told from one that may be written by Redis 7.0 and newer;
before, whoever has a key may do with it all that their commands do.
"""

from __future__ import annotations

from dataclasses import dataclass

from streams.record.keys import Keys

SINCE_READ_ONLY, SINCE_SETINFO = (7, 0), (7, 2)
Version = tuple[int, int]

_GREETING = ("ping", "hello", "select")
_STREAMS = ("xadd", "xdel", "xtrim", "xlen", "xrange", "xrevrange", "xread", "xinfo|stream", "xinfo|groups")
_GROUPS = ("xgroup|create", "xreadgroup", "xack")
_HASHES = ("hget", "hset", "hdel", "hmget", "hkeys", "hgetall", "hexists", "hincrby")
_STRINGS = (
    "get",
    "set",
    "mget",
    "del",
    "exists",
    "incr",
    "incrby",
    "expire",
    "pexpire",
    "pttl",
    "setrange",
    "persist",
)
_WHOLE = ("rename", "type", "memory|usage")
_ATOMIC = ("multi", "exec", "discard", "watch", "unwatch", "evalsha", "script|load")
_SERVER = ("time", "info", "wait", "config|get")


@dataclass(frozen=True, slots=True)
class RedisUser:
    """`writes` and `reads` are patterns of keys; `why` is for people."""

    name: str
    why: str
    commands: tuple[str, ...]
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


def redis_users(keys: Keys, intake: str = "") -> list[RedisUser]:
    """Everybody but the administrator. `intake`: as which gateway the intake process writes, if as one."""
    own = [user for user in _gateways(keys) if user.name != f"gateway-{intake}"]
    processes = [_web(keys), _cameras(keys), _intake(keys, intake), _webhooks(keys), _history(keys)]
    return [*processes, *own, _phones(keys), _replica(), _health()]


def _web(keys: Keys) -> RedisUser:
    towns = [f"{name}*" for name in keys.position_streams if not name.startswith(keys.prefix)]
    commands = (*_GREETING, *_STREAMS, *_GROUPS, *_HASHES, *_STRINGS, *_WHOLE, *_ATOMIC, *_SERVER)
    why = "web processes, the clerk among them, and gridwall's commands"
    return RedisUser("web", why, commands, writes=(f"{keys.prefix}*", *towns))


def _cameras(keys: Keys) -> RedisUser:
    own = (keys.cameras, keys.camera_list, keys.camera_states, keys.camera_beat, keys.camera_duty)
    strings = ("get", "set", "del", "exists", "pexpire", "pttl")
    hashes = ("hget", "hset", "hdel", "hkeys", "hgetall")
    commands = (
        *_GREETING,
        "xadd",
        "xread",
        "xrange",
        "xrevrange",
        *strings,
        *hashes,
        "multi",
        "exec",
        "time",
    )
    return RedisUser("cameras", "the camera process", commands, own, (keys.sessions, keys.accounts))


def _intake(keys: Keys, gateway: str) -> RedisUser:
    """A gateway that reads who may send for whom."""
    streams = (
        (keys.gateway_positions(gateway), keys.gateway_reports(gateway))
        if gateway
        else (keys.positions, keys.reports)
    )
    reads = (keys.api_keys, keys.devices, keys.devices_edition, *_editions(keys))
    return RedisUser(
        "intake",
        "the intake process",
        (*_GREETING, "xadd", "get", "hget", "hgetall", "time"),
        (*streams, keys.warnings),
        reads,
    )


def _editions(keys: Keys) -> tuple[str, ...]:
    return keys.editions, keys.editions_last, keys.edition_files


def _webhooks(keys: Keys) -> RedisUser:
    """Reads the record, and writes nothing but what is its own."""
    commands = (
        *_GREETING,
        *("xread", "xrange", "xrevrange", "xinfo|stream", "type"),
        *("get", "set", "del", "pexpire", "hget", "hset", "hdel", "hmget", "hgetall"),
        *("multi", "exec", "discard", "watch", "unwatch", "time"),
    )
    own = (keys.webhook_states, keys.webhook_duty, keys.webhook_cursor, keys.webhook_asked)
    tak = (keys.tak_told, keys.tak_link)
    lists = (keys.webhook_waiting("*"), keys.webhook_failures("*"))
    return RedisUser(
        "webhooks",
        "the webhook process",
        commands,
        (*own, *tak, *lists),
        (keys.cases, keys.epoch, keys.seal, keys.webhooks, *_editions(keys)),
    )


def _history(keys: Keys) -> RedisUser:
    """Reads what it copies, and writes how far it is."""
    commands = (
        *_GREETING,
        *("xread", "xrange", "xrevrange", "xlen", "xinfo|stream", "type", "exists"),
        *("get", "hget", "hmget", "hgetall", "hset", "time", "info"),
    )
    streams = (
        keys.cases,
        keys.dispatches,
        keys.wall,
        keys.handovers,
        keys.audit,
        keys.cameras,
        *keys.position_streams,
    )
    reads = (*streams, keys.counted, keys.epoch, keys.seal, *_editions(keys))
    return RedisUser("history", "the history process", commands, (keys.history,), reads)


def _gateways(keys: Keys) -> list[RedisUser]:
    """Each on its own streams; one for all on the common ones where none has any."""
    if not keys.gateways:
        return [_gateway("gateway", keys.positions, keys.reports)]
    return [
        _gateway(f"gateway-{name}", keys.gateway_positions(name), keys.gateway_reports(name))
        for name in keys.gateways
    ]


def _gateway(name: str, *streams: str) -> RedisUser:
    return RedisUser(name, "writes positions and reports, reads nothing", (*_GREETING, "xadd"), streams)


def _phones(keys: Keys) -> RedisUser:
    commands = (*_GREETING, *_GROUPS, "xautoclaim")
    return RedisUser("phones", "takes dispatches from a consumer group", commands, (keys.dispatches,))


def _replica() -> RedisUser:
    return RedisUser(
        "replica", "replicas, and copies by redis-cli --rdb", ("ping", "psync", "replconf", "sync")
    )


def _health() -> RedisUser:
    return RedisUser("health", "health checks: whether the server answers", ("ping",))


def acl_line(user: RedisUser, version: Version, hashed: str | None) -> str:
    """Of an ACL file, from what nobody may on; `hashed` is the password's SHA-256, without it the user is
    off."""
    read_only = "%R~" if version >= SINCE_READ_ONLY else "~"
    greeted = "hello" in user.commands
    commands = (*user.commands, *(("client|setinfo",) if greeted and version >= SINCE_SETINFO else ()))
    parts = [
        *(["on", f"#{hashed}"] if hashed else ["off"]),
        "resetchannels",
        *(f"~{pattern}" for pattern in user.writes),
        *(f"{read_only}{pattern}" for pattern in user.reads),
        "-@all",
        *(f"+{command}" for command in commands),
    ]
    return f"user {user.name} {' '.join(parts)}"


def acl_file(keys: Keys, version: Version, hashes: dict[str, str], intake: str = "") -> list[str]:
    """Its lines. Nobody comes in without a name, and the administrator alone may do everything."""
    lines = [acl_line(user, version, hashes.get(user.name)) for user in redis_users(keys, intake)]
    admin = f"on #{hashes['admin']}" if "admin" in hashes else "off"
    return ["user default off", f"user admin {admin} ~* &* +@all", *lines]
