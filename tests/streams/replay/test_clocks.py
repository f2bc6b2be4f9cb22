"""The clock of a recording: times of every form, and the few that no row may wait for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.replay.clocks import DAY, from_start, sensible, span, time_reader
from streams.replay.columns import MappingError, Told

NOW = 1_795_946_400_000  # 2026-11-29
DECADES = 1_400_000_000_000


@pytest.mark.parametrize(
    ("form", "zone", "value", "ms"),
    [
        ("", "", "2017-03-21T00:00:31-05:00", 1_490_072_431_000),
        ("", "", "2008-12-11 04:42:14+00", 1_228_970_534_000),
        ("", "Asia/Shanghai", "2020-01-01 08:00:00", 1_577_836_800_000),
        ("", "", "1577836800", 1_577_836_800_000),
        ("", "", "1577836800123", 1_577_836_800_123),
        ("s", "", "1577836800.5", 1_577_836_800_500),
        ("ms", "", "1577836800123", 1_577_836_800_123),
        ("", "", "1577836800123456", 1_577_836_800_123),
        ("", "", "1577836800123456789", 1_577_836_800_123),
        ("us", "", "1577836800123456", 1_577_836_800_123),
        ("", "", "1577836800.25", 1_577_836_800_250),
        ("", "", "1.5778368E+9", 1_577_836_800_000),
        ("", "Asia/Shanghai", "20200101080000", 1_577_836_800_000),
        ("", "", "-1", None),
        ("%m/%d/%Y %I:%M:%S %p", "America/New_York", "07/01/2018 01:00:00 PM", 1_530_464_400_000),
        ("", "", "yesterday", None),
        ("s", "", "noon", None),
    ],
)
def test_times_of_every_form_are_read(form: str, zone: str, value: str, ms: int | None) -> None:
    assert time_reader(Told(time_format=form, zone=zone), "f")(value) == ms


def test_a_time_without_a_zone_is_refused_until_a_zone_is_told() -> None:
    with pytest.raises(MappingError, match="has no zone; say which with --zone"):
        time_reader(Told(), "f")("2020-01-01 08:00:00")


def test_relative_times_need_no_zone_and_are_never_taken_for_an_epoch() -> None:
    read = time_reader(Told(relative=True, time_format="%H:%M:%S"), "f")
    assert (read("00:00:10") or 0) - (read("00:00:00") or 0) == 10_000
    assert time_reader(Told(relative=True), "f")("1577836800123") == 1_577_836_800_123_000


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("off", [NOW + DECADES, NOW + 10 * DAY, NOW - DECADES // 2])
def test_one_row_far_off_belongs_to_no_span_wherever_it_stands(at: int, off: int) -> None:
    times = [NOW - 5_000, NOW]
    times.insert(at, off)
    assert span(times, NOW) == (NOW - 5_000, NOW)


def test_a_recording_of_years_or_of_several_weeks_apart_is_one() -> None:
    years = [NOW - n * 200 * DAY for n in range(20)]
    assert span(years, NOW) == (years[-1], years[0])
    trips = [NOW - 100 * DAY + n for n in range(100)] + [NOW - n for n in range(20)]
    assert span(trips, NOW) == (NOW - 100 * DAY, NOW)
    assert span([NOW - 40 * DAY, NOW], NOW) == (NOW - 40 * DAY, NOW)


@pytest.mark.parametrize("days", [-400, -20, -3, 3, 20])
def test_one_row_some_days_off_does_not_hold_up_a_day_of_many(days: int) -> None:
    now, times = NOW + 100 * DAY, [NOW + n * 1000 for n in range(1000)]
    assert span([*times, NOW + days * DAY], now) == (times[0], times[-1])
    few = times[:10]
    assert (span([*few, NOW + days * DAY], now) == (few[0], few[-1])) == (abs(days) > 30)


def test_a_recording_that_is_all_ahead_of_us_is_taken_as_it_is() -> None:
    ahead = [NOW + DECADES + n for n in range(3)]
    assert span([NOW, *ahead], NOW) == (ahead[0], ahead[-1])


@given(st.lists(st.integers(NOW - DAY, NOW), min_size=3, max_size=200), st.integers(0, 400 * 365 * DAY))
def test_no_single_row_ever_stretches_a_day_to_more(times: list[int], ahead: int) -> None:
    first, last = span([*times, NOW + 90_000_000 + ahead], NOW)
    assert (first, last) == (min(times), max(times))


def test_times_that_count_from_0_or_from_1970_are_brought_where_they_can_be_shifted() -> None:
    times = [0, 10_000, 3_600_000]
    shift = from_start(times, told=False)
    assert shift is not None and all(sensible(time + shift) for time in times)
    assert from_start([*times, NOW], told=False) is not None, "one good clock among many that count from 0"
    assert from_start([0, NOW, NOW], told=False) is None
    assert from_start([NOW], told=False) is None and from_start([NOW], told=True) is not None
