"""What the field does with what it is sent: accept or decline, go there, handle, feed back; or nothing.

Dispatches and times in, answers out; people are moved by `walks`. Knows neither Redis nor HTTP.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from zlib import crc32

import numpy as np

from demo.people.phones import Phones
from streams.messages.dispatch import Dispatch, Recall

SILENT, DECLINES, HANDS_BACK = 0.06, 0.06, 0.08  # shares: no answer at all; "not me"
ACCEPTS_S, ACCEPTS_URGENT_S = (20.0, 90.0), (15.0, 50.0)
DEPARTMENT_ACCEPTS_S, DEPARTMENT_WORKS_S = (60.0, 420.0), (600.0, 2_400.0)
LOOKS_S = (240.0, 600.0)  # for a place nobody could name
WORKS_S = (150.0, 540.0)
FORGOTTEN_MS = 3_600_000  # who has no signal, or is off shift, for so long does not answer any more

DONE = ("已到场处置，隐患消除", "已当场整改，现场恢复", "已处置完毕，已拍照留存", "已劝导并复查，问题解决")
DEPARTMENT_DONE = ("已派员处置，整改到位", "已责令整改并复查合格", "已处理，情况属实，已消除")
BUSY = ("正在处理其他事项，走不开", "车辆故障，无法前往", "已临近下班，请改派")
NOT_OURS = ("不属于本部门职责，请改派", "权属不清，请核实后再派")


@dataclass(frozen=True, slots=True)
class Answer:
    """One call of `POST /api/cases/<case>/events`. Its request id names its cause: said twice it is one."""

    case: str
    body: dict[str, Any]


@dataclass(slots=True)
class Errand:
    """One dispatch on its way. `steps` are what is still to be said, the first of them at `due`."""

    dispatch: Dispatch
    row: int | None  # of the person; None for a department
    steps: list[tuple[str, tuple[float, float]]]  # what, and how long before it in seconds
    chance: np.random.Generator
    due: int
    told: bool = False  # the first step is said and waits for the wall's word
    begun: bool = False  # the wall took one


class Errands:
    """One a simulation. `take` what is dispatched, `recall` what is taken back, `step` often, and tell it
    what was `heard`."""

    def __init__(self, ids: Sequence[str], phones: Phones, seed: int) -> None:
        self.phones, self.walkers, self.seed = phones, phones.walkers, seed
        self.rows = {inspector: row for row, inspector in enumerate(ids)}
        self.under_way: dict[str, Errand] = {}
        self.going: dict[int, str] = {}  # row → the dispatch that moves them
        self.ended: list[str] = []  # entries of `dispatches` that need no more attention

    def take(self, dispatch: Dispatch, now: int) -> None:
        if dispatch.id in self.under_way:
            return
        row = None if dispatch.inspector is None else self.rows.get(dispatch.inspector)
        chance = np.random.default_rng([self.seed, crc32(dispatch.id.encode())])
        steps = _steps(dispatch, chance)
        if not steps or (row is None and dispatch.department is None):
            self.ended.append(dispatch.entry)
            return
        self.under_way[dispatch.id] = Errand(dispatch, row, steps, chance, now + _wait(steps[0], chance))

    def recall(self, recall: Recall) -> None:
        """Whoever was on the way turns round; an answer that is under way finds out by itself."""
        errand = self.under_way.get(recall.id)
        if errand is not None:
            self._end(errand)
        self.ended.append(recall.entry)

    def step(self, now: int) -> list[Answer]:
        """What is said now."""
        said = []
        for errand in [*self.under_way.values()]:
            if errand.told or now < errand.due:
                continue
            if errand.row is not None and not self._ready(errand, errand.row, now):
                if not errand.begun and now - errand.due > FORGOTTEN_MS:
                    self._end(errand)
                continue
            errand.told = True
            said.append(_answer(errand))
        return said

    def heard(self, answer: Answer, taken: bool, now: int) -> None:
        """What the wall made of it: the errand goes on, or it was somebody else's by then."""
        errand = self.under_way.get(str(answer.body["dispatch"]))
        if errand is None or not errand.told:
            return
        errand.told, errand.begun = False, errand.begun or taken
        errand.steps.pop(0)
        if not taken or not errand.steps:
            self._end(errand)
            return
        if errand.row is not None:
            self.phones.held[errand.row] = True
        errand.due = now + _wait(errand.steps[0], errand.chance)

    def _ready(self, errand: Errand, row: int, now: int) -> bool:
        """Has the phone a signal, and is its owner there when that is what it is to say?"""
        one = np.array([row])
        if not len(self.phones.on_line(one, now)):
            return False
        place = errand.dispatch.place
        if errand.steps[0][0] != "arrive" or place is None:
            return True
        if row not in self.going:  # one thing after the other
            self.going[row] = errand.dispatch.id
            self.walkers.send(row, *place)
        return self.going[row] == errand.dispatch.id and bool(self.walkers.arrived(one)[0])

    def _end(self, errand: Errand) -> None:
        del self.under_way[errand.dispatch.id]
        self.ended.append(errand.dispatch.entry)
        row = errand.row
        if row is None:
            return
        if self.going.get(row) == errand.dispatch.id:
            del self.going[row]
            self.walkers.release(row)
        self.phones.held[row] = any(other.row == row for other in self.under_way.values())


def _steps(dispatch: Dispatch, chance: np.random.Generator) -> list[tuple[str, tuple[float, float]]]:
    """What will be said, each with the seconds before it; nothing at all by some."""
    lot = float(chance.random())
    department = dispatch.department is not None
    first = DEPARTMENT_ACCEPTS_S if department else ACCEPTS_URGENT_S if dispatch.urgent else ACCEPTS_S
    if lot < SILENT:
        return []
    if department:
        if lot < SILENT + HANDS_BACK:
            return [("accept", first), ("hand_back", DEPARTMENT_ACCEPTS_S)]
        return [("accept", first), ("feed_back", DEPARTMENT_WORKS_S)]
    if lot < SILENT + DECLINES:
        return [("decline", first)]
    way = (0.0, 0.0) if dispatch.place else LOOKS_S
    return [("accept", first), ("arrive", way), ("feed_back", WORKS_S)]  # who is there is at work on it


def _wait(step: tuple[str, tuple[float, float]], chance: np.random.Generator) -> int:
    return int(chance.uniform(*step[1]) * 1000)


def _answer(errand: Errand) -> Answer:
    dispatch, do = errand.dispatch, errand.steps[0][0]
    department = dispatch.department is not None
    who = {"department": dispatch.department} if department else {"inspector": dispatch.inspector}
    body = {
        "request": f"{do}:{blake2b(dispatch.id.encode(), digest_size=12).hexdigest()}",
        "do": do,
        "dispatch": dispatch.id,
        **who,
    }
    words = {"feed_back": DEPARTMENT_DONE if department else DONE, "decline": BUSY, "hand_back": NOT_OURS}
    if do in words:
        said = words[do][int(errand.chance.integers(len(words[do])))]
        body["text" if do == "feed_back" else "reason"] = said
    return Answer(dispatch.case, body)
