"""Whether our user may do what the wall needs. Asked with commands that change nothing, most of them because
they cannot succeed: Redis looks at rights before it looks at arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redis import Redis

from streams.record.keys import Keys
from streams.record.snapshots import being_made
from streams.server.errors import kind_of

Command = tuple[str, ...]
NONE = "no-such-field"


def missing(redis: Redis, keys: Keys, *, record: bool, positions: bool) -> list[str]:
    """What our user may not do: command and key. Raises what Redis says when it cannot be asked at all."""
    return _named(redis, [*(_record(keys) if record else ()), *(_positions(keys) if positions else ())])


def cameras_missing(redis: Redis, keys: Keys) -> list[str]:
    """The same for the camera process's user."""
    lacking = _named(redis, _cameras(keys))
    if not any(each.startswith(("MULTI", "EXEC")) for each in lacking):
        lacking += _named(redis, [("MULTI",), *_deletes(keys), ("GET",), ("EXEC",)])
    return lacking


def intake_missing(redis: Redis, keys: Keys, gateway: str, *, positions: bool) -> list[str]:
    """The same for the intake process's user, who writes as this gateway; `positions` too, where they are on
    this server."""
    asked: list[Command] = [
        ("TIME",),
        ("HGETALL", keys.api_keys),
        ("HGETALL", keys.devices),
        ("GET", keys.devices_edition),
        *_editions(keys),
        _add(keys.warnings),
        _add(keys.gateway_reports(gateway) if gateway else keys.reports),
    ]
    stream = keys.gateway_positions(gateway) if gateway else keys.positions
    return _named(redis, [*asked, _add(stream)] if positions else asked)


def intake_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the intake process's user: strangers reach it."""
    asked = {
        "write cases": _add(keys.cases),
        "read cases": ("XRANGE", keys.cases, "-", "-"),
        "read positions": ("XRANGE", keys.positions, "-", "-"),
        "read accounts": ("HGET", keys.accounts, NONE),
        "read sessions": ("XRANGE", keys.sessions, "-", "-"),
        "read links": ("HGET", keys.field_links, NONE),
        "write API keys": ("HSET", keys.api_keys, "a", "b", "c"),
        "write devices": ("HSET", keys.devices, "a", "b", "c"),
        "run scripts (EVALSHA)": ("EVALSHA", "0" * 40, "0"),
    }
    return _may(redis, _TOO_MUCH | asked)


def _editions(keys: Keys) -> list[Command]:
    return [("HGETALL", keys.editions), ("GET", keys.editions_last), ("HGET", keys.edition_files, NONE)]


def webhooks_missing(redis: Redis, keys: Keys) -> list[str]:
    """The same for the webhook process's user."""
    own = (keys.webhook_states, keys.webhook_asked, keys.webhook_waiting(NONE), keys.webhook_failures(NONE))
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
        *(("SET", name, "a", NONE) for name in (keys.webhook_duty, keys.webhook_cursor)),
        *(("GET", name) for name in (keys.webhook_duty, keys.webhook_cursor)),
        ("PEXPIRE", keys.webhook_duty, NONE),
        *(command for name in own for command in (("HSET", name, "a", "b", "c"), ("HDEL", name, NONE))),
        *(("HGETALL", name) for name in own),
        ("UNWATCH",),
    ]
    lacking = _named(redis, asked)
    with_multi: list[Command] = [("MULTI",), ("DEL", keys.webhook_duty), ("GET",), ("EXEC",)]
    return lacking + _named(redis, with_multi)


def webhooks_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the webhook process's user: what it connects to is others' to say."""
    asked = {
        "write cases": _add(keys.cases),
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
    return _may(redis, _TOO_MUCH | asked)


def _named(redis: Redis, commands: Sequence[Command]) -> list[str]:
    """Those of the commands that are refused for want of a right."""
    return [
        " ".join(word for word in command[:2] if word == command[0] or ":" in word)
        for command, refused in zip(commands, _refused(redis, commands), strict=True)
        if refused
    ]


def _refused(redis: Redis, commands: Sequence[Command]) -> list[bool]:
    with redis.pipeline(transaction=False) as pipe:
        run: Any = pipe.execute_command
        for command in commands:
            run(*command)
        answers = pipe.execute(raise_on_error=False)
    return [isinstance(answer, Exception) and kind_of(answer) == "no_right" for answer in answers]


# What nobody but an administrator needs: each fails, or changes nothing, where it is allowed.
_TOO_MUCH: dict[str, Command] = {
    "change Redis's settings (CONFIG SET)": ("CONFIG", "SET", NONE, "1"),
    "see its users (ACL)": ("ACL", "GETUSER", NONE),
    "empty it (FLUSHALL)": ("FLUSHALL", NONE),
    "load code (MODULE)": ("MODULE", "LIST"),
    "read keys that are not ours": ("GET", f"gridwall-{NONE}"),
}


def too_much(redis: Redis) -> list[str]:
    """What our user may do and need not, in words. Raises what Redis says when it cannot be asked at all."""
    return _may(redis, _TOO_MUCH)


def cameras_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the camera process's user, who needs little of what the web processes do."""
    return _may(redis, _TOO_MUCH | _not_for_cameras(keys))


def _may(redis: Redis, asked: dict[str, Command]) -> list[str]:
    commands = list(asked.values())
    return [words for words, refused in zip(asked, _refused(redis, commands), strict=True) if not refused]


