"""What becomes of a fix that was sent: an entry for the stream, a refusal in words, or nothing.

By the same rules as whoever reads the stream, so that what is of no use is told once and takes no room. A
call for help is written whatever else is wrong with it. Knows no wire.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from city.people.position_fields import MEASURES
from streams.access.api_keys import without_keys
from streams.intake.sent import Sent
from streams.messages.cry import CALL, cry
from streams.messages.fix import ClockAheadError, Values, read_fix, read_time, salvage
from streams.messages.plain import position_fields, sos_fields
from streams.messages.values import ID_LONGEST, RefusedError, moment

_FOREIGN = re.compile(r"[^A-Za-z0-9._:-]")
OUTCOMES = {
    "taken": "fixes and calls for help written",
    "repeated": "sent before, and not written again",
    "no_fix": "the device said that it knows no place",
    "mock": "a place made up in the phone",
    "ahead": "the phone's clock is more than 2 minutes ahead",
    "unreadable": "values that are no fix",
    "unknown_device": "of devices that are nobody's",
    "stranger_called": "calls for help of such devices, heard under the device's own name",
    "out_of_scope": "of devices whose inspector is not at home in the key's areas",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`entry`: what is written, if anything. `mark` knows the same fix again: its time, whether it calls."""

    outcome: str
    entry: dict[str, str] = field(default_factory=dict)
    sentence: str = ""
    mark: tuple[int, bool] | None = None


def judge(sent: Sent, inspector: str, now: int) -> Verdict:
    """`now`: when it came, epoch ms."""
    values: dict[str, object] = {**sent.values, "inspector": inspector}
    if values["time"] is None:
        values["time"] = now
    calls = cry(values["sos"]) == CALL
    if not sent.placed or sent.mock:
        if calls:
            return _call(values, now, placed=False)
        return Verdict("mock", sentence="the place is a mock location") if sent.mock else Verdict("no_fix")
    try:
        time = moment("time", values["time"])  # written as it was told: the reader has the clock to judge it
        read_time(time, now)
        return Verdict("taken", _entry(values, time, now), mark=(time, calls))
    except ClockAheadError as error:
        if calls:
            return _call(values, now)
        return _ahead(values, time, now, str(error))
    except RefusedError as error:
        return _call(values, now) if calls else Verdict("unreadable", sentence=str(error))


def called_by(device: str) -> str:
    """Under which name a call for help of a device is heard that nobody's is known to be."""
    return f"device:{_FOREIGN.sub('-', without_keys(device))}"[:ID_LONGEST]


def _entry(values: Values, time: int, now: int) -> dict[str, str]:
    """Raises RefusedError."""
    fix = read_fix({**values, "time": now}, now)
    measures = {name: value for name, value in zip(MEASURES, fix.measures, strict=True) if value >= 0}
    return position_fields(fix.inspector, fix.lat, fix.lon, time, sos=fix.sos, **measures)


def _ahead(values: Values, time: int, now: int, sentence: str) -> Verdict:
    """Written all the same, though not each: whoever reads the stream says whose clock is wrong."""
    try:
        return Verdict("ahead", _entry(values, time, now), sentence)
    except RefusedError as error:
        return Verdict("unreadable", sentence=str(error))


def _call(values: Values, now: int, *, placed: bool = True) -> Verdict:
    told = values if placed else {**values, "lat": None, "lon": None}
    call, _ = salvage(told, now, "0-0", None)
    place = None if call.lat is None or call.lon is None else (call.lat, call.lon)
    entry = sos_fields(call.inspector, call.time, place, unverified=False, accuracy=call.accuracy)
    return Verdict("taken", entry, mark=(call.time, True))
