"""A made-up officer's seat at a wall: page, cookie, socket and commands as a person's, without a browser.

The wall gives it only in a demo world, and names it as what it is.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, CookieJar
from socketio import AsyncClient
from socketio.exceptions import SocketIOError

from city.cases.actors import DEMO_DESK
from demo.officer.officer import DemoOfficer, Wish
from streams.server.backoff import Backoff

TURN_S = (2.0, 6.0)  # between two things it does
ANSWER_S = 15
AWAY = (ClientError, SocketIOError, OSError, asyncio.TimeoutError)


class SeatRefusedError(Exception):
    """One sentence: the wall has no such seat to give."""


class DemoSeat:
    """`area`: the code of the desk it sits at; `token()` opens the wall; `turn`: s between two deeds."""

    def __init__(
        self,
        address: str,
        area: str,
        departments: Mapping[str, str],
        token: Callable[[], str | None],
        say: Callable[[str], None],
        turn: tuple[float, float] = TURN_S,
    ) -> None:
        parts = urlsplit(address)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.area, self.departments, self.say, self.turn = area, departments, say, turn
        self.token = token
        self.done = 0  # commands the wall took
        self.ahead = 0  # ms the wall's clock is ahead of ours

    async def run(self) -> None:
        """Until cancelled. Raises SeatRefusedError."""
        patience, told = Backoff(), False
        while True:
            try:
                async with ClientSession(
                    cookie_jar=CookieJar(unsafe=True), timeout=ClientTimeout(ANSWER_S)
                ) as http:
                    me = await self._seat(http)
                    patience.reset()
                    told = False
                    self.say(f"the demo desk sits at {self.area} as {me}")
                    await self._work(http, DemoOfficer(me, self.departments))
            except AWAY as error:
                if not told:
                    self.say(f"the demo desk waits for the wall ({type(error).__name__})")
                told = True
            await asyncio.sleep(patience.grow())

    async def _seat(self, http: ClientSession) -> str:
        console = f"{self.origin}/console/{quote(self.area)}"
        async with http.get(console, params={"start": self.token() or ""}) as page:
            await page.read()
        if page.status == 401:
            return await self._account(http)
        if page.status == 403:
            raise SeatRefusedError("the wall does not take the start token of web.keys_file")
        async with http.post(f"{self.origin}/api/seat", json={"role": "officer", "demo": True}) as answer:
            if answer.status >= 500 or answer.status == 404:
                raise ClientError(answer.reason)
            told = await answer.json()
        if answer.status >= 400:
            raise SeatRefusedError(str(told.get("error")))
        return str(told["id"])

    async def _account(self, http: ClientSession) -> str:
        """A demo of accounts: the one that is ours is taken as people take theirs."""
        door = f"{self.origin}/demo"
        async with http.get(door, params={"start": self.token() or ""}) as page:
            await page.read()
        if page.status == 403:
            raise SeatRefusedError("the wall does not take the start token of web.keys_file")
        async with http.post(door, data={"account": DEMO_DESK}, allow_redirects=False) as answer:
            await answer.read()
        if answer.status >= 500:
            raise ClientError(answer.reason)
        if answer.status >= 400:
            raise SeatRefusedError("the wall has no account for the demo desk")
        return DEMO_DESK

    async def _work(self, http: ClientSession, desk: DemoOfficer) -> None:
        async with ClientSession(cookie_jar=http.cookie_jar) as line:  # ends the socket whenever we are ended
            wire = AsyncClient(
                reconnection=False,
                serializer="msgpack",
                websocket_extra_options={"max_msg_size": 0},
                handle_sigint=False,
                http_session=line,
            )
            wire.on("queue", lambda queue: desk.hear(queue, self._now()))
            wire.on("hello", self._hello)
            try:
                await wire.connect(
                    self.origin,
                    headers={"Origin": self.origin},
                    transports=["websocket"],
                    wait_timeout=ANSWER_S,
                )
                await wire.call("desk", {"area": self.area}, timeout=ANSWER_S)
                await self._sit(http, wire, desk)
            finally:
                await wire.disconnect()

    async def _sit(self, http: ClientSession, wire: AsyncClient, desk: DemoOfficer) -> None:
        while wire.connected:
            await asyncio.sleep(random.uniform(*self.turn))
            wish = desk.next(self._now())
            if wish is not None:
                await self._do(http, wire, desk, wish)

    async def _do(self, http: ClientSession, wire: AsyncClient, desk: DemoOfficer, wish: Wish) -> None:
        case, do, data = wish.row["id"], wish.do, wish.data
        if do == "send":
            to = desk.whom(wish.row, await self._card(http, case))
            if to is None:
                desk.hold(case, self._now())
                return
            do, data = "dispatch", to
        told = {"case": case, "revision": wish.row["revision"], "do": do, "data": data}
        answer = await wire.call("command", {"command": secrets.token_hex(8), **told}, timeout=ANSWER_S)
        if isinstance(answer, dict) and answer.get("ok"):
            self.done += 1
        else:
            desk.hold(case, self._now())

    async def _card(self, http: ClientSession, case: str) -> dict[str, Any]:
        async with http.get(f"{self.origin}/api/cases/{quote(case, safe='')}") as answer:
            told: dict[str, Any] = await answer.json() if answer.status == 200 else {}
        return told

    def _hello(self, told: Mapping[str, Any]) -> None:
        self.ahead = int(told["now"]) - time.time_ns() // 1_000_000

    def _now(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead
