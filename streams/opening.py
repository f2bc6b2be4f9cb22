"""What a starting wall asks of Redis before it reads: which world this is, its epoch, its newest snapshot."""

from __future__ import annotations

from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.keys import Keys
from streams.snapshots import Snapshot, load
from streams.world import claim_world, read_notes, read_world

AWAY: tuple[type[Exception], ...] = (
    RedisError,
    OSError,
)  # what any command may raise; connect.trouble words it


@dataclass(frozen=True, slots=True)
class Opening:
    """`epoch` None: nobody has claimed this prefix yet."""

    epoch: str | None
    snapshot: Snapshot | None


def open_record(redis: Redis, positions: Redis, keys: Keys, edition: str) -> Opening:
    """The snapshot stands beside the positions. Raises what `AWAY` names when the record is away."""
    told = redis.get(keys.epoch)
    epoch = told.decode("utf-8", "replace") if isinstance(told, bytes) else None
    try:
        snapshot = load(positions, keys, edition=edition, epoch=epoch) if epoch else None
    except AWAY:
        snapshot = None  # the streams tell all, only slower
    return Opening(epoch, snapshot)


def settle_world(redis: Redis, positions: Redis, keys: Keys) -> tuple[str | None, list[tuple[str, str]]]:
    """The prefix's world and its remarks. Data nobody has claimed is the real city's: it becomes live."""
    world = read_world(redis, keys)
    if world is None and (redis.exists(keys.reports, keys.cases) or positions.exists(*keys.position_streams)):
        claim_world(redis, keys, "live")
        world = read_world(redis, keys)
    try:
        return world, read_notes(redis, keys)
    except ResponseError:  # another type of value stands there: the world is told without its remarks
        return world, []
