"""A trouble is amber at once and red when it has lasted; it is logged once each way."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.truth.troubles import RED_AFTER_MS, Troubles

NOW = 1_800_000_000_000


def test_it_turns_red_after_half_a_minute_from_when_it_began(caplog: pytest.LogCaptureFixture) -> None:
    troubles, told = Troubles(), list[list[dict[str, Any]]]()
    troubles.on_change.append(lambda: told.append(troubles.page()))
    troubles.begin("record_full", "full", NOW)
    troubles.begin("record_full", "full", NOW + 20_000)
    assert not troubles.red(NOW + RED_AFTER_MS - 1)
    assert troubles.red(NOW + RED_AFTER_MS)
    troubles.end("record_full", NOW + 40_000)
    troubles.end("record_full", NOW + 50_000)
    assert [[each["red_at"] for each in page] for page in told] == [[NOW + RED_AFTER_MS], []]
    assert [record.getMessage() for record in caplog.records] == [
        "trouble record_full: full",
        "trouble record_full is over after 40 s",
    ]


def test_what_stops_nothing_vital_stays_amber() -> None:
    troubles = Troubles()
    troubles.begin("record_odd_key", "odd", NOW, red_after=None, key="seats")
    assert not troubles.red(NOW + 86_400_000)
    assert troubles.page()[0]["told"] == {"key": "seats"}
