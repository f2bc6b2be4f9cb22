"""One screen's socket, from its token to its end: what it may see, what it wishes for, what it asks gateways.

Ends when the token runs out, and when nothing has gone out for half a minute. Disturbs nobody else.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass

from aiohttp import WSMsgType
from aiohttp.web import WebSocketResponse

from cameras.media.counts import Counts
from cameras.media.outbox import Outbox
from cameras.media.units import SourceError
from cameras.pull.relays import Relays
from cameras.serve.panel import Panel, RelayedPanel, make_panel
from cameras.serve.requests import (
    Get,
    Offer,
    PanelRequest,
    RequestError,
    SeenReport,
    Show,
    Token,
    read_message,
)
from cameras.serve.token_gate import BAD_TOKEN, NOT_IN, Gate, TurnedAwayError
from cameras.watch.feeds import Feeds
from streams.access.camera_tokens import Pass
from streams.server.ending import end

BEAT_S = 1.0
STUCK_S = 30.0
BAD_MESSAGES = 20  # before a page that talks nonsense is closed
ASKING, HOLDING = 64, 4  # questions to gateways under way, and answers in memory, of one screen
NONSENSE = 1008
NO_CAMERA = "no_camera"  # also of one that the pass does not name: whether there is one is not told
PER_SECOND, AT_ONCE = 200.0, 400.0  # messages of one screen that are read; the rest wait at its end
SHOW = 9  # what a wish weighs beyond another message: sixteen panels may begin anew with it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """What all screens share."""

    feeds: Feeds
    relays: Relays
    gate: Gate
    counts: Counts


class Screen:
    def __init__(self, socket: WebSocketResponse, origin: str, house: House) -> None:
        self.house, self.origin = house, origin
        self.outbox = Outbox(socket, house.counts)
        self.panels: dict[int, Panel] = {}
        self._socket = socket
        self._pass: Pass | None = None
        self._out = asyncio.Event()  # whoever looks is not who they were
        self._bad = 0
        self._asking: set[asyncio.Task[None]] = set()
        self._holding = asyncio.Semaphore(HOLDING)
        self._allowance, self._allowed_at = AT_ONCE, time.monotonic()

    async def live(self, first: Pass) -> None:
        """Until the page goes, its token runs out, or it is stuck. Raises TurnedAwayError."""
        self._pass = first
        listening = asyncio.create_task(self._listen(first))
        ends = (self.outbox.run(), self._beat(), self._out.wait())
        tasks = {listening, *(asyncio.create_task(each) for each in ends)}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for number in [*self.panels]:
                self._end(number)
            for error in await end(tasks | self._asking):
                self._note(error)
        if self._out.is_set():
            raise TurnedAwayError(BAD_TOKEN, NOT_IN)
        if not listening.cancelled() and isinstance(turned := listening.exception(), TurnedAwayError):
            raise turned

    def look(self) -> None:
        """Ends when whoever looks would not be let in again."""
        if self._pass is not None and not self.house.gate.lets(self._pass):
            self._out.set()

    def _note(self, error: BaseException) -> None:
        if not isinstance(error, ConnectionError | TurnedAwayError):
            self.house.counts.faults += 1
            log.error("a fault in serving a screen", exc_info=error)

    async def _listen(self, admitted: Pass) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as expiry:
                while True:
                    until = (self._pass or admitted).until
                    expiry.reschedule(loop.time() + (until - self.house.gate.now()) / 1000)
                    message = await self._socket.receive()
                    if message.type is not WSMsgType.TEXT:
                        return
                    await self._hear(message.data)
                    await self._pace()
                    await self.outbox.room()
        except TimeoutError:
            raise TurnedAwayError(4401, "the token has run out") from None

    async def _pace(self) -> None:
        """Sixteen panels of short segments ask a hundred times a second; who asks more waits, nobody else."""
        now = time.monotonic()
        self._allowance = min(AT_ONCE, self._allowance + (now - self._allowed_at) * PER_SECOND) - 1
        self._allowed_at = now
        if self._allowance < 0:
            await asyncio.sleep(-self._allowance / PER_SECOND)

    async def _hear(self, text: str) -> None:
        try:
            message = read_message(text)
        except RequestError as error:
            self._bad += 1
            if self._bad > BAD_MESSAGES:
                raise TurnedAwayError(NONSENSE, "too many messages that are none") from None
            self.outbox.say({"refused": error.code, "detail": str(error)})
            return
        match message:
            case Token():
                await self._renew(message)
            case Show():
                self._allowance -= SHOW
                self._show(message)
            case Offer() | Get():
                self._ask(message)
            case SeenReport():
                self._see(message)

    async def _renew(self, token: Token) -> None:
        before = self._pass
        self._pass = await self.house.gate.check(token.text, self.origin)
        if before is not None and before.screen != self._pass.screen:
            raise TurnedAwayError(4401, "the token is another screen's")
        for number in [n for n, panel in self.panels.items() if not self._may(panel.condition.camera.id)]:
            self._end(number)
            self.outbox.say({"panel": number, "refused": NO_CAMERA})

    def _may(self, camera: str) -> bool:
        return self._pass is not None and camera in self._pass.cameras

    def _show(self, show: Show) -> None:
        wanted = {wish.panel: wish for wish in show.wishes}
        for number in [*self.panels]:
            panel = self.panels[number]
            if number not in wanted or wanted[number].camera != panel.condition.camera.id:
                self._end(number)
        for wish in show.wishes:
            self._grant(wish)

    def _grant(self, wish: PanelRequest) -> None:
        condition = self.house.feeds.conditions.get(wish.camera)
        if condition is None or not self._may(wish.camera):
            self.outbox.say({"panel": wish.panel, "refused": NO_CAMERA})
            return
        if wish.panel not in self.panels:
            self.panels[wish.panel] = make_panel(wish.panel, condition, self.house.feeds, self.outbox)
        self.panels[wish.panel].wish(wish.main, wish.width)

    def _end(self, number: int) -> None:
        self._leave(self.panels.pop(number))

    def _leave(self, panel: Panel) -> None:
        panel.close()
        if isinstance(panel, RelayedPanel):
            self.house.relays.end((id(self), panel.number))

    def _see(self, message: SeenReport) -> None:
        """Of a panel that shows something else by now it is nothing."""
        if isinstance(panel := self.panels.get(message.panel), RelayedPanel):
            panel.seen(message.frozen)

    def _ask(self, message: Offer | Get) -> None:
        """Behind the loop: a gateway may take its time."""
        panel = self.panels.get(message.panel)
        if not isinstance(panel, RelayedPanel) or len(self._asking) >= ASKING:
            self.outbox.say({"panel": message.panel, "refused": "not_allowed" if panel else "no_panel"})
            return
        task = asyncio.create_task(self._answer(panel, message))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _answer(self, panel: RelayedPanel, message: Offer | Get) -> None:
        address = panel.address
        key = (id(self), panel.number)
        if isinstance(message, Offer):
            try:
                sdp = await self.house.relays.offer(key, address, message.sdp)
            except SourceError as error:
                self._reply(panel, {"panel": panel.number, "refused": error.detail})
                return
            self._reply(panel, {"answer": {"panel": panel.number, "sdp": sdp}})
            return
        async with self._holding:
            await self.outbox.room()
            got = await self.house.relays.get(key, address, message.path)
            told = {"panel": panel.number, "request": message.request, "status": got.status, "type": got.type}
            if self._reply(panel, {"got": told}) and not got.detail:
                self.outbox.got(panel.number, message.request, got.body)

    def _reply(self, panel: RelayedPanel, message: dict[str, object]) -> bool:
        """Nothing when the panel shows something else by now."""
        if self.panels.get(panel.number) is not panel:
            return False
        self.outbox.say(message, panel.number)
        return True

    async def _beat(self) -> None:
        """The page's clock and its sign that we live; returns when the page has taken nothing for long."""
        while True:
            if self.outbox.is_empty():
                self.outbox.say({"beat": round(time.time() * 1000)})
            await asyncio.sleep(BEAT_S)
            since = self.outbox.sending_since
            if since and time.monotonic() - since > STUCK_S:
                self.house.counts.stuck += 1
                return
