"""A handover in each of some areas, with a note that names its area."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask
from redis import Redis

from city.handover import deciding
from city.handover.deciding import Hand
from city.handover.handovers import Note
from city.handover.sheet import LISTS, THINGS, Sheet
from streams.handovers.handover_log import append_handover
from streams.handovers.handover_reader import HandoverReader
from streams.record.keys import Keys
from tests.dashboard.office import now


def hand_over(redis: Redis, keys: Keys, app: Flask, areas: Iterable[str], said: Callable[[str], str]) -> None:
    """The first event of each area is a handover, the second a note of the shift that runs; the application
    has read them."""
    seal, at = app.extensions["gridwall"].connections.seal, now()
    for area in areas:
        hand, reader = Hand(f"head-{area}", "head", "c"), HandoverReader(redis, keys, seal)
        sheet = Sheet(
            dict.fromkeys(LISTS, 0),
            {name: [] for name in LISTS if name not in THINGS},
            dict.fromkeys(THINGS),
            [Note(at, hand.id, said(area))],
        )
        shifts = reader.handovers.of(area)
        append_handover(
            redis, keys, shifts, deciding.sign(shifts, hand, sheet, at, 10), hand.id, at, seal=seal
        )
        reader.read_all()
        shifts = reader.handovers.of(area)
        append_handover(redis, keys, shifts, deciding.note(shifts, hand, said(area)), hand.id, at, seal=seal)
    app.extensions["gridwall.handovers"].following.reader.read_all()
