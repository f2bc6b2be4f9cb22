"""The bytes of a frame are what the golden files say, in both directions."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.rooms import frames
from tests.dashboard.write_golden import FOLDER, encoded

GOLDEN: dict[str, dict[str, Any]] = json.loads((FOLDER / "frames.json").read_text("utf-8"))


@pytest.mark.parametrize("name", GOLDEN)
def test_we_write_the_golden_bytes(name: str) -> None:
    assert encoded(GOLDEN[name]) == (FOLDER / f"{name}.bin").read_bytes()


@pytest.mark.parametrize("name", GOLDEN)
def test_we_read_the_golden_bytes(name: str) -> None:
    said, frame = GOLDEN[name], frames.decode((FOLDER / f"{name}.bin").read_bytes())
    for key in ("kind", "epoch", "room", "sequence", "at", "newest", "gone", "hidden", "state"):
        assert getattr(frame, key) == said[key]
    assert frame.truth == frames.Truth(said["redis_age"], said["gateway_age"], said["flags"])
    assert [list(pair) for pair in frame.names] == said["names"]
    for part, wanted in ((key, said[key]) for key in ("people", "moved", "looks", "grids")):
        rows = getattr(frame, part)
        assert [{k: int(row[k]) for k in w} for row, w in zip(rows, wanted, strict=True)] == wanted


GOOD = frames.encode(0, 1, 0, 1, 0.0, 0.0, frames.Truth(), [(frames.GONE, b"\1\5")])
HEAD = GOOD[:36]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\2", "frame: at least 36 bytes wanted, got 1"),
        (b"\1" + HEAD[1:], "frame: version 2 wanted, got 1"),
        (b"\2\2" + HEAD[2:], "frame: kind 0 or 1 wanted, got 2"),
        (GOOD + b"\0", "frame: 40 bytes wanted by its sections, got 41"),
        (GOOD[:-1], "frame: cut short at byte 38 of 39"),
        (b"\2\0\2" + GOOD[3:] + b"\3\1\0", "frame: section 3 once wanted, got it twice"),
        (HEAD + b"\3\2\2\5", "frame: section gone: varints: 3 numbers wanted for 2 rows, got 2"),
        (HEAD + b"\3\3\2\5\0", "frame: section gone: each index once wanted, got one twice"),
        (HEAD + b"\3\2\1\x85", "frame: section gone: varints: cut short"),
        (HEAD + b"\3\7\1\x85\x85\x85\x85\x85\1", "at most 5 bytes a number wanted, got 6"),
        (HEAD + b"\3\6\1\x80\x80\x80\x80\x10", "index from 0 to 4294967295 wanted"),
        (HEAD + b"\x08\4\1\0\7\0", "frame: section looks: state from 0 to 6 wanted"),
        (b"\2\1" + HEAD[2:] + b"\x08\4\1\0\1\0", "a snapshot that rests on nothing wanted"),
        (HEAD + b"\6\2[]", "frame: section state: Expected `object`, got `array`"),
    ],
)
def test_a_broken_frame_says_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        frames.decode(data)


def test_a_section_that_is_not_known_is_passed_over() -> None:
    data = GOOD[:2] + b"\2" + GOOD[3:] + b"\x63\4what"
    assert frames.decode(data).gone == [5]


@given(st.sampled_from(sorted(GOLDEN)), st.data())
def test_whatever_the_bytes_a_frame_is_read_or_refused(name: str, data: st.DataObject) -> None:
    octets = bytearray((FOLDER / f"{name}.bin").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(1, len(octets) - 1))] = data.draw(st.integers(0, 255))
    octets = octets[: data.draw(st.integers(0, len(octets)))] + data.draw(st.binary(max_size=8))
    with contextlib.suppress(ValueError):
        frame = frames.decode(bytes(octets))
        assert (np.diff(frame.people["index"].astype(int)) > 0).all()
        assert (abs(frame.people["lat"]) <= 90_000_000).all()


@pytest.mark.parametrize(("age", "said"), [(None, 65535), (-5, 0), (99, 0), (100, 1), (10**9, 65534)])
def test_an_age_always_fits_the_header(age: int | None, said: int) -> None:
    assert frames.tenths(age) == said