def _not_for_cameras(keys: Keys) -> dict[str, Command]:
    by_reading = "(before Redis 7.0 whoever may read a key may write it)"
    return {
        "write cases": _add(keys.cases),
        "read cases": ("XRANGE", keys.cases, "-", "-"),
        "write positions": _add(keys.positions),
        "write reports": _add(keys.reports),
        f"write sessions {by_reading}": _add(keys.sessions),
        f"write accounts {by_reading}": ("HSET", keys.accounts, "a", "b", "c"),
        "write the audit": _add(keys.audit),
        "read API keys and links": ("HGET", keys.field_links, NONE),
        "run scripts (EVALSHA)": ("EVALSHA", "0" * 40, "0"),
    }


def _add(stream: str) -> Command:
    return ("XADD", stream, NONE, "a", "b")


def _cameras(keys: Keys) -> list[Command]:
    return [
        _add(keys.cameras),
        *(
            command
            for name in (keys.camera_list, keys.camera_beat, keys.camera_duty)
            for command in _string(name)
        ),
        *(command for command in _hash(keys.camera_states) if command[0] not in ("HMGET", "HEXISTS")),
        ("PEXPIRE", keys.camera_duty, NONE),
        ("PTTL", keys.camera_duty),
        ("XREAD", "COUNT", "1", "STREAMS", keys.sessions, NONE),
        ("XREVRANGE", keys.sessions, "-", "-"),
        ("HGET", keys.accounts, NONE),
        ("HGETALL", keys.accounts),
        ("TIME",),
        ("MULTI",),
        ("EXEC",),
    ]


def _deletes(keys: Keys) -> list[Command]:
    """Asked only within a transaction that a bad command after them throws away."""
    return [("DEL", keys.camera_beat), ("DEL", keys.camera_duty)]


def _positions(keys: Keys) -> list[Command]:
    probe = f"{keys.prefix}probe:positions"
    return [
        *(command for stream in (*keys.position_streams, probe) for command in _stream(stream)),
        *_string(keys.snapshot),
        *_renamed(being_made(keys.snapshot, NONE), keys.snapshot),
        ("PEXPIRE", probe, NONE),
        ("TYPE", keys.snapshot),
        ("TIME",),
        ("INFO", "server"),
    ]


def _record(keys: Keys) -> list[Command]:
    probe = Keys(f"{keys.prefix}probe:0:")
    return [
        *(command for stream in _streams(keys, probe) for command in _stream(stream)),
        *(command for name in _hashes(keys, probe) for command in _hash(name)),
        *(command for name in _strings(keys) for command in _string(name)),
        *(("HINCRBY", name, NONE, NONE) for name in (keys.counts, keys.gateway_states, keys.sign_in(NONE))),
        ("XDEL", keys.sessions, NONE),
        ("PEXPIRE", keys.lease, NONE),
        ("PTTL", keys.lease),
        ("INCR", f"{probe.prefix}n"),
        ("DEL", f"{probe.prefix}n"),
        ("TYPE", keys.cases),
        ("EVALSHA", "0" * 40, "1", keys.cases),
        ("SCRIPT", "LOAD", "return 1"),
        ("WAIT", "0", "1"),
        ("TIME",),
        ("INFO", "server"),
    ]


def _streams(keys: Keys, probe: Keys) -> tuple[str, ...]:
    own = (keys.reports, keys.cases, keys.dispatches, keys.cameras, keys.wall, keys.warnings)
    return (
        *own,
        keys.rejected,
        probe.cases,
        keys.sessions,
        keys.audit,
        *map(keys.gateway_reports, keys.gateways),
    )


def _hashes(keys: Keys, probe: Keys) -> tuple[str, ...]:
    return (
        *(keys.revisions, keys.cursors, keys.counts, keys.seats, keys.touched),
        *(keys.seen(NONE), keys.number(NONE), keys.world_notes, keys.losses),
        *(keys.api_keys, keys.field_links, keys.camera_states, keys.accounts),
        *(keys.gateway_states, keys.seal, keys.sign_in(NONE), keys.plan, probe.revisions, keys.devices),
        *(keys.webhooks, keys.webhook_states, keys.webhook_asked, keys.editions, keys.edition_files),
        *(keys.webhook_waiting(NONE), keys.webhook_failures(NONE)),
    )


def _strings(keys: Keys) -> tuple[str, ...]:
    return (
        *(keys.lease, keys.fence, keys.epoch, keys.world, keys.seat_key, keys.seat_number),
        *(keys.camera_key, keys.camera_list, keys.camera_beat, keys.rate(NONE), keys.upload(NONE, NONE)),
        *(keys.wall_seen(NONE), keys.wall_lost, keys.devices_edition, keys.open311(NONE), keys.editions_last),
    )


def _stream(name: str) -> list[Command]:
    return [
        ("XADD", name, NONE, "a", "b"),
        ("XTRIM", name, "MINID", "0"),
        ("XRANGE", name, "-", "-"),
        ("XREVRANGE", name, "-", "-"),
        ("XREAD", "COUNT", "1", "STREAMS", name, NONE),
        ("XINFO", "STREAM", name),
        ("XLEN", name),
    ]


def _hash(name: str) -> list[Command]:
    one = ("HGET", name, NONE), ("HMGET", name, NONE), ("HEXISTS", name, NONE), ("HDEL", name, NONE)
    return [("HSET", name, "a", "b", "c"), *one, ("HKEYS", name), ("HGETALL", name)]


def _renamed(making: str, name: str) -> list[Command]:
    """No such key is there, so that nothing comes of them."""
    return [("SETRANGE", making, "0", ""), ("PERSIST", making), ("RENAME", making, name)]


def _string(name: str) -> list[Command]:
    return [("SET", name, "a", NONE), ("GET", name), ("EXISTS", name)]
