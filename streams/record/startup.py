"""What a starting wall asks of Redis before it reads: which world this is, its epoch, its newest snapshot."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.record.epoch import read_epoch
from streams.record.keys import Keys
from streams.record.snapshots import Snapshot, load
from streams.record.tails import Loss, prove
from streams.record.world import claim_world, read_notes, read_world

AWAY: tuple[type[Exception], ...] = (
    RedisError,
    OSError,
)  # what any command may raise; connect.trouble words it


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """`epoch` None: nobody has claimed this prefix yet."""

    epoch: str | None
    snapshot: Snapshot | None
    loss: Loss | None = None  # what the snapshot holds and the record does not: then it is not used


def open_record(redis: Redis, positions: Redis, keys: Keys) -> Opening:
    """The snapshot stands beside the positions. Raises what `AWAY` names when the record is away."""
    epoch = read_epoch(redis, keys.epoch)
    try:
        snapshot = load(positions, keys, epoch=epoch) if epoch else None
    except AWAY:
        snapshot = None  # the streams tell all, only slower
    losses = prove(redis, {keys.cases: snapshot.tail}) if snapshot else []
    if losses:
        log.warning("snapshot ignored: the record does not hold what it ends with")
        return Opening(epoch, None, losses[0])
    return Opening(epoch, snapshot)


def settle_world(
    redis: Redis, positions: Redis, keys: Keys, before: str | None = None
) -> tuple[str | None, list[tuple[str, str]]]:
    """The prefix's world and its remarks. Data nobody has claimed becomes what was here `before`; when that
    is not known, it is the real city's: live."""
    world = read_world(redis, keys)
    if world is None and (redis.exists(keys.reports, keys.cases) or positions.exists(*keys.position_streams)):
        claim_world(redis, keys, before or "live")
        world = read_world(redis, keys)
    try:
        return world, read_notes(redis, keys)
    except ResponseError:  # another type of value stands there: the world is told without its remarks
        return world, []
