"""Lua scripts that stand beside this file, run by their hash. Knows not what they do."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import NoScriptError

Call = tuple[Sequence[str], Sequence[str | bytes | int]]  # keys, arguments


class Script:
    def __init__(self, name: str) -> None:
        self._source = (Path(__file__).parent / name).read_bytes()
        self._sha = hashlib.sha1(self._source, usedforsecurity=False).hexdigest()

    def run(self, redis: Redis, keys: Sequence[str], arguments: Sequence[str | bytes | int]) -> Any:
        return self.run_all(redis, [(keys, arguments)])[0]

    def run_all(self, redis: Redis, calls: Sequence[Call]) -> list[Any]:
        """All calls in one round trip, in order; those after a failed one still run. Raises its error."""
        answers = self._send(redis, calls)
        lost = [i for i, answer in enumerate(answers) if isinstance(answer, NoScriptError)]
        if lost:  # a new or restarted server does not know it yet
            redis.script_load(self._source.decode())
            for i, answer in zip(lost, self._send(redis, [calls[i] for i in lost]), strict=True):
                answers[i] = answer
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return answers

    def _send(self, redis: Redis, calls: Sequence[Call]) -> list[Any]:
        with redis.pipeline(transaction=False) as pipe:
            run: Any = pipe.execute_command
            for keys, arguments in calls:
                run("EVALSHA", self._sha, len(keys), *keys, *arguments)
            return list(pipe.execute(raise_on_error=False))
