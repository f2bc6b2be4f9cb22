"""What a screen may say at all: small, flat, and of a known kind. Anything else ends its connection quietly.

Socket.IO would raise where it reads, which is a traceback in the log for each message a stranger cares to
send. Knows no event by its meaning.
"""

from __future__ import annotations

import logging
from typing import Any

import msgpack
from socketio import packet
from socketio.msgpack_packet import MsgPackPacket

LONGEST = {
    "max_str_len": 64 * 1024,
    "max_bin_len": 0,
    "max_ext_len": 2,
    "max_array_len": 16,
    "max_map_len": 32,
}
ITS_OWN = frozenset({"connect", "disconnect", "__disconnect_final"})  # what the server tells itself
NESTED, DEEPEST = frozenset({"wall", "beat"}), 6
PLAIN = (str, int, float, type(None))  # bool is an int
UNREADABLE = (ValueError, TypeError, KeyError, RecursionError)
log = logging.getLogger(__name__)


class ScreenPacket(MsgPackPacket):  # type: ignore[misc]  # python-socketio ships no types
    """What cannot be read is taken for a goodbye."""

    def decode(self, encoded_packet: Any) -> None:
        try:
            kind, number, data = read(encoded_packet)
        except UNREADABLE as error:
            log.info("a screen sent what no page sends and was let go: %s", str(error)[:100])
            kind, number, data = packet.DISCONNECT, None, None
        self.packet_type, self.id, self.data, self.namespace = kind, number, data, "/"


def read(encoded: Any) -> tuple[int, int | None, Any]:
    """Kind, number to answer to, and content. Raises one of UNREADABLE."""
    told = msgpack.loads(encoded, ext_hook=nothing, **LONGEST)
    kind, number, data = told["type"], told.get("id"), told.get("data")
    if told["nsp"] != "/" or type(kind) is not int:
        raise ValueError("a packet of this server's one namespace wanted")
    if number is not None and type(number) is not int:
        raise ValueError("a whole number to answer to wanted")
    if kind == packet.EVENT:
        return kind, number, event(data)
    if kind not in (packet.CONNECT, packet.DISCONNECT):
        raise ValueError("an event wanted")
    return kind, number, None


def nothing(code: int, data: bytes) -> None:
    """JavaScript's undefined, which socket.io-client packs as an extension of its own, in every hello."""
    if (code, data) != (0, b"\0"):
        raise ValueError("plain values wanted")


def event(data: Any) -> list[Any]:
    """A name and at most one mapping of plain values, lists of texts, and such mappings: a command's data.
    What is said of screens has parts within parts, which its own reading (msgspec) checks one by one."""
    name, *told = data if isinstance(data, list) else [None]
    if not isinstance(name, str) or name in ITS_OWN or len(told) > 1:
        raise ValueError("the name of an event and one value wanted")
    for value in told:
        if name in NESTED and nested(value, DEEPEST):
            continue
        if not plain(value) and not (isinstance(value, dict) and all(map(plain, value.values()))):
            raise ValueError("plain values wanted")
    return [name, *told]


def plain(value: Any) -> bool:
    """A value, a list of texts, or a mapping of these."""
    inside = value.values() if isinstance(value, dict) else (value,)
    return all(isinstance(each, PLAIN) or texts(each) for each in inside)


def nested(value: Any, deep: int) -> bool:
    """Values, lists and mappings in one another, so many deep."""
    if not isinstance(value, dict | list):
        return isinstance(value, PLAIN)
    inside = value.values() if isinstance(value, dict) else value
    return deep > 0 and all(nested(each, deep - 1) for each in inside)


def texts(value: Any) -> bool:
    """A list as of cameras' ids."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
