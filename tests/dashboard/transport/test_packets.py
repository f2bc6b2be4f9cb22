"""What a screen may say: anything else is a goodbye, and no fault."""

from __future__ import annotations

from typing import Any

import msgpack
import pytest
from socketio import packet
from socketio.msgpack_packet import MsgPackPacket

from dashboard.transport.packets import ScreenPacket
from dashboard.transport.sockets import packed_event


def said(**told: Any) -> ScreenPacket:
    return ScreenPacket(encoded_packet=msgpack.packb({"type": 2, "nsp": "/", **told}))


def test_an_event_with_a_flat_mapping_is_read() -> None:
    got = said(id=7, data=["join", {"area": "44", "again": True, "age": 1.5}])
    assert (got.packet_type, got.id) == (packet.EVENT, 7)
    assert got.data == ["join", {"area": "44", "again": True, "age": 1.5}]
    assert said(type=0).packet_type == packet.CONNECT


def test_a_mapping_may_hold_a_list_of_texts() -> None:
    told = ["cameras", {"screen": "s1", "cameras": ["a"] * 16}]
    assert said(id=8, data=told).data == told


def test_a_command_may_hold_a_mapping_and_a_long_text() -> None:
    told = [
        "command",
        {"do": "note", "revision": 3, "data": {"text": "路" * 4000, "photos": ["a"], "ok": True}},
    ]
    assert said(id=9, data=told).data == told


def scene(*panels: Any) -> list[Any]:
    return ["wall", {"command": "c", "do": "save_scene", "data": {"name": "n", "panels": list(panels)}}]


def test_what_is_said_of_screens_has_parts_within_parts_and_no_other_event_has() -> None:
    told = scene({"kind": "cameras", "cameras": ["a"] * 16}, {"kind": "map"})
    assert said(id=9, data=told).data == told
    assert said(id=9, data=["command", told[1]]).packet_type == packet.DISCONNECT
    deep: Any = "x"
    for _ in range(7):
        deep = [deep]
    assert said(id=9, data=scene(deep)).packet_type == packet.DISCONNECT
    assert said(id=9, data=scene(*(["a"] * 17))).packet_type == packet.DISCONNECT


def test_the_undefined_that_socket_io_client_packs_is_nothing() -> None:
    assert said(type=0, data=msgpack.ExtType(0, b"\0")).packet_type == packet.CONNECT
    assert said(type=0, data=msgpack.ExtType(1, b"\0")).packet_type == packet.DISCONNECT


@pytest.mark.parametrize(
    "told",
    [
        {"type": 5, "data": ["join"]},
        {"type": 99},
        {"type": "2"},
        {"type": []},
        {"nsp": "/other"},
        {"nsp": 5},
        {"id": {}, "data": ["clock"]},
        {"id": "x", "data": ["clock"]},
        {"data": None},
        {"data": []},
        {"data": {"a": 1}},
        {"data": [5]},
        {"data": ["connect"]},
        {"data": ["disconnect"]},
        {"data": ["join", 1, 2]},
        {"data": ["cameras", {"cameras": [["a"]]}]},
        {"data": ["cameras", {"cameras": [1]}]},
        {"data": ["cameras", {"cameras": ["a"] * 17}]},
        {"data": ["join", [1]]},
        {"data": ["join", b"44"]},
        {"data": ["join", {"area": "x" * 70_000}]},
        {"data": ["command", {"data": {"a": {"b": {"c": 1}}}}]},
    ],
)
def test_what_no_page_sends_is_a_goodbye(told: dict[str, Any]) -> None:
    got = said(**told)
    assert (got.packet_type, got.namespace, got.data) == (packet.DISCONNECT, "/", None)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xc0",
        b"\x90",
        b"\x80",
        b"\xdf\xff\xff\xff\xff",
        b"\x81\xa4data\xdd\xff\xff\xff\xff",
        b"\x83\xa4type\x02\xa3nsp\xa1/\xa4data\x92\xa4join" + b"\x91" * 900 + b"\xc0",
        b"\x91" * 60_000,
        "4text",
    ],
)
def test_bytes_that_are_no_packet_are_a_goodbye(raw: Any) -> None:
    assert ScreenPacket(encoded_packet=raw).packet_type == packet.DISCONNECT


@pytest.mark.parametrize("size", [0, 255, 256, 65_535, 65_536])
def test_a_frame_is_packed_as_socket_io_would_pack_it(size: int) -> None:
    frame = b"f" * size
    wanted = MsgPackPacket(packet.EVENT, data=["frame", frame], namespace="/").encode()
    assert packed_event(frame) == wanted
