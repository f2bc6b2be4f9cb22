"""Which world a prefix holds, and the random epoch by which a Redis born again is noticed."""

from __future__ import annotations

import json
import secrets

from redis import Redis

from streams.record.keys import Keys

NOTE = 200  # characters of a remark that are shown
WORLDS = ("live", "demo", "replay", "exercise")


class WorldError(ValueError):
    """One sentence: what this prefix holds, what was wanted of it."""


def claim_world(redis: Redis, keys: Keys, world: str) -> str:
    """Make this prefix ours if it is new, and answer its epoch; refuse when it holds another world."""
    if world not in WORLDS:
        raise WorldError(f"a world must be one of {', '.join(WORLDS)}, got {world}")
    with redis.pipeline(transaction=True) as pipe:
        pipe.set(keys.world, world, nx=True)
        pipe.set(keys.epoch, secrets.token_hex(8), nx=True)
        pipe.get(keys.world)
        pipe.get(keys.epoch)
        _, _, held, epoch = pipe.execute()
    held = held.decode("utf-8", "replace")
    if held != world:
        raise WorldError(f"the prefix {keys.prefix} holds the {held} world and refuses to be used as {world}")
    return str(epoch.decode())


def read_world(redis: Redis, keys: Keys) -> str | None:
    """The world this prefix holds, None when it is new."""
    held = redis.get(keys.world)
    return held.decode("utf-8", "replace") if isinstance(held, bytes) else None


def note_world(redis: Redis, keys: Keys, kind: str, zh: str, en: str) -> None:
    """Leave a remark every page shows beside the world, one for each kind; empty texts take it away."""
    if zh or en:
        redis.hset(keys.world_notes, kind, json.dumps([zh, en], ensure_ascii=False))
    else:
        redis.hdel(keys.world_notes, kind)


def read_notes(redis: Redis, keys: Keys) -> list[tuple[str, str]]:
    """The remarks on this world, each in Chinese and English, ordered by kind."""
    held = redis.hgetall(keys.world_notes)
    notes = [_note(held[kind]) for kind in sorted(held)]
    return [note for note in notes if note]


def _note(held: bytes | str) -> tuple[str, str] | None:
    """What somebody else wrote here is left out when it is not one of ours."""
    try:
        zh, en = json.loads(held)
    except (ValueError, TypeError, RecursionError):
        return None
    return str(zh)[:NOTE], str(en)[:NOTE]
