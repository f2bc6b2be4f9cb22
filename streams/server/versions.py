"""Which servers are too old, and which hold faults that let whoever may run a command run anything.

Known and fixed in: CVE-2025-49844, a Lua script frees what it uses: Redis 6.2.20 7.2.11 7.4.6 8.0.4 8.2.2
(docker-library/official-images#20011), Valkey 7.2.11 8.0.6 8.1.4 (valkey-io/valkey#3473,
makeplane/plane#7926, and SUSE's valkey.changes). CVE-2026-23479, a blocked client is evicted, from 7.2.0 on:
Redis 7.4.9 8.2.6 8.4.3 8.6.3 (redis/docs#3292, GHSA-93m2-935m-8rj3), Valkey 8.1.7 9.0.4 (Fedora's changelog).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

OLDEST = (6, 2)
SCRIPTS, EVICTION = "CVE-2025-49844", "CVE-2026-23479"
Version = tuple[int, ...]
# By name and line: the first release without the fault.
FIXED: dict[str, dict[str, dict[Version, Version]]] = {
    "Redis": {
        SCRIPTS: {
            (6, 2): (6, 2, 20),
            (7, 2): (7, 2, 11),
            (7, 4): (7, 4, 6),
            (8, 0): (8, 0, 4),
            (8, 2): (8, 2, 2),
        },
        EVICTION: {(7, 4): (7, 4, 9), (8, 2): (8, 2, 6), (8, 4): (8, 4, 3), (8, 6): (8, 6, 3)},
    },
    "Valkey": {
        SCRIPTS: {(7, 2): (7, 2, 11), (8, 0): (8, 0, 6), (8, 1): (8, 1, 4)},
        EVICTION: {(8, 1): (8, 1, 7), (9, 0): (9, 0, 4)},
    },
}
SINCE: dict[str, Version] = {SCRIPTS: (2, 6), EVICTION: (7, 2)}


def version_verdicts(info: Mapping[str, object], where: str) -> Iterator[tuple[str, str]]:
    """Level and sentence, of INFO's section `server`."""
    # Valkey tells the Redis version it is compatible with under redis_version
    name = "Valkey" if _text(info.get("server_name", "")) == "valkey" else "Redis"
    compatible = _numbers(info.get("redis_version", "0"))
    told = _text(info.get("valkey_version" if name == "Valkey" else "redis_version", "")) or "0"
    if compatible < OLDEST:
        yield "bad", f"{name} at {where} must be 6.2 or newer, got {_text(info.get('redis_version', '0'))}"
        return
    yield "ok", f"{name} {told} at {where} answers"
    for fault, first in faults(name, _numbers(told)):
        yield (
            "warn",
            f"{name} {told} can be made to run foreign code by whoever may send it commands ({fault}): "
            f"upgrade to {name} {'.'.join(map(str, first))} or newer",
        )


def faults(name: str, version: Version) -> Iterator[tuple[str, Version]]:
    """Each known fault that this version has, and the next release without it."""
    for fault, lines in FIXED[name].items():
        line = version[:2]
        first = lines.get(line) or next((lines[key] for key in sorted(lines) if key > line), None)
        if first and SINCE[fault] <= version < first:
            yield fault, first


def _numbers(told: object) -> Version:
    return tuple(int(number) for number in re.findall(r"\d+", _text(told))[:3])


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
