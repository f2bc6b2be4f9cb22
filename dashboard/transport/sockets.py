"""Socket.IO over WebSocket on wires of our own: MessagePack, bounded, one event encoded once for many."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Flask
from flask_socketio import SocketIO
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import EVENT

from dashboard.transport.packets import ScreenPacket
from dashboard.transport.websocket import Wire, packed

_EVENT: bytes = MsgPackPacket(EVENT, data=["frame", b""], namespace="/").encode()
EVENT_HEAD, EVENT_TAIL = _EVENT.split(b"\xc4\0")  # around the bytes of a frame
PING_SECONDS, PONG_SECONDS = 10, 20


def packed_event(frame: bytes) -> bytes:
    """A frame as the Socket.IO event `frame`, encoded once for everyone in a room."""
    size = len(frame)
    head = (
        b"\xc4%c" % size
        if size < 256
        else b"\xc5" + size.to_bytes(2)
        if size < 65536
        else b"\xc6" + size.to_bytes(4)
    )
    return EVENT_HEAD + head + frame + EVENT_TAIL


def packed_message(name: str, value: Any) -> bytes:
    """Any event as a wire sends it, encoded once for everyone who is told."""
    return packed(msgspec.msgpack.encode({"type": EVENT, "data": [name, value], "nsp": "/"}))


def on_wires(server: Flask, waiting: int, stuck_seconds: float, origin: str | None = None) -> SocketIO:
    """WebSocket only; `waiting` messages may wait for a screen, which is let go after `stuck_seconds`.
    `origin` is what people open, where a proxy speaks another scheme with us than they with it."""
    socketio = SocketIO(
        server,
        async_mode="gevent",
        serializer=ScreenPacket,
        transports=["websocket"],
        cors_allowed_origins=origin,
        manage_session=False,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
    )
    driver = socketio.server.eio
    bound = type("BoundWire", (Wire,), {"limit": waiting, "stuck_seconds": float(stuck_seconds)})
    driver._async = {**driver._async, "websocket": bound}
    return socketio
