"""The bytes of a frame are what the golden files say, in both directions."""

from __future__ import annotations

import json
from typing import Any

import pytest

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
    for part, wanted in (("people", said["people"]), ("grids", said["grids"])):
        rows = getattr(frame, part)
        assert [{k: int(row[k]) for k in w} for row, w in zip(rows, wanted, strict=True)] == wanted


def test_every_body_starts_on_a_multiple_of_four() -> None:
    data = frames.encode(
        0, 1, 0, 1, 0.0, 0.0, frames.Truth(), [(frames.STATE, b"{}"), (frames.GONE, b"\1\0\0\0")]
    )
    assert len(data) == 40 + 8 + 4 + 8 + 4
    assert frames.decode(data).gone == [1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\1", "frame: at least 40 bytes wanted, got 1"),
        (b"\2" + b"\0" * 39, "frame: version 1 wanted, got 2"),
        (b"\1" + b"\0" * 40, "frame: 40 bytes wanted by its sections, got 41"),
    ],
)
def test_a_broken_frame_says_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        frames.decode(data)


@pytest.mark.parametrize(("age", "said"), [(None, 65535), (-5, 0), (99, 0), (100, 1), (10**9, 65534)])
def test_an_age_always_fits_the_header(age: int | None, said: int) -> None:
    assert frames.tenths(age) == said
