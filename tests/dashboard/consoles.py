"""A duty console without a browser: its seat's cookie, its socket, and its queue as a page would keep it."""

from __future__ import annotations

import itertools
import urllib.request
from typing import Any

import msgpack

from tests.dashboard.console.test_queues import Queue
from tests.dashboard.running import LiveScreen, until
from tests.patience import PATIENCE

_commands = itertools.count(1)


def seat(web: Any, role: str = "officer", area: str = "0") -> str:
    """The cookie of a browser that opens a console and says what it is."""
    home = f"http://127.0.0.1:{web.port}"
    opened = _asked(urllib.request.Request(f"{home}/console/{area}", headers={"Cookie": web.cookie()}))
    if role == "officer":
        return opened
    body = b'{"role": "%s"}' % role.encode()
    head = {"Cookie": web.cookie(opened), "Content-Type": "application/json", "Origin": home}
    return _asked(urllib.request.Request(f"{home}/api/seat", body, head))


def _asked(request: urllib.request.Request) -> str:
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            told = answer.headers["Set-Cookie"]
    except urllib.error.HTTPError as error:
        with error:
            told = error.headers["Set-Cookie"]
    return str(told).partition(";")[0]


class Console(LiveScreen):
    """`rows` is the queue as this page shows it."""

    kind = "console"

    def __init__(self, web: Any, cookie: str, area: str = "0") -> None:
        self.queue, self.commands = Queue(), 0
        super().__init__(web, cookie=cookie)
        assert self.ask("desk", {"area": area}) == {"ok": True}

    @property
    def rows(self) -> dict[str, Any]:
        return self.queue.rows

    def command(self, do: str, case: str, **told: Any) -> dict[str, Any]:
        row = self.rows.get(case)
        asked = {"command": f"k-{next(_commands)}", "revision": row["revision"] if row else 1}
        answer: dict[str, Any] = self.ask("command", asked | {"case": case, "do": do, "data": {}} | told)
        return answer

    def say(self, event: str, told: Any) -> None:
        """What is not answered."""
        self.line.send(msgpack.packb({"type": 2, "nsp": "/", "data": [event, told]}))

    def shows(self, case: str, **wanted: Any) -> None:
        """Waits until the row says so."""
        self.until(lambda: wanted.items() <= self.rows.get(case, {}).items(), f"{case}: {wanted}")

    def _hear(self, packet: dict[str, Any]) -> None:
        super()._hear(packet)
        if packet["type"] == 2 and packet["data"][0] in ("queue", "seats"):
            self.queue.take(*packet["data"])


__all__ = ["Console", "seat", "until"]
