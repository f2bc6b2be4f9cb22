"""Positions in, one checked batch out: what is accepted, what is refused, and in which words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.messages.gathered import Gathered
from streams.messages.plain import read_one, sos_fields
from streams.messages.positions import decode_positions, heartbeat_fields
from tests.streams.entries import NOW, entry, fix

REFUSED = {
    "lat must be between -90 and 90, got 113.9": {"lat": 113.9},
    "lon must be between -180 and 180, got -180.1": {"lon": -180.1},
    "lat must be between -90 and 90, got nan": {"lat": "nan"},
    "lon must be between -180 and 180, got -inf": {"lon": "-inf"},
    "lat must be between -90 and 90, got 1e400": {"lat": "1e400"},
    "lat must be a number, got north": {"lat": "north"},
    "lat must be a number, got 23,03": {"lat": "23,03"},
    "lat must be a number, got 2_3.0": {"lat": "2_3.0"},
    "lat must be a number, got nothing": {"lat": ""},
    "lon must be a number, got nothing": {"lon": None},
    "lat must be a number, got \\xff23": {"lat": b"\xff23"},
    "lat and lon must be a place, got (0, 0), which phones send when they know none": {
        "lat": 0,
        "lon": "0.0",
    },
    "inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got nothing": {"inspector": ""},
    "inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got 张三": {"inspector": "张三"},
    "inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got a,b": {"inspector": "a,b"},
    "inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got \\xff\\xfe": {"inspector": b"\xff\xfe"},
    f"inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got {'w' * 60}…": {"inspector": "w" * 65},
    "time must be epoch milliseconds or ISO 8601 with a zone, got nothing": {"time": None},
    "time must be epoch milliseconds or ISO 8601 with a zone, got soon": {"time": "soon"},
    "time must be epoch milliseconds or ISO 8601 with a zone, got 2026-11-23T14:53:07 (without a zone)": {
        "time": "2026-11-23T14:53:07"
    },
    "time must be epoch milliseconds, got 1795416787 (which looks like seconds)": {"time": NOW // 1000},
    "time must be epoch milliseconds, got 99999999999999999999": {"time": "9" * 20},
    f"time must be epoch milliseconds or ISO 8601 with a zone, got {'9' * 60}…": {"time": "9" * 5000},
    "time must be epoch milliseconds or ISO 8601 with a zone, got -5": {"time": -5},
    f"time must be at most 2 min ahead of its arrival, got {NOW + 120_001} (120 s ahead)": {
        "time": NOW + 120_001
    },
}


@pytest.mark.parametrize(("sentence", "broken"), REFUSED.items(), ids=REFUSED)
def test_a_broken_fix_rejects_itself_alone_and_says_why(sentence: str, broken: dict[str, object]) -> None:
    decoded = decode_positions([fix(-2, inspector="before"), fix(0, **broken), fix(2, inspector="after")])
    assert decoded.batch.inspector == ["before", "after"]
    assert [r.reason for r in decoded.rejects] == [f"positions {NOW}-0: {sentence}"]
    assert (decoded.rejects[0].stream, decoded.rejects[0].entry, decoded.rejects[0].row) == (
        "positions",
        f"{NOW}-0",
        None,
    )


def test_a_good_fix_arrives_whole() -> None:
    batch = decode_positions(
        [fix(5, accuracy=8, speed="1.5", heading=360, battery=0, sos=0, extra="?")]
    ).batch
    assert (batch.inspector, batch.lat[0], batch.lon[0]) == (["w5"], 23.03, 113.97)
    assert (batch.time[0], batch.received[0]) == (NOW + 5, NOW + 5)
    told = (batch.accuracy[0], batch.speed[0], batch.heading[0], batch.battery[0], batch.sos[0])
    assert told == (8, 1.5, 360, 0, False)


def test_what_a_phone_does_not_tell_is_nan() -> None:
    batch = decode_positions([fix(0, speed=1), fix(1), fix(2, speed="")]).batch
    assert np.isnan(batch.speed).tolist() == [False, True, True]
    assert np.isnan(batch.battery).all()


UNKNOWN = {  # what phones and their gateways send when they do not know
    "accuracy": [-1, "NULL", 100_000.5, "nan", "N/A"],
    "speed": ["-1.0", 200.5, "null", "1e400", "--"],
    "heading": [511, -1, "361", "无"],
    "battery": [101, "101 %", "100.0000001", "full", "\\N", b"\xff"],
}


@pytest.mark.parametrize("value", [(name, value) for name in UNKNOWN for value in UNKNOWN[name]], ids=str)
def test_an_optional_value_of_no_use_is_not_told_counted_and_costs_nothing(value: tuple[str, object]) -> None:
    name, said = value
    good = {"accuracy": 5, "speed": 1, "heading": 90, "battery": 80}
    decoded = decode_positions([fix(0, **good), fix(1, **{**good, name: said}), fix(2, **good)])
    assert decoded.rejects == []
    assert (decoded.batch.inspector, decoded.not_told) == (["w0", "w1", "w2"], {name: 1})
    assert np.isnan(getattr(decoded.batch, name)).tolist() == [False, True, False]
    assert not any(np.isnan(getattr(decoded.batch, other)).any() for other in good if other != name)


def test_an_empty_optional_value_was_not_sent_and_a_refused_fix_counts_none() -> None:
    decoded = decode_positions([fix(0, battery="", speed=None), fix(1, lat=99, battery=-1)])
    assert decoded.not_told == {}
    assert decoded.batch.inspector == ["w0"]


@pytest.mark.parametrize(
    "written",
    ["2026-11-23T06:53:07Z", "2026-11-23T14:53:07.000+08:00", "20261123T065307+0000", NOW],
)
def test_a_time_may_be_milliseconds_or_iso_with_a_zone(written: object) -> None:
    assert decode_positions([fix(0, time=written)]).batch.time.tolist() == [NOW]


def test_a_clock_a_little_ahead_is_set_back_to_the_arrival() -> None:
    batch = decode_positions([fix(0, time=NOW + 120_000), fix(1, time=NOW - 86_400_000)]).batch
    assert batch.time.tolist() == [NOW, NOW - 86_400_000]


def test_fixes_too_far_ahead_are_counted_from_the_last_good_one_on() -> None:
    late = NOW + 600_000
    wrong = [fix(i, inspector="a", time=late) for i in range(3)]
    mended = [fix(3, inspector="a"), fix(4, inspector="a", time=late), fix(5, inspector="b", time=late)]
    decoded = decode_positions([*wrong, *mended])
    assert decoded.ahead == {"a": 1, "b": 1}
    assert decode_positions(wrong).ahead == {"a": 3}
    assert decode_positions([*wrong, fix(9, inspector="a")]).ahead == {}


def test_a_heartbeat_is_heard_and_a_nameless_one_refused() -> None:
    good = entry(1, **heartbeat_fields("gate-1"))
    decoded = decode_positions([good, entry(2, heartbeat="两"), fix(3)])
    assert decoded.heartbeats == [("gate-1", NOW + 1)]
    assert len(decoded.rejects) == len(decoded.batch) == 1


def test_an_empty_or_foreign_entry_is_refused() -> None:
    decoded = decode_positions([entry(0), entry(1, hello="world")])
    assert [r.raw for r in decoded.rejects] == ["", "hello=world"]


def test_raw_content_is_bounded_and_kept_as_it_came() -> None:
    long = decode_positions([fix(0, lat="<b>" + "x" * 10_000)]).rejects[0]
    assert len(long.raw) == 2000
    assert long.raw.startswith("inspector=w0 lat=<b>xx")
    assert "\n" not in decode_positions([fix(0, lat="1\n2")]).rejects[0].reason


def test_no_entries_give_an_empty_batch() -> None:
    decoded = decode_positions([])
    assert len(decoded.batch) == 0
    assert decoded.batch.lat.dtype == np.float64


awkward = st.one_of(
    st.sampled_from(
        [b"", b"nan", b"inf", b"-0", b"1e5", b" 1", b"1_0", b"0x1", b"\xff", b"9" * 400, b"+1.", b"."]
    ),
    st.floats(-400, 400).map(lambda value: repr(value).encode()),
    st.integers(-(10**20), 10**20).map(lambda value: str(value).encode()),
    st.integers(NOW - 10**10, NOW + 10**6).map(lambda value: str(value).encode()),
    st.binary(max_size=80),
)
fields = st.dictionaries(
    st.sampled_from(["inspector", "time", "lat", "lon", "accuracy", "speed", "heading", "battery", "sos"]),
    awkward,
    max_size=9,
)


@given(st.lists(fields, max_size=8))
def test_the_fast_way_and_the_slow_way_agree_whatever_comes(changes: list[dict[str, bytes]]) -> None:
    entries = [fix(i, **change) for i, change in enumerate(changes)]
    slow = Gathered("positions", entries)
    for i in range(len(entries)):
        read_one(slow, i)
    fast, one_by_one = decode_positions(entries), slow.finish()
    assert fast.rejects == one_by_one.rejects
    assert fast.sos == one_by_one.sos
    assert fast.ahead == one_by_one.ahead
    assert (fast.not_told, fast.doubts) == (one_by_one.not_told, one_by_one.doubts)
    for name in fast.batch.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(fast.batch, name), getattr(one_by_one.batch, name), name)


@given(st.lists(fields, min_size=1, max_size=6), st.integers(0, 200))
def test_nothing_that_comes_disturbs_its_neighbours(changes: list[dict[str, bytes]], at: int) -> None:
    good = [fix(i, inspector=f"good-{i}") for i in range(200)]
    odd = [fix(1000 + i, **{"inspector": "odd", **change}) for i, change in enumerate(changes)]
    decoded = decode_positions([*good[:at], *odd, *good[at:]])
    kept = [name for name in decoded.batch.inspector if name.startswith("good-")]
    assert kept == [f"good-{i}" for i in range(200)]
    refused = {r.entry for r in decoded.rejects}
    assert refused <= {e.decode() for e, _ in odd}
    assert len(refused) + len(decoded.batch) - 200 + len(decoded.sos) >= len(odd)


def test_a_call_through_an_ended_link_is_heard_and_moves_nobody() -> None:
    certain = sos_fields("ann", NOW, (22.05, 113.05), unverified=False)
    doubtful = sos_fields("bob", NOW, (22.05, 113.05), unverified=True, accuracy=12.0)
    placeless = sos_fields("cai", NOW, unverified=True)
    found = decode_positions([entry(at, **told) for at, told in enumerate((certain, doubtful, placeless))])
    told = [(sos.inspector, sos.unverified) for sos in found.sos]
    assert told == [("ann", False), ("bob", True), ("cai", True)]
    assert found.batch.inspector == ["ann"]
    assert found.rejects == []
