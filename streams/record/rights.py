"""Whether our user may do what the wall needs. Asked with commands that change nothing, most of them because
they cannot succeed: Redis looks at rights before it looks at arguments."""

from __future__ import annotations

from redis import Redis

from streams.record.keys import Keys
from streams.record.rights_asked import NONE, TOO_MUCH, Command, add, may, named
from streams.record.snapshots import being_made


def missing(redis: Redis, keys: Keys, *, record: bool, positions: bool) -> list[str]:
    """What our user may not do: command and key. Raises what Redis says when it cannot be asked at all."""
    return named(redis, [*(_record(keys) if record else ()), *(_positions(keys) if positions else ())])


def cameras_missing(redis: Redis, keys: Keys) -> list[str]:
    """The same for the camera process's user."""
    lacking = named(redis, _cameras(keys))
    if not any(each.startswith(("MULTI", "EXEC")) for each in lacking):
        lacking += named(redis, [("MULTI",), *_deletes(keys), ("GET",), ("EXEC",)])
    return lacking


def too_much(redis: Redis) -> list[str]:
    """What our user may do and need not, in words. Raises what Redis says when it cannot be asked at all."""
    return may(redis, TOO_MUCH)


def cameras_too_much(redis: Redis, keys: Keys) -> list[str]:
    """The same for the camera process's user, who needs little of what the web processes do."""
    return may(redis, TOO_MUCH | _not_for_cameras(keys))


def _not_for_cameras(keys: Keys) -> dict[str, Command]:
    by_reading = "(before Redis 7.0 whoever may read a key may write it)"
    return {
        "write cases": add(keys.cases),
        "read cases": ("XRANGE", keys.cases, "-", "-"),
        "write positions": add(keys.positions),
        "write reports": add(keys.reports),
        f"write sessions {by_reading}": add(keys.sessions),
        f"write accounts {by_reading}": ("HSET", keys.accounts, "a", "b", "c"),
        "write the audit": add(keys.audit),
        "read API keys and links": ("HGET", keys.field_links, NONE),
        "run scripts (EVALSHA)": ("EVALSHA", "0" * 40, "0"),
    }


def _cameras(keys: Keys) -> list[Command]:
    return [
        add(keys.cameras),
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
        *_string(keys.counted),
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
        keys.handovers,
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
        *(keys.webhook_waiting(NONE), keys.webhook_failures(NONE), keys.history),
        *(keys.handover_revisions, keys.handover_seen(NONE)),
    )


def _strings(keys: Keys) -> tuple[str, ...]:
    return (
        *(keys.lease, keys.fence, keys.epoch, keys.world, keys.seat_key, keys.seat_number),
        *(keys.camera_key, keys.camera_list, keys.camera_beat, keys.rate(NONE), keys.upload(NONE, NONE)),
        *(keys.wall_seen(NONE), keys.wall_lost, keys.devices_edition, keys.open311(NONE), keys.editions_last),
        keys.tak_link,
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
