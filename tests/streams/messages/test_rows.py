"""The `fixes` field: many rows in one entry, read at once when they are in order, else row by row."""

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.messages.positions import decode_positions
from streams.messages.rows import LONGEST, fixes_field
from tests.streams.entries import NOW, entry, fix

GOOD: list[Any] = ["w", NOW, 23.03, 113.97]

REFUSED = {
    "lat must be between -90 and 90, got 113.9": ["w", NOW, 113.9, 23.0],
    "lat must be between -90 and 90, got nan": ["w", NOW, float("nan"), 23.0],
    "lon must be between -180 and 180, got inf": ["w", NOW, 23.0, float("inf")],
    "lat must be a number, got north": ["w", NOW, "north", 23.0],
    "lat must be a number, got True": ["w", NOW, True, 23.0],
    "lon must be a number, got nothing": ["w", NOW, 23.0],
    "inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got 7": [7, NOW, 23.0, 113.0],
    "inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got 张三": ["张三", NOW, 23.0, 113.0],
    "time must be epoch milliseconds, got 1795416787 (which looks like seconds)": [
        "w",
        NOW // 1000,
        23.0,
        113.0,
    ],
    "time must be whole epoch milliseconds, got 1795416787000.5": ["w", NOW + 0.5, 23.0, 113.0],
    "time must be whole epoch milliseconds, got nan": ["w", float("nan"), 23.0, 113.0],
    "time must be whole epoch milliseconds, got 18446744073709551615": ["w", 2**64 - 1, 23.0, 113.0],
    "lat and lon must be a place, got (0, 0), which phones send when they know none": ["w", NOW, 0, 0],
    "a row must be an array of 9 values, got 1 bytes": 5,
}


@pytest.mark.parametrize(("sentence", "row"), REFUSED.items(), ids=REFUSED)
def test_a_broken_row_rejects_itself_alone_and_says_which(sentence: str, row: object) -> None:
    decoded = decode_positions([entry(0, fixes=fixes_field([GOOD, row, GOOD]))])  # type: ignore[list-item]
    assert [r.reason for r in decoded.rejects] == [f"positions {NOW}-0 row 1: {sentence}"]
    assert decoded.rejects[0].row == 1
    assert decoded.batch.inspector == ["w", "w"]


@pytest.mark.parametrize("word", [None, "NULL"], ids=["numbers", "words"])
def test_optional_values_of_no_use_in_rows_are_not_told_and_the_rows_kept(word: str | None) -> None:
    rows = [
        ["a", NOW, 23.0, 113.0, 5, -1, 511, 101],
        ["b", NOW, 23.0, 113.0, float("nan"), 1.5, None, 80],
        ["c", NOW, 23.0, 113.0, 200_000, word, word, word, word],
    ]
    decoded = decode_positions([entry(0, fixes=fixes_field(rows))])
    assert decoded.batch.inspector == ["a", "b", "c"]
    assert (decoded.rejects, decoded.sos, decoded.doubts) == ([], [], [])
    more = 0 if word is None else 1
    assert decoded.not_told == {"accuracy": 2, "speed": 1 + more, "heading": 1 + more, "battery": 1 + more}
    assert decoded.batch.speed[1] == 1.5
    assert np.isnan(decoded.batch.speed[[0, 2]]).all()


def test_a_row_with_a_value_of_another_kind_keeps_its_place() -> None:
    decoded = decode_positions([entry(0, fixes=fixes_field([[*GOOD, [1], True, {"a": 1}, "80"]]))])
    assert (len(decoded.batch), decoded.batch.battery[0]) == (1, 80)
    assert decoded.not_told == {"accuracy": 1, "speed": 1, "heading": 1}


def test_rows_arrive_whole_in_the_order_of_the_stream_among_plain_fixes() -> None:
    rows = [["a", NOW, 23.1, 113.1, 5, 1.5, 90, 80, 0], ["b", float(NOW), 23, 113]]
    batch = decode_positions([fix(-1, inspector="first"), entry(0, fixes=fixes_field(rows)), fix(1)]).batch
    assert batch.inspector == ["first", "a", "b", "w1"]
    assert batch.lat.tolist() == [23.03, 23.1, 23.0, 23.03]
    assert batch.received.tolist() == [NOW - 1, NOW, NOW, NOW + 1]
    assert (batch.accuracy[1], batch.speed[1], batch.heading[1], batch.battery[1]) == (5, 1.5, 90, 80)
    assert np.isnan(batch.battery[2])


def test_text_that_is_not_utf8_spoils_only_its_row() -> None:
    bad = fixes_field([GOOD, ["BAD", NOW, 23.0, 113.0], GOOD]).replace(b"BAD", b"\xff\xfe\xfd")
    decoded = decode_positions([entry(0, fixes=bad)])
    assert len(decoded.batch) == 2
    assert decoded.rejects[0].reason.startswith(f"positions {NOW}-0 row 1: a row must be")


@pytest.mark.parametrize(
    "field", [b"", b"\xc1", b"not messagepack", msgspec.msgpack.encode({"a": 1}), b"\x92\x93", b"\x91" * 9999]
)
def test_a_field_that_is_no_array_of_rows_is_refused_as_a_whole(field: bytes) -> None:
    decoded = decode_positions([entry(0, fixes=field), fix(1)])
    assert [r.row for r in decoded.rejects] == [None]
    assert "fixes must be one MessagePack array of at most 5,000 rows" in decoded.rejects[0].reason
    assert decoded.batch.inspector == ["w1"]


def test_rows_above_the_limit_are_left_out_but_a_call_for_help_among_them_is_heard() -> None:
    rows = [*[GOOD] * (LONGEST + 2), [*GOOD, None, None, None, None, 1]]
    decoded = decode_positions([entry(0, fixes=fixes_field(rows))])
    assert len(decoded.batch) == LONGEST + 1
    assert [r.row for r in decoded.rejects] == [LONGEST]
    assert [s.inspector for s in decoded.sos] == ["w"]


@given(
    st.lists(
        st.one_of(
            st.recursive(
                st.none()
                | st.integers(-(2**63), 2**64 - 1)
                | st.floats()
                | st.text()
                | st.binary()
                | st.booleans(),
                st.lists,
                max_leaves=10,
            )
        ),
        max_size=5,
    ),
    st.integers(0, 20),
)
def test_nothing_in_a_row_disturbs_its_neighbours(odd: list[object], at: int) -> None:
    good = [[f"good-{i}", *GOOD[1:]] for i in range(20)]
    decoded = decode_positions([entry(0, fixes=fixes_field([*good[:at], *odd, *good[at:]]))])  # type: ignore[list-item]
    assert [name for name in decoded.batch.inspector if name.startswith("good-")] == [row[0] for row in good]


@given(st.binary(max_size=60))
def test_no_bytes_at_all_stop_the_reader(field: bytes) -> None:
    decoded = decode_positions([fix(0), entry(1, fixes=field), fix(2)])
    assert {"w0", "w2"} <= set(decoded.batch.inspector)
