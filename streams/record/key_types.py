"""What type of value stands under each of our keys. Redis says WRONGTYPE and names no key: this does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from redis import Redis

from streams.record.keys import Keys

STREAM, HASH, STRING = "stream", "hash", "string"
FITS = (STREAM, "none")


@dataclass(frozen=True, slots=True)
class OddKey:
    """`vital`: without it no report and no call for help can be read or filed."""

    key: str
    wanted: str
    got: str
    vital: bool

    @property
    def sentence(self) -> str:
        return f"the key {self.key} must be a {self.wanted}, got a {self.got}"


def held_types(redis: Redis, names: Iterable[str]) -> list[str]:
    """What stands there, `none` where nothing does."""
    with redis.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.type(name)
        return [held.decode() for held in pipe.execute()]


def types_of(keys: Keys) -> dict[str, str]:
    """Of every key that is there by name, on the record's server."""
    streams = (
        *(keys.reports, keys.cases, keys.dispatches, keys.cameras, keys.wall),
        *(keys.warnings, keys.handovers, keys.rejected),
        *(keys.sessions, keys.audit),
        *map(keys.gateway_reports, keys.gateways),
    )
    hashes = (
        keys.accounts,
        keys.plan,
        keys.pairing,
        keys.gateway_states,
        keys.seal,
        keys.camera_states,
        keys.seats,
        keys.touched,
        keys.world_notes,
        keys.cursors,
        keys.counts,
        *(keys.revisions, keys.handover_revisions),
        keys.losses,
        keys.api_keys,
        keys.field_links,
        keys.devices,
    )
    strings = (
        keys.devices_edition,
        keys.camera_list,
        keys.camera_beat,
        keys.camera_key,
        keys.camera_duty,
        keys.seat_key,
        keys.seat_number,
        keys.world,
        keys.epoch,
        keys.lease,
        keys.fence,
    )
    return dict.fromkeys(streams, STREAM) | dict.fromkeys(hashes, HASH) | dict.fromkeys(strings, STRING)


def position_types_of(keys: Keys) -> dict[str, str]:
    """On the positions' server."""
    return dict.fromkeys(keys.position_streams, STREAM) | dict.fromkeys((keys.snapshot, keys.counted), STRING)


def odd_keys(redis: Redis, keys: Keys, wanted: dict[str, str]) -> list[OddKey]:
    """Those that hold another type of value, the vital ones first."""
    vital = {
        *(keys.reports, keys.cases, keys.revisions, keys.lease, keys.fence, keys.epoch),
        *keys.position_streams,
    }
    found = [
        OddKey(key, type_, held, key in vital)
        for (key, type_), held in zip(wanted.items(), held_types(redis, wanted), strict=True)
        if held not in (type_, "none")
    ]
    return sorted(found, key=lambda odd: not odd.vital)
