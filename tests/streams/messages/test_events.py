"""Case events there and back, and what is not one."""

import pytest

from city.cases.case import CaseEvent
from streams.messages.contract import decode_events, event_fields
from tests.streams.entries import NOW, entry

EVENT = CaseEvent(f"{NOW}-0", "sos-w1", 2, "acknowledged", NOW, "张三", "c:1", {"why": "到了", "lat": None})


def test_an_event_comes_back_as_it_went() -> None:
    events, rejects = decode_events([entry(0, **event_fields(EVENT))])
    assert (events, rejects) == ([EVENT], [])


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("revision", "0", "a whole number from 1, got 0"),
        ("revision", "x", "a whole number from 1, got x"),
        ("data", "[1]", "a JSON object, got [1]"),
        ("data", b'{"a":"\xff"}', 'a JSON object, got {"a":"\\xff"}'),
        ("case", "c" * 201, f"1 to 200 characters of UTF-8, got {'c' * 60}…"),
        ("actor", "", "1 to 200 characters of UTF-8, got nothing"),
    ],
)
def test_an_odd_event_is_refused_alone(field: str, value: object, wanted: str) -> None:
    odd = entry(1, **{**event_fields(EVENT), field: value})
    events, rejects = decode_events([entry(0, **event_fields(EVENT)), odd])
    assert len(events) == 1
    assert rejects[0].reason == f"cases {NOW + 1}-0: {field} must be {wanted}"
