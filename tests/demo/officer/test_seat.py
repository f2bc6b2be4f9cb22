"""The made-up officer's seat ends cleanly whenever it is told to, also in the middle of coming in."""

import asyncio
import gc
import warnings

import pytest
from aiohttp import web

from demo.officer.seat import DemoSeat
from tests.patience import PATIENCE

OPEN = '0{"sid":"a","upgrades":[],"pingTimeout":20000,"pingInterval":25000,"maxPayload":1000000}'


class HalfWall:
    """A wall that gives the seat and then says nothing: before, in or after the handshake of the socket."""

    def __init__(self, stops: str) -> None:
        self.stops, self.reached = stops, asyncio.Event()

    async def page(self, request: web.Request) -> web.Response:
        return web.Response(text="a console")

    async def seat(self, request: web.Request) -> web.Response:
        return web.json_response({"id": "demo-desk", "role": "officer"})

    async def socket(self, request: web.Request) -> web.StreamResponse:
        if self.stops == "before":
            self.reached.set()
            await asyncio.sleep(PATIENCE)
        line = web.WebSocketResponse()
        await line.prepare(request)
        if self.stops == "after":
            await line.send_str(OPEN)
        self.reached.set()
        async for _ in line:
            pass
        return line


async def ended_while_connecting(stops: str) -> bool:
    wall, app = HalfWall(stops), web.Application()
    app.add_routes([web.get("/console/{code}", wall.page), web.post("/api/seat", wall.seat)])
    app.add_routes([web.get("/socket.io/", wall.socket)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    seat = DemoSeat(f"http://127.0.0.1:{port}", "0", {}, lambda: "token", lambda said: None)
    work = asyncio.create_task(seat.run())
    await asyncio.wait_for(wall.reached.wait(), PATIENCE)
    await asyncio.sleep(0)
    work.cancel()
    await asyncio.wait([work])
    await runner.cleanup()
    return work.cancelled()


@pytest.mark.parametrize("stops", ["before", "in", "after"])
def test_a_seat_that_is_ended_while_it_comes_in_leaves_nothing_open(
    stops: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert asyncio.run(ended_while_connecting(stops))
        gc.collect()
    assert [str(one.message) for one in told if issubclass(one.category, ResourceWarning)] == []
    assert "Traceback" not in capfd.readouterr().err
