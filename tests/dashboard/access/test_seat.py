"""A seat's cookie: what was signed here is believed, anything else is no seat."""

from __future__ import annotations

import pytest

from dashboard.access.seat import Seat, seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32
SEAT = Seat("seat-3", "head")


def test_what_was_signed_is_believed() -> None:
    assert unseal(KEY, seal(KEY, SEAT)) == SEAT


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "seat-3",
        seal(OTHER, SEAT),
        seal(KEY, SEAT)[:-1],
        seal(KEY, SEAT) + "x",
        seal(KEY, Seat("seat-3", "clerk")),
        seal(KEY, Seat("clerk", "officer")),
        seal(KEY, Seat("seat-0", "officer")),
        "x" * 10_000,
        "\x00\xff",
    ],
)
def test_a_forged_or_foreign_cookie_is_no_seat(cookie: str) -> None:
    assert unseal(KEY, cookie) is None
