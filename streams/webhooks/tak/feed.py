"""The TAK server is told of the open cases of one area, over one link that is made again whenever it breaks.

Nothing is lost while the server is away: after each connection all open cases are sent, and removed are those
it may know that have ended. What it sends is read and dropped.
"""

from __future__ import annotations

import asyncio
import logging
import random
import secrets
import socket
import time
from collections import Counter
from collections.abc import Callable

import msgspec

from city.cases.public_case import public_case
from streams.server.ending import end
from streams.webhooks.case_fold import Read, WebhookCity
from streams.webhooks.tak.board import Board, Work
from streams.webhooks.tak.events import Telling, case_event, ping, removal
from streams.webhooks.tak.kept import Kept, TakState
from streams.webhooks.tak.server import TakServer, why

CONNECT_S = 10.0
DRAIN_S = 20.0  # for which a server may take nothing
PING_S = 30.0
SILENT_S = 95.0  # without a word of a server that has answered a ping before
REFUSAL_S = 0.5  # TLS 1.3 refuses a client a moment after it let it in
SURE_S = 2.0  # a link that stands as long is up
RESTS_S = (1.0, 2.0, 5.0, 10.0, 30.0)
JITTER = 0.2
AT_ONCE = 50  # events, with a breath after them
BREATH_S = 0.2
CHUNK = 65_536
PONG = b"t-x-c-t-r"
log = logging.getLogger(__name__)


class LinkError(OSError):
    """Why the link ended."""


