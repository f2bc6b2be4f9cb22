"""The phones' and departments' inbox: `dispatches` read through a consumer group, as a real backend does.

An entry is acknowledged when its errand has ended, so that a restart takes up what was under way.
"""

from collections.abc import Sequence
from typing import Any

from redis import Redis
from redis.exceptions import ResponseError

from streams.messages.dispatch import Dispatch, Recall, read_entry
from streams.record.keys import Keys
from streams.replay.sender import Sender

GROUP = "simulator"
CONSUMER = "phones"
AT_ONCE = 200


class Inbox:
    def __init__(self, sender: Sender, keys: Keys) -> None:
        self.sender, self.stream = sender, keys.dispatches
        self.after = "0"  # what an earlier run left unacknowledged comes first; then ">", what is new

    def read(self) -> list[Dispatch | Recall]:
        """What has come since the last call, at most some hundreds."""
        entries = self.sender.ask(self._entries)
        if self.after != ">":
            self.after = entries[-1][0].decode() if entries else ">"
        found = [(entry, read_entry(entry, fields or {})) for entry, fields in entries]
        self.done([entry.decode() for entry, told in found if told is None])
        return [told for _, told in found if told is not None]

    def done(self, entries: Sequence[str]) -> None:
        """These need no more attention."""
        if entries:
            self.sender.ask(lambda redis: redis.xack(self.stream, GROUP, *entries))

    def _entries(self, redis: Redis) -> list[Any]:
        try:
            answer: Any = redis.xreadgroup(GROUP, CONSUMER, {self.stream: self.after}, count=AT_ONCE)
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            redis.xgroup_create(self.stream, GROUP, id="0", mkstream=True)
            self.after = ">"
            return []
        return answer[0][1] if answer else []
