"""Socket.IO over WebSocket on wires of our own: MessagePack, bounded, one event encoded once for many."""

from __future__ import annotations

from flask import Flask
from flask_socketio import SocketIO
from socketio.msgpack_packet import MsgPackPacket
from socketio.packet import EVENT

from dashboard.transport.packets import ScreenPacket
from dashboard.transport.websocket import Wire

PING_SECONDS, PONG_SECONDS = 10, 20


def packed_event(frame: bytes) -> bytes:
    """A frame as the Socket.IO event `frame`, encoded once for everyone in a room."""
    encoded: bytes = MsgPackPacket(EVENT, data=["frame", frame], namespace="/").encode()
    return encoded


def on_wires(server: Flask, waiting: int, stuck_seconds: float) -> SocketIO:
    """WebSocket only; `waiting` messages may wait for a screen, which is let go after `stuck_seconds`."""
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
    bound = type("BoundWire", (Wire,), {"limit": waiting, "stuck_seconds": float(stuck_seconds)})
    driver._async = {**driver._async, "websocket": bound}
    return socketio
