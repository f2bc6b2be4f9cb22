"""A connection kept by whoever waits for news all day: a client looks at its pool, its socket and its clocks
around every command, which costs more than the command. Knows no stream."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

Command = tuple[str | int, ...]


class KeptConnection:
    """Opened by the first question, and again by the next one after it broke. One greenlet asks."""

    def __init__(self, redis: Redis) -> None:
        pool = redis.connection_pool
        self._connection = pool.connection_class(**pool.connection_kwargs)

    def ask(self, commands: Sequence[Command]) -> list[Any]:
        """The answers in order, in one round trip; what Redis refuses stands among them as a ResponseError.
        Raises when it cannot be reached."""
        connection = self._connection
        connection.send_packed_command(connection.pack_commands(commands))
        return [self._answer() for _ in commands]

    def close(self) -> None:
        """Ends a wait of another greenlet, which is told that the connection broke."""
        self._connection.disconnect()

    def _answer(self) -> Any:
        try:
            return self._connection.read_response()
        except ResponseError as error:
            return error
