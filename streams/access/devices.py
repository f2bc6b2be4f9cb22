"""Whose each phone or tracker is: the devices that may send positions, in the record. Knows no protocol."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import msgspec
from redis import Redis

from streams.messages.values import UNREADABLE, RefusedError, shown
from streams.record.keys import Keys

LONGEST = 64  # characters of a device's name


class Device(msgspec.Struct, frozen=True):
    """`inspector` has it since `added`, epoch ms."""

    inspector: str
    added: int


def device_name(told: object) -> str:
    """What a device calls itself, as it may be kept and shown. Raises RefusedError."""
    name = told.strip() if isinstance(told, str) else str(told) if type(told) is int else ""
    if not name or len(name) > LONGEST or not name.isprintable():
        raise RefusedError(f"device must be 1 to {LONGEST} printable characters, got {shown(told)}")
    return name


class Devices:
    """`devices` in Redis: name → Device. Each change is another `devices:edition`, so that whoever keeps a
    copy reads it again. Raises what Redis says."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.redis, self.keys = redis, keys

    def put(self, whose: Mapping[str, str], now: int) -> None:
        """Devices and their inspectors, all at once; one that was somebody else's is theirs from now on."""
        held = {name: msgspec.json.encode(Device(inspector, now)) for name, inspector in whose.items()}
        if held:
            self._change(lambda pipe: pipe.hset(self.keys.devices, mapping=held))

    def remove(self, name: str) -> Device | None:
        """Whose it was; None when there is no such device."""
        device = self.all().get(name)
        if device is not None:
            self._change(lambda pipe: pipe.hdel(self.keys.devices, name))
        return device

    def all(self) -> dict[str, Device]:
        found: Any = self.redis.hgetall(self.keys.devices)
        return read_devices(found)

    def _change(self, change: Any) -> None:
        with self.redis.pipeline(transaction=True) as pipe:
            change(pipe)
            pipe.set(self.keys.devices_edition, secrets.token_hex(8))
            pipe.execute()


def read_devices(held: Mapping[bytes, bytes]) -> dict[str, Device]:
    """Those that can be read, by name; what another version or hand wrote is left out."""
    found: dict[str, Device] = {}
    for name, value in held.items():
        try:
            found[name.decode()] = msgspec.json.decode(value, type=Device)
        except UNREADABLE:
            continue
    return found
