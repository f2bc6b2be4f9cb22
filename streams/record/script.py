"""Lua scripts, run by their hash. Knows not what they do."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import NoScriptError

from streams.server.replicas import NONE, Replicas

Call = tuple[Sequence[str], Sequence[str | bytes | int]]  # keys, arguments


class Script:
    def __init__(self, file: Path) -> None:
        self._source = file.read_bytes()
        self._sha = hashlib.sha1(self._source, usedforsecurity=False).hexdigest()

    def run(self, redis: Redis, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> Any:
        return self.run_all(redis, [(keys, arguments)])[0][0]

    def run_all(
        self, redis: Redis, calls: Sequence[Call], *, replicas: Replicas = NONE
    ) -> tuple[list[Any], bool]:
        """All calls in one round trip, in order, and whether enough replicas hold what was written. Those
        after a failed one still run; then its error is raised."""
        answers, held = self._send(redis, calls, replicas)
        lost = [i for i, answer in enumerate(answers) if isinstance(answer, NoScriptError)]
        if lost:  # a new or restarted server does not know it yet
            redis.script_load(self._source.decode())
            again, held = self._send(redis, [calls[i] for i in lost], replicas)
            for i, answer in zip(lost, again, strict=True):
                answers[i] = answer
        for answer in (*answers, held):
            if isinstance(answer, Exception):
                raise answer
        if replicas.wanted:
            replicas.held = int(held)
        return answers, replicas.wanted <= int(held)

    def _send(self, redis: Redis, calls: Sequence[Call], replicas: Replicas) -> tuple[list[Any], Any]:
        """WAIT speaks of what its own connection wrote, so it goes the same way."""
        with redis.pipeline(transaction=False) as pipe:
            run: Any = pipe.execute_command
            for keys, arguments in calls:
                run("EVALSHA", self._sha, len(keys), *keys, *arguments)
            if replicas.wanted:
                run("WAIT", replicas.wanted, replicas.wait_ms)
            answers = list(pipe.execute(raise_on_error=False))
        return answers, answers.pop() if replicas.wanted else 0
