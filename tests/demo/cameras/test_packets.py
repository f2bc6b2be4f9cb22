"""RTP packets of the demo cameras: small NAL units together, large ones in pieces, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cameras.pull.rtsp import rtp
from demo.cameras.packets import ROOM, Packets, payloads


def units(codec: str) -> st.SearchStrategy[list[bytes]]:
    head = b"\x65" if codec == "h264" else b"\x26\x01"
    sizes = st.one_of(st.integers(1, 60), st.integers(ROOM - 8, ROOM + 8), st.integers(ROOM, 5 * ROOM))
    return st.lists(
        sizes.map(lambda size: head + bytes(range(1, 252)) * (size // 251) + b"\x07" * (size % 251 + 1))
    )


def joined(codec: str, bodies: list[bytes]) -> list[bytes]:
    """NAL units out of payloads, as the two RFCs say."""
    found: list[bytes] = []
    width, together, piece = (1, 24, 28) if codec == "h264" else (2, 48, 49)
    for body in bodies:
        kind = body[0] & 0x1F if codec == "h264" else body[0] >> 1 & 0x3F
        if kind == together:
            at = width
            while at < len(body):
                size = int.from_bytes(body[at : at + 2], "big")
                found.append(body[at + 2 : at + 2 + size])
                at += 2 + size
        elif kind == piece:
            told, data = body[width], body[width + 1 :]
            if told & 0x80 and codec == "h264":
                found.append(bytes([body[0] & 0xE0 | told & 0x1F]))
            elif told & 0x80:
                found.append(bytes([body[0] & 0x81 | (told & 0x3F) << 1, body[1]]))
            found[-1] += data
        else:
            found.append(body)
    return found


@pytest.mark.parametrize("codec", ["h264", "h265"])
@given(data=st.data())
def test_what_goes_in_comes_out_and_no_packet_is_too_large(codec: str, data: st.DataObject) -> None:
    nals = data.draw(units(codec))
    bodies = list(payloads(codec, nals))
    assert joined(codec, bodies) == nals
    assert all(len(body) <= ROOM + 2 for body in bodies)


def test_small_units_share_a_packet_and_large_ones_are_cut() -> None:
    small, large = b"\x67" + b"a" * 20, b"\x65" + b"b" * 4000
    kinds = [body[0] & 0x1F for body in payloads("h264", [small, small, large, small])]
    assert kinds == [24, 28, 28, 28, 7]


def test_packets_are_numbered_on_and_the_last_of_a_picture_is_marked() -> None:
    packets = Packets("h264", 0x12345678)
    packets.number = 0xFFFE
    made = packets.of([b"\x65" + b"b" * 4000], (1 << 32) + 9000)
    told = [rtp.parts(memoryview(packet)) for packet in made]
    assert [part and part[:4] for part in told] == [
        (0, 96, 0xFFFE, 9000),
        (0, 96, 0xFFFF, 9000),
        (128, 96, 0, 9000),
    ]
