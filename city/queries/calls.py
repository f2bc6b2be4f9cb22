"""What an open call for help is about now: where its caller is, when they were last heard of, the way they
came, and how far whoever was sent still has to go. Travel times as responders.py says."""

from __future__ import annotations

import math
from dataclasses import dataclass

from city.cases.case import Case
from city.live import LiveCity
from city.queries.travel import metres_from, speed
from city.time.days import MINUTE

TRACK = 5 * MINUTE


@dataclass(frozen=True, slots=True)
class Caller:
    """`heard` is when any sign of them came last, `placed` when they were at `lat`, `lon` (epoch ms); `track`
    their places of the last minutes, the oldest first: (epoch ms, lat, lon)."""

    inspector: str
    lat: float
    lon: float
    heard: int
    placed: int
    accuracy: float | None
    battery: float | None
    track: list[tuple[int, float, float]]


@dataclass(frozen=True, slots=True)
class Way:
    """What is left of it for whoever was sent: `metres` as the crow flies, `seconds` of travel."""

    inspector: str
    mode: str
    metres: float
    seconds: float
    lat: float
    lon: float
    placed: int


def heard_of(live: LiveCity, case: Case) -> int | None:
    """When the caller was last heard of, epoch ms; None when never."""
    row = _row(live, case.inspector)
    return None if row is None else int(live.people.time[row])


def caller(live: LiveCity, case: Case, now: int) -> Caller | None:
    """None of a case that is no call, and of a caller who was never seen."""
    row = _row(live, case.inspector) if case.sos else None
    if row is None or case.inspector is None:
        return None
    people = live.people
    accuracy, battery = float(people.accuracy[row]), float(people.battery[row])
    return Caller(
        case.inspector,
        *_place(live, row),
        heard=int(people.time[row]),
        placed=int(people.placed[row]),
        accuracy=None if math.isnan(accuracy) else accuracy,
        battery=None if math.isnan(battery) else battery,
        track=_track(live, row, now),
    )


def scene(live: LiveCity, case: Case) -> tuple[float, float] | None:
    """Where help is wanted: of an open call where its caller is now, else where the case lies."""
    row = _row(live, case.inspector) if case.calling else None
    if row is not None:
        return _place(live, row)
    return None if case.lat is None or case.lon is None else (case.lat, case.lon)


def way(live: LiveCity, case: Case) -> Way | None:
    """Of the person who was sent and is not there yet; None of a department, and of somebody never seen."""
    sent, place = case.assignment, scene(live, case)
    row = _row(live, sent.inspector) if sent and sent.arrived_at is None else None
    if sent is None or sent.inspector is None or row is None or place is None:
        return None
    person = live.roster.get(sent.inspector)
    mode = person.mode if person else "foot"
    lat, lon = _place(live, row)
    metres = float(metres_from(place, lat, lon))
    seconds = metres * live.rules.detour / speed(mode, live.rules)
    return Way(sent.inspector, mode, metres, seconds, lat, lon, int(live.people.placed[row]))


def _row(live: LiveCity, inspector: str | None) -> int | None:
    """Of somebody who was seen."""
    row = live.people.row.get(inspector or "")
    return None if row is None or live.people.leaf[row] == -2 else row


def _place(live: LiveCity, row: int) -> tuple[float, float]:
    return float(live.people.lat[row]) / 1e6, float(live.people.lon[row]) / 1e6


def _track(live: LiveCity, row: int, now: int) -> list[tuple[int, float, float]]:
    """One place a half-minute, as far as they were kept, and the four newest."""
    trails, recent = live.presence.trails, live.presence.recent.last[row]
    places = zip(trails.time[row].tolist(), trails.lat[row].tolist(), trails.lon[row].tolist(), strict=True)
    newest = zip(recent["time"].tolist(), recent["lat"].tolist(), recent["lon"].tolist(), strict=True)
    known = {(time, lat, lon) for time, lat, lon in (*places, *newest) if time >= now - TRACK}
    return [(time, lat / 1e6, lon / 1e6) for time, lat, lon in sorted(known)]
