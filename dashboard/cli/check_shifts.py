"""What `gridwall check` says of the plan of shifts: can it be read, and is somebody on call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from city.areas.areas import Areas
from city.matters import Matters
from city.people.call_gaps import gap_notes
from city.people.roster import Roster
from city.people.shift_rows import City
from dashboard.settings.city_files import CityFileError
from dashboard.settings.settings import Settings
from dashboard.settings.shift_file import read_shift_file
from streams.server.fitness import Verdict

DAYS = 7


def shift_findings(settings: Settings, known: tuple[Areas, Roster, Matters]) -> Iterator[Verdict]:
    told, city = settings.city.shifts, City(*known)
    if not told:
        yield Verdict("ok", "no plan of shifts: consoles name nobody as on call")
        return
    path = settings.path(told)
    try:
        plan = read_shift_file(path, city, settings.rules.zone)
    except CityFileError as error:
        yield Verdict("bad", f"{error}; gridwall shifts check {told} tells every fault")
        return
    calls = sum(turn.on_call for turn in plan.turns)
    counts = f"{calls:,} rows of who is on call and {len(plan.turns) - calls:,} planned shifts"
    yield Verdict("ok", f"the plan {path.name} has {counts}")
    today = datetime.now(settings.rules.zone).date()
    missing = len(list(gap_notes(plan.turns, today, DAYS)))
    if missing:
        hours = f"in the next {DAYS} days nobody is on call at some hours of {missing} lists or times"
        yield Verdict("warn", f"{hours}: gridwall shifts check {told} tells them")
