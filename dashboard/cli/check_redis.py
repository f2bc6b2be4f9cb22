"""What `gridwall check` says of a Redis: what it is, whether it takes our writes, and what it holds."""

from __future__ import annotations

import time
from collections.abc import Iterator

from dashboard.access.key_file import record_secret
from dashboard.cli.check_cameras import process_findings
from dashboard.cli.check_clocks import clock_findings
from dashboard.cli.check_screens import screen_findings
from dashboard.settings.addresses import cameras_client, cameras_url, client, keys_of
from dashboard.settings.settings import Settings
from dashboard.truth.losses import sentence
from streams.clerk.backlog import clerk_is_there, oldest_unfiled
from streams.messages.arrival import Arrival
from streams.record.gateways import FAULTS, read_gateways
from streams.record.key_types import odd_keys, position_types_of, types_of
from streams.record.keys import Keys
from streams.record.losses import read_losses
from streams.record.probe import prove, prove_positions
from streams.record.rights import cameras_missing, cameras_too_much, missing, too_much
from streams.record.seal import Seal
from streams.record.startup import AWAY
from streams.record.world import read_world
from streams.server.connect import Client, RedisAddressError
from streams.server.errors import kind_of, trouble
from streams.server.fitness import Verdict, check
from streams.server.replicas import Replicas

DAY = 86_400_000  # ms in which a loss is told
NAMED = 5  # missing rights in one line


def server_findings(settings: Settings, url: str, roles: set[str]) -> Iterator[Verdict]:
    """`roles`: what this server is for, `record` or `positions` or both."""
    keys = keys_of(settings)
    record, replicas = "record" in roles, Replicas(settings.redis.replicas)
    try:
        redis = client(settings, url)
        verdicts = check(redis, url, record=record, replicas=replicas.wanted)
        yield from verdicts
        if len(verdicts) == 1:  # it does not answer
            return
        yield from _keys(redis, keys, roles)
        yield from _rights(settings, redis, keys, roles)
        yield from _writes(redis, keys, url, replicas, record)
        yield from clock_findings(redis, keys, roles)
        if record:
            yield from _contents(settings, redis, keys)
    except RedisAddressError as error:
        yield Verdict("bad", str(error))
    except AWAY as error:
        yield Verdict("bad", trouble(error, url))


def _keys(redis: Client, keys: Keys, roles: set[str]) -> Iterator[Verdict]:
    wanted = types_of(keys) if "record" in roles else {}
    if "positions" in roles:
        wanted = wanted | position_types_of(keys)
    for odd in odd_keys(redis, keys, wanted):
        yield Verdict("bad", odd.sentence)


def _rights(settings: Settings, redis: Client, keys: Keys, roles: set[str]) -> Iterator[Verdict]:
    lacking = missing(redis, keys, record="record" in roles, positions="positions" in roles)
    if lacking:
        yield Verdict("bad", f"our user may not {_some(lacking)}")
    else:
        yield Verdict("ok", "our user may do all that the wall needs")
    wide = too_much(redis)
    if not wide and settings.cameras.file and not settings.redis.cameras and "record" in roles:
        yield Verdict(
            "warn",
            "the camera process comes as our user, who may write cases: redis.cameras gives it its own",
        )
    if wide:
        yield Verdict(
            "warn", f"our user may also {', '.join(wide)}: `gridwall acl` gives each process its own"
        )


def cameras_findings(settings: Settings) -> Iterator[Verdict]:
    """Whether the camera process's own user may do what it needs, and no more."""
    url, keys = cameras_url(settings), keys_of(settings)
    try:
        redis = cameras_client(settings)
        lacking, wide = cameras_missing(redis, keys), cameras_too_much(redis, keys)
    except RedisAddressError as error:
        yield Verdict("bad", f"the cameras' user: {error}")
        return
    except AWAY as error:
        yield Verdict("bad", f"the cameras' user: {trouble(error, url)}")
        return
    if lacking:
        yield Verdict("bad", f"the cameras' user may not {_some(lacking)}")
    else:
        yield Verdict("ok", "the cameras' user may do all that the camera process needs")
    if wide:
        yield Verdict(
            "warn", f"the cameras' user may also {', '.join(wide)}: `gridwall acl` gives each process its own"
        )


def _some(lacking: list[str]) -> str:
    more = f" and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
    return f"{', '.join(lacking[:NAMED])}{more}"


def _writes(redis: Client, keys: Keys, url: str, replicas: Replicas, record: bool) -> Iterator[Verdict]:
    """A write is tried and taken away again."""
    now = time.time_ns() // 1_000_000
    try:
        prove(redis, keys, now, replicas) if record else prove_positions(redis, keys, now)
    except AWAY as error:
        if kind_of(error) == "away":
            raise
        yield Verdict("bad", f"a write was tried and refused: {trouble(error, url)}")
        return
    if replicas.confirmed:
        yield Verdict("ok", "a write was tried and taken")
    else:
        yield Verdict("bad", f"a write was tried and taken, but {replicas.sentence}")


def _contents(settings: Settings, redis: Client, keys: Keys) -> Iterator[Verdict]:
    world = read_world(redis, keys)
    yield Verdict("ok", f"the prefix {keys.prefix} holds {f'the {world} world' if world else 'nothing yet'}")
    if world and not clerk_is_there(redis, keys):
        yield Verdict(
            "warn",
            "no process is the clerk just now and reports wait: a `gridwall web` that can write is one",
        )
    if world:
        yield _sealed(settings, redis, keys)
    oldest = oldest_unfiled(redis, keys)
    if oldest:
        now = time.time_ns() // 1_000_000
        waits = (now - Arrival(now).of(oldest)) / 1000
        yield Verdict("warn", f"the oldest report that is not filed has waited for {waits:,.0f} s")
    yield from _gateways(redis, keys)
    for note in read_losses(redis, keys):
        if time.time() * 1000 - note.at < DAY:
            yield Verdict("warn", sentence(note, settings.rules.zone))
    yield from screen_findings(redis, keys, settings.rules.zone)
    yield from process_findings(settings, redis, keys)


def _gateways(redis: Client, keys: Keys) -> Iterator[Verdict]:
    """Those with streams of their own: what was wrong within the last ten minutes."""
    now = redis.time()[0] * 1000
    for state in read_gateways(redis, keys):
        recent = state.recent(now)
        for fault in recent:
            yield Verdict("warn", f"gateway {state.name}: {FAULTS[fault]}")
        if not recent:
            yield Verdict("ok", f"gateway {state.name}: {state.taken:,} reports taken")


def _sealed(settings: Settings, redis: Client, keys: Keys) -> Verdict:
    """Whether an event that was written by hand would be folded."""
    found = Seal(record_secret(settings.path(settings.web.keys_file))).look(redis, keys)
    if found is None:
        level = "warn" if settings.web.sign_in == "accounts" else "ok"
        return Verdict(level, "the record is not sealed: events written by hand would count (gridwall seal)")
    if not found.ours:
        return Verdict(
            "bad", "the record is sealed with another key than web.keys_file has: copy the others'"
        )
    return Verdict("ok", "the record is sealed: events written by hand are left out")
