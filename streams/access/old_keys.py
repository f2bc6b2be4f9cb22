"""Signing keys that earlier versions kept in the record, and so in all its copies: taken from there, once."""

from __future__ import annotations

from redis import Redis

from streams.record.keys import Keys


def old_keys(redis: Redis, keys: Keys) -> dict[str, bytes]:
    """`seats` and `cameras`, as far as Redis still holds them."""
    held = {"seats": redis.get(keys.seat_key), "cameras": redis.get(keys.camera_key)}
    return {name: bytes(key) for name, key in held.items() if key}  # type: ignore[arg-type]


def forget_old_keys(redis: Redis, keys: Keys) -> None:
    redis.delete(keys.seat_key, keys.camera_key)
