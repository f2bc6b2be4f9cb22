"""Who works here: the roster and its form. Knows people and their home areas, never where they are now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from city.areas.areas import Areas
from city.headers import LOST, digits_lost
from city.people.kinds import FULL, WANTED, kind_of

IDENTITY = re.compile(r"[A-Za-z0-9._:-]{1,64}")
MODES = ("foot", "bike", "car")
NEEDED = ("inspector", "name", "area")
# for each member the headers it is known by besides its own name, the surest first
COLUMNS = {
    "inspector": ("inspector_id", "网格员编号", "人员编号", "工号", "编号", "id"),
    "name": ("姓名", "网格员姓名", "人员姓名", "名称"),
    "area": ("area_code", "网格编码", "网格编号", "网格代码", "所属网格", "区域编码", "区划代码"),
    "department": ("部门", "所属部门", "单位"),
    "phone": ("mobile", "telephone", "手机号码", "手机号", "手机", "联系电话", "电话"),
    "mode": ("出行方式", "方式"),
    "name_en": ("英文名", "英文姓名"),
    "kind": ("类别", "人员类别", "用工类别"),
}


class RosterError(ValueError):
    """One sentence: which line, what was wanted, what came."""


@dataclass(frozen=True, slots=True)
class Person:
    inspector: str
    name: str
    area: str  # the code of the home area, of any level
    department: str | None = None
    phone: str | None = None
    mode: str = "foot"
    name_en: str | None = None
    kind: str = FULL


class Roster:
    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self._by_id = {person.inspector: person for person in self.people}
        self.several_kinds = len({person.kind for person in self.people}) > 1

    def __len__(self) -> int:
        return len(self.people)

    def __contains__(self, inspector: object) -> bool:
        return inspector in self._by_id

    def get(self, inspector: str) -> Person | None:
        return self._by_id.get(inspector)


def read_roster(rows: Iterable[Mapping[str, str | None]], areas: Areas, source: str) -> Roster:
    """The people of a CSV's rows (its first row is line 2). Raises RosterError for the first bad row."""
    people = []
    for found in check_roster(rows, areas, source):
        if isinstance(found, str):
            raise RosterError(found)
        people.append(found)
    return Roster(people)


def check_roster(
    rows: Iterable[Mapping[str, str | None]], areas: Areas, source: str
) -> Iterator[Person | str]:
    """Each row as a Person, or as the sentence that says what is wrong with it."""
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        if not any(row.values()):
            continue
        found = _person(row, areas, f"{source} line {line}")
        if isinstance(found, Person):
            first = seen.setdefault(found.inspector, line)
            if first != line:
                yield (
                    f"{source} line {line}: inspector must be unique, "
                    f"got {found.inspector} again (first on line {first})"
                )
                continue
        yield found


def _person(row: Mapping[str, str | None], areas: Areas, where: str) -> Person | str:
    told = {
        key: (value or "").strip()
        for key, value in row.items()
        if isinstance(key, str) and not isinstance(value, list)
    }
    for column in NEEDED:
        if not told.get(column):
            return f"{where}: {column} is missing"
    for column in ("inspector", "area", "phone"):
        if digits_lost(told.get(column, "")):
            return f"{where}: {column} must be whole, got {told[column]!r}: {LOST}"
    if not IDENTITY.fullmatch(told["inspector"]):
        return f"{where}: inspector must be 1 to 64 of A-Z a-z 0-9 . _ : -, got {told['inspector'][:64]!r}"
    home = areas.stands_for(told["area"])
    if home is None:
        return f"{where}: area must be a code of the city's areas, got {told['area']!r}"
    mode = told.get("mode") or MODES[0]
    if mode not in MODES:
        return f"{where}: mode must be one of {', '.join(MODES)}, got {mode!r}"
    kind = kind_of(told.get("kind", ""))
    if kind is None:
        return f"{where}: kind must be one of {WANTED}, got {told['kind'][:64]!r}"
    return Person(
        told["inspector"],
        told["name"],
        home,
        told.get("department") or None,
        told.get("phone") or None,
        mode,
        told.get("name_en") or None,
        kind,
    )
