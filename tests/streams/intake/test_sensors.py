"""Mapping files: what a rule makes of a message, one report while it goes on, faults by their lines."""

from __future__ import annotations

from typing import Any

import pytest

from streams.intake.mqtt.acks import Acks
from streams.intake.mqtt.topics import TopicError, matched, wildcards
from streams.intake.sensors.holding import MINUTE, MOST, Holding, report_id
from streams.intake.sensors.reading import read_sensors
from streams.intake.sensors.rules import BAD, BETWEEN, GOOD, Reading, Rule, pointed, read_message, sentence
from streams.messages.values import ID_LONGEST, RefusedError, identifier

NOW = 1_796_046_312_000


def rule(**told: Any) -> Rule:
    kept = {"name": "water", "topic": "s/+/l", "item": "flood", "sensor": 1, "text": "{sensor}: {value}"}
    return Rule(**{**kept, "test": "above", "bound": 0.3, "back": 0.2, "value": "/l"} | told)


@pytest.mark.parametrize(
    ("told", "payload", "state"),
    [
        ({}, b'{"l": 0.31}', BAD),
        ({}, b'{"l": "0.31"}', BAD),
        ({}, b'{"l": 0.3}', BETWEEN),
        ({}, b'{"l": 0.2}', GOOD),
        ({"test": "below", "bound": 5.0, "back": 5.0}, b'{"l": 4}', BAD),
        ({"test": "below", "bound": 5.0, "back": 6.0}, b'{"l": 5.5}', BETWEEN),
        ({"value": ""}, b"0.5", BAD),
        ({"value": "", "test": "equals", "bound": "OPEN"}, b"OPEN\n", BAD),
        ({"value": "", "test": "equals", "bound": "1"}, b"1", BAD),
        ({"test": "equals", "bound": True}, b'{"l": true}', BAD),
        ({"test": "equals", "bound": True}, b'{"l": 1}', GOOD),
        ({"test": "equals", "bound": 1.0}, b'{"l": "1"}', BAD),
        ({"test": "equals", "bound": 1.0}, b'{"l": true}', GOOD),
        ({"value": "/a~1b/0/c"}, b'{"a/b": [{"c": 9}]}', BAD),
    ],
)
def test_a_value_is_bad_good_or_between(told: dict[str, Any], payload: bytes, state: int) -> None:
    assert read_message(rule(**told), ("S-1",), payload).state == state


