"""Whether a Redis user may do a thing: each is tried in a way that changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redis import Redis

from streams.server.errors import kind_of

Command = tuple[str, ...]
NONE = "no-such-field"


def named(redis: Redis, commands: Sequence[Command]) -> list[str]:
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
TOO_MUCH: dict[str, Command] = {
    "change Redis's settings (CONFIG SET)": ("CONFIG", "SET", NONE, "1"),
    "see its users (ACL)": ("ACL", "GETUSER", NONE),
    "empty it (FLUSHALL)": ("FLUSHALL", NONE),
    "load code (MODULE)": ("MODULE", "LIST"),
    "read keys that are not ours": ("GET", f"gridwall-{NONE}"),
}


def may(redis: Redis, asked: dict[str, Command]) -> list[str]:
    commands = list(asked.values())
    return [words for words, refused in zip(asked, _refused(redis, commands), strict=True) if not refused]


def add(stream: str) -> Command:
    return ("XADD", stream, NONE, "a", "b")
