"""Lua scripts that stand beside this file, run by their hash. Knows not what they do."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import NoScriptError

WAIT_MS = 1000  # for replicas
Call = tuple[Sequence[str], Sequence[str | bytes | int]]  # keys, arguments


class Unconfirmed(RuntimeError):
    """Written, but not yet on as many replicas as wanted: ask again with the same key."""


class Script:
    def __init__(self, name: str) -> None:
        self._source = (Path(__file__).parent / name).read_bytes()
        self._sha = hashlib.sha1(self._source, usedforsecurity=False).hexdigest()

    def run(self, redis: Redis, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> Any:
        return self.run_all(redis, [(keys, arguments)])[0]

    def run_all(self, redis: Redis, calls: Sequence[Call], *, replicas: int = 0) -> list[Any]:
        """All calls in one round trip, in order; those after a failed one still run. Raises its error, or
        Unconfirmed when fewer replicas hold what was written."""
        answers, held = self._send(redis, calls, replicas)
        lost = [i for i, answer in enumerate(answers) if isinstance(answer, NoScriptError)]
        if lost:  # a new or restarted server does not know it yet
            redis.script_load(self._source.decode())
            again, held = self._send(redis, [calls[i] for i in lost], replicas)
            for i, answer in zip(lost, again, strict=True):
                answers[i] = answer
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        if held < replicas:
            raise Unconfirmed(
                f"the record must be on {replicas} replicas, got {held} in {WAIT_MS / 1000:g} s"
            )
        return answers

    def _send(self, redis: Redis, calls: Sequence[Call], replicas: int) -> tuple[list[Any], int]:
        """WAIT speaks of what its own connection wrote, so it goes the same way."""
        with redis.pipeline(transaction=False) as pipe:
            run: Any = pipe.execute_command
            for keys, arguments in calls:
                run("EVALSHA", self._sha, len(keys), *keys, *arguments)
            if replicas:
                run("WAIT", replicas, WAIT_MS)
            answers = list(pipe.execute(raise_on_error=False))
        held = answers.pop() if replicas else 0
        if isinstance(held, Exception):
            raise held
        return answers, int(held)
