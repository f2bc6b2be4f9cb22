"""Reports: only one that cannot say which it is, is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.cases.filing import Report
from streams.messages.contract import decode_reports, report_fields
from streams.messages.entries import Entry
from tests.streams.entries import NOW, entry


def report(at: int = 0, /, **changed: object) -> Entry:
    return entry(at, **{"report": f"r-{at}", "time": NOW, "item": "hole", **changed})


def test_a_whole_report_arrives_whole() -> None:
    sent = report_fields(
        "r-1", NOW - 5, "hole", lat=23.03, lon=113.97, area="441900106", text="路上有坑", inspector="w1",
        channel="app", urgency="urgent", address="中山路 1 号", photos="https://a/1.jpg https://a/2.jpg",
        outcome="advised",
    )  # fmt: skip
    reports, rejects = decode_reports([entry(0, **sent)])
    assert rejects == []
    assert reports == [
        Report(
            f"{NOW}-0", "r-1", NOW - 5, NOW, "hole", 23.03, 113.97, "441900106", "路上有坑", "w1", "app",
            "urgent", "中山路 1 号", ("https://a/1.jpg", "https://a/2.jpg"), "advised",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("id", [None, "", "a b", "报告", "x" * 65, b"\xff"], ids=str)
def test_a_report_that_does_not_name_itself_is_refused(id: object) -> None:
    reports, rejects = decode_reports([report(0), report(1, report=id), report(2)])
    assert [r.report for r in reports] == ["r-0", "r-2"]
    assert rejects[0].reason.startswith(f"reports {NOW + 1}-0: report must be 1 to 64 of A-Z")


@pytest.mark.parametrize(
    "place",
    [{}, {"lat": "x", "lon": 1}, {"lat": 0, "lon": 0}, {"lat": 23}, {"lat": "nan", "lon": 1}],
    ids=str,
)
def test_a_report_without_a_usable_place_is_kept_without_one(place: dict[str, object]) -> None:
    reports, rejects = decode_reports([report(0, **place)])
    assert (reports[0].lat, reports[0].lon) == (None, None)
    assert rejects == []


@pytest.mark.parametrize("time", [None, "yesterday", NOW // 1000, "2026-11-23T10:00:00"], ids=str)
def test_a_report_without_a_usable_time_is_kept_without_one(time: object) -> None:
    reports, _ = decode_reports([report(0, time=time)])
    assert (reports[0].time, reports[0].received) == (None, NOW)


def test_text_in_another_encoding_is_kept_as_well_as_it_can_be() -> None:
    reports, rejects = decode_reports([report(0, text="坑".encode("gbk"), item=b"\xff")])
    assert "\N{REPLACEMENT CHARACTER}" in reports[0].text
    assert rejects == []


def test_long_text_is_bounded_but_still_shows_that_it_was_longer() -> None:
    reports, _ = decode_reports([report(0, text="坑" * 10_000, address="a" * 10_000)])
    assert len(reports[0].text) == 4001
    assert len(reports[0].address or "") == 500


@given(st.lists(st.dictionaries(st.sampled_from([*Report.__slots__, "other"]), st.binary(max_size=99))))
def test_every_entry_is_either_a_report_or_refused(several: list[dict[str, bytes]]) -> None:
    entries = [entry(i, **fields) for i, fields in enumerate(several)]
    reports, rejects = decode_reports(entries)
    assert sorted([r.entry for r in reports] + [r.entry for r in rejects]) == sorted(
        e.decode() for e, _ in entries
    )
