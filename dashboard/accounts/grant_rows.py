"""The grants of somebody who is in, as pages name them."""

from __future__ import annotations

from city.access.grants import Grant
from city.areas.areas import Areas
from dashboard.access.sessions_door import Standing
from layouts.accounts.account import GrantRow


def area_name(areas: Areas, code: str, lang: str) -> str:
    """The code itself for an area that is no more."""
    if code not in areas:
        return code
    area = areas[code]
    return (area.name_en if lang == "en" else None) or area.name


def grant_row(grant: Grant, areas: Areas, lang: str, *, chosen: bool = False) -> GrantRow:
    last = str(grant.last) if grant.last else ""
    return GrantRow(grant.id, grant.role, area_name(areas, grant.area, lang), last, chosen)


def grant_rows(standing: Standing, areas: Areas, lang: str) -> list[GrantRow]:
    return [grant_row(each, areas, lang, chosen=each == standing.grant) for each in standing.grants]
