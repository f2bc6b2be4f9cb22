"""The grants of somebody who is in, as pages name them."""

from __future__ import annotations

from collections.abc import Mapping

from city.access.grants import Grant
from city.access.roles import GRANTED, SCREEN
from city.areas.areas import Areas
from city.matters import Department
from dashboard.access.sessions_door import Standing
from layouts.accounts.account import GrantRow, account_words, acts_as

Departments = Mapping[str, Department]


def area_name(areas: Areas, code: str, lang: str) -> str:
    """The code itself for an area that is no more."""
    if code not in areas:
        return code
    area = areas[code]
    return (area.name_en if lang == "en" else None) or area.name


def grant_words(grant: Grant, areas: Areas, departments: Departments, lang: str) -> str:
    """Its role in its area, and for which department; without its days."""
    called = acts_as(account_words(lang), grant_row(grant, areas, lang))
    if grant.department is None:
        return called
    department = departments.get(grant.department)
    name = department and ((department.name_en if lang == "en" else None) or department.name)
    return f"{called} · {name or grant.department}"


def named_grant(word: str, areas: Areas, departments: Departments, lang: str) -> str:
    """The words of a grant's id; what is none, or of a role that is no more, is told as it is."""
    role, _, place = word.partition(":")
    area, _, department = place.partition(":")
    if role not in (*GRANTED, SCREEN) or not area:
        return word
    return grant_words(Grant(role, area, department or None), areas, departments, lang)


def grant_row(grant: Grant, areas: Areas, lang: str, *, chosen: bool = False) -> GrantRow:
    last = str(grant.last) if grant.last else ""
    return GrantRow(grant.id, grant.role, area_name(areas, grant.area, lang), last, chosen)


def grant_rows(standing: Standing, areas: Areas, lang: str) -> list[GrantRow]:
    return [grant_row(each, areas, lang, chosen=each == standing.grant) for each in standing.grants]
