"""Carries the field's answers to a wall as a real backend does: by HTTP, with its key, until it is heard.

Works in a thread of its own: a wall that is away must not hold up the phones' positions.
"""

from __future__ import annotations

import http.client
import json
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import quote

from demo.people.errands import Answer
from streams.server.backoff import Backoff
from streams.server.redact import parts_of, redacted

LONGEST = 1 << 20  # bytes of an answer that are read
PATIENCE_S = 10.0  # for one answer of the wall
BAD_KEY_S = 10.0  # until it is tried again
TOO_MANY = 429
UNAUTHORIZED = 401
ALREADY = frozenset({"accepted", "arrived", "handling"})  # reasons that say it has been told before


class AddressError(ValueError):
    """One sentence: what was wanted of the address, what came."""


class Answers:
    """`address` of the wall, such as http://localhost:8050; `say` tells a person what goes wrong, once."""

    def __init__(self, address: str, key: str, say: Callable[[str], None]) -> None:
        parts = parts_of(address)
        known = parts.scheme in ("http", "https") and parts.host and parts.login is None
        if not known or not parts.sound:
            raise AddressError(f"answers wanted as http(s)://host[:port], got {redacted(address)}")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._wire = kind(parts.host, timeout=PATIENCE_S)
        self._path, self._key, self._tell = parts.path.rstrip("/"), key, say
        self._waiting: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._heard: queue.SimpleQueue[tuple[Answer, bool]] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="answers", daemon=True)
        self._thread.start()

    def say(self, answer: Answer) -> None:
        self._waiting.put(answer)

    def heard(self) -> list[tuple[Answer, bool]]:
        return [self._heard.get_nowait() for _ in range(self._heard.qsize())]

    def close(self) -> None:
        self._ending.set()
        self._waiting.put(None)
        self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        while (answer := self._waiting.get()) is not None and not self._ending.is_set():
            taken = self._until_heard(answer)
            if taken is not None:
                self._heard.put((answer, taken))
        self._wire.close()

    def _until_heard(self, answer: Answer) -> bool | None:
        """Whether the wall took it; None when this ends first."""
        patience, told = Backoff(), False
        while not self._ending.is_set():
            status, words, code = self._post(answer)
            if 200 <= status < 300 or code in ALREADY:
                if told:
                    self._tell("the wall takes answers again")
                return True
            if 400 <= status < 500 and status not in (UNAUTHORIZED, TOO_MANY):
                return False  # the case has gone another way; that is the wall's business
            if not told:
                self._tell(f"answers wait for the wall: {words}")
            told = True
            self._ending.wait(BAD_KEY_S if status == UNAUTHORIZED else patience.grow())
        return None

    def _post(self, answer: Answer) -> tuple[int, str, str]:
        """Its status, a word about it, and the code of a refusal; 0 when there was no answer."""
        head = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        path = f"{self._path}/api/cases/{quote(answer.case, safe='')}/events"
        try:
            self._wire.request("POST", path, json.dumps(answer.body).encode(), head)
            with self._wire.getresponse() as response:
                code = _code(response.read(LONGEST))
                return response.status, f"it says {response.status} {response.reason}", code
        except (OSError, http.client.HTTPException) as error:
            with suppress(OSError):
                self._wire.close()
            return 0, f"no answer ({type(error).__name__})", ""


def _code(body: bytes) -> str:
    """Of a refusal; empty when the wall says none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("code") or "") if isinstance(told, dict) else ""
