"""What the page of the handover shows to a viewer: the shift that runs, or one that was signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from city.access.roles import HEAD
from city.handover.deciding import ON_DUTY, TEXT_LONGEST
from city.handover.handovers import Handover, Note, Shifts
from city.handover.sheet import CASES, LISTS, THINGS, Sheet
from city.live import LiveCity
from city.people.shifts import ShiftPlan
from city.time.days import LocalDays
from dashboard.access.viewer import Viewer
from dashboard.console.handover.on_call import on_call_next
from dashboard.console.names import called_in
from layouts.handover.page import HandoverView, Past, handover_words
from layouts.handover.parts import Row

LISTED = 200  # rows of one list on the page
EMPTY = Sheet(dict.fromkeys(LISTS), {}, dict.fromkeys(THINGS))


@dataclass(frozen=True, slots=True)
class World:
    """`notes` are remarks on it."""

    name: str
    notes: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class HandoverViews:
    """`plan()` is that of the shifts, `sheet` what stands open now, `opened` what one froze."""

    live: Callable[[], LiveCity]
    plan: Callable[[], ShiftPlan | None]
    clock: Callable[[], int]
    sheet: Callable[[str, tuple[Note, ...]], Sheet]
    opened: Callable[[Handover], Sheet | None]
    world: Callable[[], World]

    def running(self, lang: str, who: Viewer, shifts: Shifts, chosen: str) -> HandoverView:
        """The shift that runs, with what stands open now."""
        drawn = _Drawn(self.live(), lang, who, shifts, self.clock(), self.world())
        may, why = drawn.offered()
        begin, names = on_call_next(
            drawn.live, self.plan(), shifts.area, drawn.live.sight(who.scope, who.names), drawn.now
        ) or (None, [])
        on_call = (drawn.time(begin), [drawn.pair(name) for name in names]) if begin is not None else None
        sheet = self.sheet(shifts.area, shifts.notes)
        return drawn.view(sheet, None, chosen, may=may, why=why, on_call=on_call)

    def signed(self, lang: str, who: Viewer, shifts: Shifts, found: Handover, chosen: str) -> HandoverView:
        """One that was signed, as it was."""
        drawn = _Drawn(self.live(), lang, who, shifts, self.clock(), self.world())
        sheet = self.opened(found)
        may, why = drawn.offered()
        return drawn.view(sheet or EMPTY, found, chosen, may=may & {"accept"}, why=why, gone=sheet is None)


class _Drawn:
    def __init__(
        self, live: LiveCity, lang: str, who: Viewer, shifts: Shifts, now: int, world: World
    ) -> None:
        self.live, self.lang, self.who, self.shifts, self.now = live, lang, who, shifts, now
        self.world = world
        self._days, self._text = LocalDays(live.rules.zone), handover_words(lang)
        self._called = called_in(live, who.scope)
        self._minutes = live.rules.handover_minutes

    def view(
        self,
        sheet: Sheet,
        found: Handover | None,
        chosen: str,
        *,
        may: frozenset[str],
        why: str = "",
        on_call: tuple[str, list[str]] | None = None,
        gone: bool = False,
    ) -> HandoverView:
        waiting, area = self.shifts.waiting, self.live.areas[self.shifts.area]
        shown = found if found is not None else waiting
        offers = may if found is None or found.waits else may - {"accept"}
        return HandoverView(
            lang=self.lang,
            code=area.code,
            area=self.pair((area.name, area.name_en or area.name)),
            number=found.number if found else None,
            time=self.time(self.now),
            lines=self._lines(found),
            late=shown is not None and shown.waits and shown.late_at is not None,
            counts=sheet.counts,
            chosen=chosen if chosen in LISTS else _foremost(sheet.counts),
            lists={} if gone else self._lists(sheet),
            notes=[(self.time(each.at), self.name(each.by), each.text) for each in reversed(sheet.notes)],
            past=[self._past(each) for each in self.shifts.handovers],
            waits=waiting.number if waiting else None,
            on_call=on_call,
            may=offers,
            why=why,
            most=TEXT_LONGEST,
            gone=gone,
            world=self.world.name,
            remarks=self.world.notes,
        )

    def offered(self) -> tuple[frozenset[str], str]:
        """What this viewer may do just now, and why nothing, in words."""
        if self.who.role not in ON_DUTY:
            seat = not self.who.session and self.who.role == "operator"
            return frozenset(), self._text["seat_first" if seat else "look_only"]
        waiting, may = self.shifts.waiting, {"note"}
        if waiting is not None and waiting.by != self.who.id:
            may.add("accept")
        if self.who.role == HEAD and (waiting is None or waiting.late(self.now, self._minutes)):
            may.add("sign")
        mine = waiting is not None and waiting.by == self.who.id
        return frozenset(may), self._text["accept_other"] if mine else ""

    def _lines(self, found: Handover | None) -> list[str]:
        text = self._text
        if found is not None:
            return self._of(found)
        last, waiting = self.shifts.last, self.shifts.waiting
        since = text["since"].format(time=self.time(last.at)) if last else text["never"]
        first = " · ".join((text["running"], text["now"].format(time=self.time(self.now)), since))
        return [first, *(self._of(waiting) if waiting else [])]

    def _of(self, found: Handover) -> list[str]:
        text, minutes = self._text, self._minutes
        line = text["signed_line"].format(time=self.time(found.at), who=self.name(found.by))
        if found.accepted_at is not None:
            who = self.name(found.accepted_by or "")
            accepted = text["accepted_line"].format(time=self.time(found.accepted_at), who=who)
            was_late = [text["late_after"].format(minutes=minutes)] if found.late_at is not None else []
            return [" · ".join((line, accepted, *was_late))]
        if found.replaced:
            return [f"{line} · {text['replaced_line']}"]
        late = found.late_at is not None
        return [f"{line} · {text['late_line'].format(minutes=minutes) if late else text['waits']}"]

    def _past(self, each: Handover) -> Past:
        late = "late" if each.late_at is not None else "waits"
        state = "accepted" if each.accepted_at is not None else "replaced" if each.replaced else late
        return Past(each.number, self.time(each.at), self.name(each.by), state)

    def _lists(self, sheet: Sheet) -> Mapping[str, list[Row]]:
        lists = {name: [self._case(id) for id in sheet.cases[name][:LISTED]] for name in CASES}
        for name, found in sheet.things.items():
            lists[name] = [Row(self.pair((zh, en))) for _, zh, en in (found or [])[:LISTED]]
        return lists

    def _case(self, id: str) -> Row:
        """A case of earlier days that is known no more is its id."""
        case, code = self.live.case(id), self.shifts.area
        if case is None:
            return Row(id)
        item = self.live.matters.items.get(case.item)
        name = self.pair((item.name, item.name_en or item.name)) if item else case.item
        place = [self.pair((zh, en or zh)) for zh, en in self.live.place(case, code)]
        due = [self._text["due"].format(time=self.time(case.due))] if case.due is not None else []
        return Row(name, " · ".join((id, *place, *due)), f"/console/{code}?case={id}")

    def time(self, at: int) -> str:
        return self._days.stamp(at, "%m-%d %H:%M")

    def name(self, id: str) -> str:
        return self.pair(self._called(id))

    def pair(self, pair: tuple[str, str]) -> str:
        return pair[0] if self.lang == "zh" else pair[1]


def _foremost(counts: Mapping[str, int | None]) -> str:
    """What needs eyes first of what there is."""
    order = ("muted", "overdue", "unanswered", "open", *THINGS)
    return next((name for name in order if counts.get(name)), "open")
