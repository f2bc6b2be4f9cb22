"""What seats and passes are signed with: from the key file, and once from an earlier version's record."""

from __future__ import annotations

import logging

from dashboard.access.key_file import KeyFile, Secrets
from streams.access.key_print import print_of, same_keys
from streams.access.old_keys import forget_old_keys, old_keys
from streams.record.connections import Connections
from streams.record.startup import AWAY

OTHER_KEYS = "web.keys_file is not the one that other processes of this record have: copy one to all"
log = logging.getLogger(__name__)


class SigningKeys:
    def __init__(self, key_file: KeyFile, connections: Connections) -> None:
        self.key_file, self._connections = key_file, connections
        self._settled = self._differ = False

    def secrets(self) -> Secrets:
        """Raises what Redis says while they are not settled."""
        held = self.key_file.now
        if not (held.seats and held.cameras):
            self.settle()
        return self.key_file.now

    def record_secret(self) -> bytes | None:
        """What the record is sealed with is made from: None while Redis has not said whether it has keys."""
        try:
            return self.secrets().seats
        except AWAY:
            return None

    def settle(self) -> None:
        """Earlier versions kept them in the record: taken from there, once."""
        if not self._settled:
            redis, keys = self._connections.clerk_redis, self._connections.keys
            self.key_file.settle(old_keys(redis, keys))
            forget_old_keys(redis, keys)
            self._settled = True

    def advice(self) -> list[str]:
        """What is wrong when another process of this record signs with others. Raises what Redis says."""
        held, connections = self.key_file.now, self._connections
        if not (held.seats and held.cameras):
            return []
        before, self._differ = (
            self._differ,
            not same_keys(connections.clerk_redis, connections.keys, print_of(held.seats, held.cameras)),
        )
        if self._differ and not before:
            log.warning("%s: %s", self.key_file.path, OTHER_KEYS)
        return [OTHER_KEYS] if self._differ else []