class TakFeed:
    """`clock()` in epoch ms by Redis's clock; `sent` counts events by kind."""

    def __init__(
        self,
        server: TakServer,
        telling: Telling,
        city: WebhookCity,
        kept: Kept,
        clock: Callable[[], int],
        sent: Counter[str],
    ) -> None:
        self.server, self.state = server, TakState(server.name)
        self.board = Board(server.area, server.sos, server.stale_ms / 2000)
        self._telling, self._city, self._kept, self._clock = telling, city, kept, clock
        self.counts = sent
        self._name = f"gridwall-{secrets.token_hex(4)}"
        self._changed = True
        self._ready, self._news = asyncio.Event(), asyncio.Event()
        self._heard = self._pinged_at = 0.0
        self._made: float | None = None  # when this link was
        self._row = 0  # links that did not stand for as long as a ping comes
        self._answers = False  # it has answered a ping of this link

    def take(self, read: Read) -> None:
        if read.anew:
            self.board.begin()
        self._changed = self._changed or read.anew or bool(read.changes)
        for change in read.changes:
            self.board.take(change.after)

    def caught_up(self) -> None:
        """The record is read to its end: what the board has is what is so."""
        if self._changed:
            self._changed = False
            self.board.settle()
            self._ready.set()
            self._news.set()

    async def run(self) -> None:
        """Until cancelled. Raises DutyLostError, or what Redis says before it began."""
        self.board.told = await self._kept.told()
        await self._ready.wait()
        self.board.settle()
        while True:
            try:
                await self._one_link()
            except (OSError, TimeoutError) as error:
                await self._down(str(error) if isinstance(error, LinkError) else why(error))
            rest = RESTS_S[min(self.state.row, len(RESTS_S)) - 1]
            await asyncio.sleep(rest * (1 + JITTER * random.random()))

    async def _one_link(self) -> None:
        """Always raises what ended it."""
        context = self.server.context()
        name = (self.server.server_name or self.server.host) if context else None
        async with asyncio.timeout(CONNECT_S):
            reader, writer = await asyncio.open_connection(
                self.server.host, self.server.port, ssl=context, server_hostname=name, limit=CHUNK
            )
        _hold(writer.get_extra_info("socket"))
        self._made = self._heard = time.monotonic()
        self._answers = False
        self.board.connected()
        tasks = [asyncio.create_task(self._drop(reader))]
        try:
            if context is not None:  # written to at once, it would break before it says why
                await self._refused(tasks[0])
            tasks.append(asyncio.create_task(self._send(writer)))
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                if task.done():
                    task.result()
        finally:
            await end(tasks)
            writer.transport.abort()

    async def _refused(self, reading: asyncio.Task[None]) -> None:
        """Raises when the server ends it at once, which not each explains."""
        await asyncio.wait([reading], timeout=REFUSAL_S)
        if reading.done() and isinstance(reading.exception(), LinkError):
            doubt = (
                "it does not know tak.cert" if self.server.cert else "it wants a client certificate: tak.cert"
            )
            raise LinkError(f"it ended the connection at once; perhaps {doubt}")

    async def _drop(self, reader: asyncio.StreamReader) -> None:
        """In bounded memory: what is not read yet is the server's."""
        tail = b""
        while chunk := await reader.read(CHUNK):
            self._heard = time.monotonic()
            self._answers = self._answers or PONG in tail + chunk
            tail = chunk[-len(PONG) :]
        raise LinkError("it ended the connection")

    async def _send(self, writer: asyncio.StreamWriter) -> None:
        began = time.monotonic()
        self._pinged_at = -PING_S + began
        while True:
            now = time.monotonic()
            if now - self._pinged_at >= PING_S:
                await self._ping(writer, now)
            work = self.board.next(now, AT_ONCE)
            if work:
                await self._tell(writer, work)
            if not self.state.up and time.monotonic() - began >= SURE_S:
                await self._up()
            await self._wait(began, bool(work))

    async def _wait(self, began: float, more: bool) -> None:
        if more:
            await asyncio.sleep(BREATH_S)
            return
        self._news.clear()
        now = time.monotonic()
        due = self.board.due_in(now)
        waits = [self._pinged_at + PING_S - now, *([] if due is None else [due])]
        if not self.state.up:
            waits.append(began + SURE_S - now)
        try:
            async with asyncio.timeout(max(0.01, min(waits))):
                await self._news.wait()
        except TimeoutError:
            return

    async def _ping(self, writer: asyncio.StreamWriter, now: float) -> None:
        if self._answers and now - self._heard > SILENT_S:
            raise LinkError(f"no answer to pings for {SILENT_S:.0f} s")
        self._pinged_at = now
        over = self.board.tick()
        if over:
            await self._kept.forget(over)
            self.board.forgotten(over)
        await self._write(writer, ping(self._name, self._clock()))
        if self.state.up:
            await self._say(msgspec.structs.replace(self.state, cases=self.board.standing))

    async def _tell(self, writer: asyncio.StreamWriter, work: list[Work]) -> None:
        new = self.board.new(work)
        if new:
            await self._kept.note(new)
            self.board.kept(new)
        await self._write(writer, b"".join(map(self._event, work)))
        self.board.sent(work, time.monotonic())
        for each in work:
            self.counts["removed" if each.case is None else "alert" if each.alert else "case"] += 1

    def _event(self, work: Work) -> bytes:
        now = self._clock()
        if work.case is None:
            return removal(work.id, work.alert, now)
        case = public_case(work.case, self._city.areas, self._city.matters)
        return case_event(case, self._telling, now, self.server.stale_ms)

    async def _write(self, writer: asyncio.StreamWriter, events: bytes) -> None:
        writer.write(events)
        async with asyncio.timeout(DRAIN_S):
            await writer.drain()

    async def _up(self) -> None:
        log.info("TAK server %s takes events", self.server.name)
        await self._say(TakState(self.server.name, True, self._clock(), cases=self.board.standing))

    async def _down(self, reason: str) -> None:
        stood = self._made is not None and time.monotonic() - self._made >= PING_S
        self._row, self._made = 1 if stood else self._row + 1, None
        row = self._row
        if row == 1 or reason != self.state.why:
            log.warning("TAK server %s is away: %s", self.server.name, reason)
        since = self._clock() if self.state.up or not self.state.since else self.state.since
        await self._say(TakState(self.server.name, False, since, row, reason))

    async def _say(self, state: TakState) -> None:
        self.state = state
        await self._kept.say(state)


def _hold(raw: socket.socket) -> None:
    """What the other side does not acknowledge ends the link within a minute."""
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 60_000)
