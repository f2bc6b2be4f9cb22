"""The live link to a page: Socket.IO over WebSocket, on wires of our own. Translates; decides nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import EVENT

from dashboard.access.camera_pass import grant
from dashboard.access.viewer import VIEWER_KEY
from dashboard.console.commands import acknowledge, carry_out, refused
from dashboard.live.engine import Engine
from dashboard.rooms.rooms import Screen
from dashboard.settings.sections import WebSettings
from dashboard.transport.packets import ScreenPacket
from dashboard.transport.websocket import ENVIRON_KEY, Wire

PING_SECONDS, PONG_SECONDS = 10, 20
log = logging.getLogger(__name__)


def packed_event(frame: bytes) -> bytes:
    """A frame as the Socket.IO event `frame`, encoded once for everyone in a room."""
    encoded: bytes = MsgPackPacket(EVENT, data=["frame", frame], namespace="/").encode()
    return encoded


def wire_class(settings: WebSettings) -> type[Wire]:
    """The wire with this installation's bounds."""
    bounds = {"limit": settings.waiting, "stuck_seconds": float(settings.stuck_seconds)}
    return type("BoundWire", (Wire,), bounds)


def on_wires(server: Flask, settings: WebSettings) -> SocketIO:
    """Socket.IO in MessagePack, WebSocket only, each on a wire of ours."""
    socketio = SocketIO(
        server,
        async_mode="gevent",
        serializer=ScreenPacket,
        transports=["websocket"],
        manage_session=False,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
    )
    driver = socketio.server.eio
    driver._async = {**driver._async, "websocket": wire_class(settings)}
    return socketio


def register(server: Flask, engine: Engine) -> SocketIO:
    """Answers what walls and consoles ask; says `hello` and `world`."""
    socketio = on_wires(server, engine.settings.web)

    def connect(_: object = None) -> None:
        told = request.environ
        screen = Screen(sid(), told[ENVIRON_KEY], told[VIEWER_KEY], origin=str(told.get("HTTP_ORIGIN", "")))
        screen.wire.on_drained = lambda: engine.redraw(screen)
        engine.screens[screen.sid] = screen
        socketio.emit("hello", hello(engine, screen), to=screen.sid)

    def disconnect(_: object = None) -> None:
        screen = engine.screens.get(sid())
        if screen is not None:
            engine.left(screen)

    def answering(act: Callable[[Screen, Any], Any]) -> Callable[..., Any]:
        def handle(told: Any = None) -> Any:
            screen = engine.screens.get(sid())
            return refused("not connected") if screen is None else act(screen, told)

        return handle

    engine.on_world.append(lambda: socketio.emit("world", world_of(engine)))
    engine.troubles.on_change.append(lambda: socketio.emit("troubles", engine.troubles.page()))
    socketio.on_event("connect", connect)
    socketio.on_event("disconnect", disconnect)
    socketio.on_event("join", answering(lambda screen, told: join(engine, screen, told)))
    socketio.on_event("resync", answering(lambda screen, told: resync(engine, screen)))
    socketio.on_event("clock", lambda _=None: engine.clock())
    socketio.on_event("acknowledge", answering(lambda s, told: acknowledge(engine, s.viewer, told)))
    socketio.on_event("cameras", answering(lambda screen, told: grant(engine, screen, told)))
    socketio.on_event("command", answering(lambda s, told: carry_out(engine, s.viewer, told)))
    socketio.on_event("desk", answering(lambda screen, told: sit(engine, screen, told)))
    socketio.on_event("desk_left", answering(lambda screen, told: rise(engine, screen)))
    socketio.on_event("touch", answering(lambda screen, told: touch(engine, screen, told)))
    return socketio


def hello(engine: Engine, screen: Screen) -> dict[str, Any]:
    viewer = {"id": screen.viewer.id, "role": screen.viewer.role}
    return {
        "build": engine.build,
        "epoch": engine.epoch,
        "now": engine.clock(),
        "viewer": viewer,
        "troubles": engine.troubles.page(),
        **world_of(engine),
    }


def world_of(engine: Engine) -> dict[str, Any]:
    """The world and its remarks as `[zh, en]`; a replay may begin, or tell of itself, under an open page."""
    return {"world": engine.world, "notes": engine.notes}


def sid() -> str:
    """The id Socket.IO gave to whoever sent the event being handled."""
    return str(request.sid)  # type: ignore[attr-defined]  # set by Flask-SocketIO


def asked_area(engine: Engine, screen: Screen, told: Any) -> str | dict[str, Any]:
    """The code of an area this viewer may see, or the refusal."""
    code = told.get("area") if isinstance(told, dict) else None
    areas = engine.live.areas
    if not isinstance(code, str) or code not in areas:
        return refused(f"no area of this city has the code {str(code)[:64]}")
    if not areas.within(code, screen.viewer.scope):
        return refused(f"the area {code} is outside what you may see")
    return code


def join(engine: Engine, screen: Screen, told: Any) -> dict[str, Any]:
    """Move a screen to an area; the snapshot is on its way before this answers."""
    code = asked_area(engine, screen, told)
    if isinstance(code, dict):
        return code
    room = engine.pump.join(screen, code, engine.clock())
    return {"ok": True, "room": room.first, "epoch": engine.epoch}


def sit(engine: Engine, screen: Screen, told: Any) -> dict[str, Any]:
    """Watch an area's queue; the whole is on its way before this answers."""
    code = asked_area(engine, screen, told)
    if isinstance(code, dict):
        return code
    engine.desks.open(screen, code, engine.clock())
    return {"ok": True}


def rise(engine: Engine, screen: Screen) -> dict[str, Any]:
    engine.desks.leave(screen)
    return {"ok": True}


def touch(engine: Engine, screen: Screen, told: Any) -> None:
    """A keystroke of a case's owner: it is not left alone."""
    case = engine.live.cases.get(str(told.get("case"))) if isinstance(told, dict) else None
    if case is not None and case.owner == screen.viewer.id:
        engine.attendance.touched(case.id, engine.clock())


def resync(engine: Engine, screen: Screen) -> dict[str, Any]:
    """The snapshot again."""
    if screen.room is None:
        return refused("join an area first")
    engine.pump.snapshot(screen, engine.clock())
    return {"ok": True, "room": screen.room.first, "epoch": engine.epoch}
