"""Reports per local hour, today and yesterday, of an area and all below it."""

import numpy as np

from city.cases.docket import Docket


def hours_of(docket: Docket, position: int, end: int, today: int) -> tuple[list[int], list[int]]:
    """24 counts for today and for yesterday. Counted when asked: few areas are looked at."""
    here = (docket.position >= position) & (docket.position < end)
    days = (docket.hour[here & (docket.day == day)] for day in (today, today - 1))
    now, before = (np.bincount(hours, minlength=24).tolist() for hours in days)
    return now, before
