"""Which area a code of an office names. Chinese codes (GB/T 2260, GB/T 10114 below the county) are read by
their digits: two for the province, two for the city, two for the county, three for the town, three for the
village; zeros behind mean all of it. Any other code names the area of ours that has it."""

from __future__ import annotations

import re

from city.areas.areas import Areas

_CHINESE = re.compile(r"\d{6}|\d{9}|\d{12}|\d{15}", re.ASCII)
_STEPS = (2, 4, 6, 9, 12, 15)  # where a part ends


def named_area(areas: Areas, code: str) -> str | None:
    """The code of ours that is meant: of what lies above the city the city itself, of what we do not know the
    next that holds it; None: not of this city."""
    if code in areas:
        return code
    if not _CHINESE.fullmatch(code):
        return None
    digits = _told(code)
    if not digits:
        return None
    root = areas.root.code
    if _CHINESE.fullmatch(root) and _told(root).startswith(digits):
        return root
    for length in reversed([step for step in _STEPS if step <= len(digits)]):
        for form in (digits[:length], digits[:length].ljust(6, "0"), digits[:length].ljust(12, "0")):
            if form in areas:
                return form
    return None


def _told(code: str) -> str:
    """Without the zeros that stand for all below."""
    for shorter, longer in reversed(list(zip((0, *_STEPS), _STEPS, strict=False))):
        if len(code) >= longer:
            if code[shorter:longer].strip("0"):
                return code[:longer]
            code = code[:shorter]
    return code
