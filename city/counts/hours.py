"""Reports per local hour, today and yesterday, of an area and all below it."""

import numpy as np

from city.cases.case_columns import CaseColumns


def hours_of(case_columns: CaseColumns, position: int, end: int, today: int) -> tuple[list[int], list[int]]:
    """24 counts for today and for yesterday. Counted when asked: few areas are looked at."""
    here = (case_columns.position >= position) & (case_columns.position < end)
    days = (case_columns.hour[here & (case_columns.day == day)] for day in (today, today - 1))
    now, before = (np.bincount(hours, minlength=24).tolist() for hours in days)
    return now, before