@pytest.mark.parametrize(
    ("told", "payload", "said"),
    [
        ({}, b'{"l": null}', "the value must be a number, got nothing"),
        ({}, b'{"l": true}', "the value must be a number, got True"),
        ({}, b'{"l": 1' + b"0" * 400 + b"}", "the value must be a number"),
        ({}, b"wet", "the message must be JSON"),
        ({"sensor": "/id"}, b'{"l": 1}', "the sensor must be 1 to 64 printable characters, got nothing"),
        ({"sensor": "/id"}, b'{"l": 1, "id": "\\u0007"}', "the sensor must be"),
        ({"test": "equals", "bound": "x"}, b'{"l": {}}', "the value must be text, a number, true or false"),
    ],
)
def test_what_no_rule_can_read_is_refused(told: dict[str, Any], payload: bytes, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        read_message(rule(**told), ("S-1",), payload)


def test_a_reading_has_the_sensors_own_time_and_its_text_stays_text() -> None:
    payload = b'{"l": 1, "id": "{value}", "t": 1796046312}'
    reading = read_message(rule(sensor="/id", time="/t"), (), payload)
    assert (reading.sensor, reading.time) == ("{value}", NOW)
    assert sentence(rule(), Reading("S-1", 0.5, BAD)) == "S-1: 0.5"
    assert pointed({"a": [1]}, "/a/7") is None and pointed([], "/x") is None


def test_one_report_until_it_was_good_or_time_passed() -> None:
    holding, one = Holding(), rule(minutes=60)

    def told(state: int, after: int) -> str:
        reading, at = Reading("S-1", 1.0, state), NOW + after * MINUTE
        report = holding.due(one, reading, at)
        if report:
            holding.sent(one, reading, at)
        return report

    first = told(BAD, 0)
    assert first and [told(BAD, 1), told(BETWEEN, 2), told(BAD, 3), told(BAD, 59)] == [""] * 4
    again = told(BAD, 60)
    assert again and again != first
    assert told(GOOD, 61) == "" and told(BAD, 62) not in ("", first, again)


def test_what_flutters_is_told_no_more_than_so_often_in_a_span() -> None:
    holding, one, reports = Holding(), rule(), []
    for _ in range(50):
        reading = Reading("S-1", 1.0, BAD)
        reports.append(holding.due(one, reading, NOW))
        if reports[-1]:
            holding.sent(one, reading, NOW)
        holding.due(one, Reading("S-1", 0.0, GOOD), NOW)
    assert len(set(filter(None, reports))) == MOST


def test_whoever_forgot_it_sends_the_same_report_again() -> None:
    first, again = Holding(), Holding()
    reading = Reading("S-1", 1.0, BAD)
    assert first.due(rule(), reading, NOW) == again.due(rule(), reading, NOW + MINUTE)
    longest = report_id("r" * 24, "s" * 24, NOW // MINUTE, MOST)
    assert len(longest) <= ID_LONGEST and identifier("report", report_id("r", "泵站 3", 1, 0))


FILE = """\
[[rules]]
name = "water level"
topic = "sensors/#"
item = "flood"
sensor = 2
above = "much"
below = 1
colour = "red"
text = "{sensor} {level}"

[[rules]]
name = "smoke"
topic = "smoke/+"
item = "nothing"
equals = 1
back = 0
repeat_minutes = 0
text = "smoke"

[[sensors]]
id = "S-1"
lat = 95
lon = 113.05

[[sensors]]
id = "S-1"
area = "9"
lat = 22.0
"""


def test_every_fault_is_told_with_its_line() -> None:
    _, faults = read_sensors(FILE, items={"flood"}, areas={"1-1"})
    assert [f"{line} {sentence.split(', got')[0][:36]}" for line, sentence in faults] == [
        "2 name must be 1 to 24 of A-Z a-z 0-9 ",
        "3 topic must be a topic of at most 256",
        "5 sensor must be which + of the topic ",
        "7 below must be the only one of above,",
        "8 colour must be one of above, back, b",
        "9 text must be with {sensor} and {valu",
        "14 item must be the code of an item of ",
        "16 back must be with above or below alo",
        "17 repeat_minutes must be from 1 to 10,",
        "22 lat must be between -90 and 90",
        "26 id must be another in each",
        "27 area must be there, or lat and lon, ",
    ]


def test_a_file_that_is_no_toml_or_lacks_a_part_says_where() -> None:
    assert read_sensors("a = 1\nb =\n")[1][0].line == 2
    assert [fault.sentence for fault in read_sensors("x = 1")[1]] == [
        "must be [[rules]] and [[sensors]], got x",
        "needs [[rules]], got nothing",
        "needs [[sensors]], got nothing",
    ]


def test_topics_match_level_by_level() -> None:
    assert matched("a/+/c/+", "a/b/c/d") == ("b", "d") and matched("a/b", "a/b") == ()
    assert (
        matched("a/+", "a/b/c") is None and matched("a/+", "x/b") is None and matched("+/+", "$SYS/x") is None
    )
    for wrong in ("", "a/#", "a/b+", "$SYS/+", "a/\n"):
        with pytest.raises(TopicError):
            wildcards(wrong)


def test_what_came_first_is_acknowledged_first() -> None:
    sent: list[int] = []
    acks = Acks(sent.append)
    one, two, three = (acks.expect(mid) for mid in (7, 8, 9))
    acks.finish(two)
    assert (sent, len(acks)) == ([], 3)
    acks.finish(one)
    assert sent == [7, 8]
    acks.finish(three)
    assert (sent, len(acks)) == ([7, 8, 9], 0)
