"""A call for help is heard, whatever else is wrong with what carries it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.messages.cry import Doubts
from streams.messages.positions import decode_positions
from streams.messages.rows import fixes_field
from tests.streams.entries import NOW, entry, fix


def test_a_sound_sos_is_a_fix_and_a_call() -> None:
    decoded = decode_positions([fix(0, inspector="w", sos=1)])
    assert decoded.batch.sos.tolist() == [True]
    call = decoded.sos[0]
    assert (call.inspector, call.time, call.received, call.lat, call.lon) == ("w", NOW, NOW, 23.03, 113.97)
    assert call.entry == f"{NOW}-0"


@pytest.mark.parametrize(
    "broken",
    [{"lat": "north"}, {"lat": 999}, {"lat": 0, "lon": 0}, {"lat": None}, {"lon": "nan"}, {"lat": b"\xff"}],
    ids=str,
)
def test_an_sos_without_a_usable_place_is_a_call_without_one(broken: dict[str, object]) -> None:
    decoded = decode_positions([fix(0, inspector="w", sos=1, **broken)])
    assert [(s.inspector, s.lat, s.lon) for s in decoded.sos] == [("w", None, None)]
    assert not decoded.rejects
    assert len(decoded.batch) == 0


@pytest.mark.parametrize("time", ["", "soon", "1", NOW + 999_999_999, "2026-11-23T14:53:07", None], ids=str)
def test_an_sos_without_a_usable_time_counts_from_its_arrival(time: object) -> None:
    decoded = decode_positions([fix(0, inspector="w", sos=1, time=time)])
    assert [(s.time, s.lat) for s in decoded.sos] == [(NOW, 23.03)]
    assert decoded.batch.time.tolist() == [NOW]
    assert not decoded.rejects


def test_an_sos_keeps_its_place_though_its_battery_is_nonsense() -> None:
    decoded = decode_positions([fix(0, sos=1, battery="full", speed=5)])
    assert decoded.batch.speed.tolist() == [5]
    assert len(decoded.sos) == 1
    assert not decoded.rejects


@pytest.mark.parametrize("inspector", [None, "", "张三", "a b", "x" * 65, b"\xff"], ids=str)
def test_an_sos_from_nobody_we_can_name_is_heard_as_unknown(inspector: object) -> None:
    decoded = decode_positions([fix(0, inspector=inspector, sos=1)])
    assert [(s.inspector, s.lat) for s in decoded.sos] == [(f"unknown-{NOW}-0", 23.03)]
    assert not decoded.rejects


@pytest.mark.parametrize("said", ["1", " 1.0 ", "true", "YES", "SOS", "help!", "求救"], ids=str)
def test_a_plain_yes_is_a_call(said: object) -> None:
    decoded = decode_positions([fix(0, sos=said)])
    assert (len(decoded.sos), decoded.doubts) == (1, [])


@pytest.mark.parametrize(
    "said", ["0", "", "false", "no", "Off", None, "NULL", "-1", "-1.0", "nan", "N/A", "正常"], ids=str
)
def test_a_no_and_what_phones_send_when_they_know_nothing_are_no_call(said: object) -> None:
    decoded = decode_positions([fix(0, sos=said)])
    assert (decoded.sos, decoded.doubts) == ([], [])
    assert len(decoded.batch) == 1


@pytest.mark.parametrize("said", ["2", "-2", "255", "1e400", "armed", b"\xff"], ids=str)
def test_an_sos_nobody_can_read_is_a_doubt_that_calls_for_nobody_and_keeps_the_position(said: object) -> None:
    decoded = decode_positions([fix(0), fix(1, sos=said)])
    assert (decoded.sos, decoded.rejects) == ([], [])
    assert [(d.inspector, d.row) for d in decoded.doubts] == [("w1", None)]
    assert len(decoded.batch) == 2


def test_a_gateway_that_sends_two_for_everybody_is_told_once_a_minute_and_rings_for_nobody() -> None:
    rows = [[f"w{n}", NOW, 23.0, 113.0, None, None, None, None, 2] for n in range(5000)]
    plain = [fix(n, sos="2") for n in range(100)]
    doubts = Doubts()
    told = []
    for minute in range(2):
        entries = [*plain[:50], entry(60_000 * minute, fixes=fixes_field(rows)), *plain[50:]]
        decoded = decode_positions(entries)
        assert (decoded.sos, len(decoded.batch)) == ([], 5100)
        told += doubts.hear("positions", decoded.doubts)
    assert [one.reason for one in told][:1] == [
        f"positions {NOW}-0: sos must be 0 or 1, got 2: taken for no call, told once a minute; position kept"
    ]
    assert len(told) <= 4
    assert doubts.told() == {"count": 10_200, "people": 5000, "value": "2", "inspector": "w99"}


def test_a_clear_call_among_doubtful_ones_is_heard_in_every_shape() -> None:
    rows = [[f"r{n}", NOW, 23.0, 113.0, None, None, None, None, 1 if n == 7 else "?"] for n in range(20)]
    entries = [*(fix(n, sos="1" if n == 3 else "9") for n in range(10)), entry(50, fixes=fixes_field(rows))]
    decoded = decode_positions([*entries, entry(60, heartbeat="g", sos="9"), entry(70, heartbeat="g", sos=1)])
    assert [call.inspector for call in decoded.sos] == ["w3", "r7", f"unknown-{NOW + 70}-0"]
    assert len(decoded.doubts) == 9 + 19 + 1


def test_an_sos_in_a_broken_row_is_heard_too() -> None:
    rows = [["w", NOW, "?", None, None, None, None, None, 1], ["é", 0, 0, 0, 0, 0, 0, 0, True]]
    decoded = decode_positions([entry(0, fixes=fixes_field(rows))])
    assert [s.inspector for s in decoded.sos] == ["w", f"unknown-{NOW}-0-1"]
    assert not decoded.rejects


def test_an_sos_beside_unreadable_fixes_or_a_heartbeat_is_heard() -> None:
    decoded = decode_positions(
        [entry(0, fixes=b"\xc1", sos=1, inspector="w"), entry(1, heartbeat="g", sos=1)]
    )
    assert [s.inspector for s in decoded.sos] == ["w", f"unknown-{NOW + 1}-0"]
    assert decoded.heartbeats == [("g", NOW + 1)]
    assert len(decoded.rejects) == 1


@given(
    st.dictionaries(
        st.sampled_from(["inspector", "time", "lat", "lon", "accuracy", "speed", "heading", "battery"]),
        st.none() | st.binary(max_size=80),
        max_size=8,
    )
)
def test_no_sos_is_ever_rejected(broken: dict[str, bytes | None]) -> None:
    decoded = decode_positions([fix(0), fix(1, **{**broken, "sos": 1}), fix(2)])
    assert len(decoded.sos) == 1
    assert not decoded.rejects
