"""The record lost what this wall had shown: counted, logged, and told on the page in words."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from city.cases.case import Happened
from city.live import LiveCity
from dashboard.truth.troubles import Troubles
from layouts.sentences import sentence as spoken
from layouts.words import LANGUAGES
from streams.record.connections import Connections
from streams.record.losses import LossNote, LostCase, loss_note, read_losses, write_loss
from streams.record.startup import AWAY
from streams.record.tails import Loss

SHOWN_MS = 3_600_000  # the light stays amber for it
RED_MS = 600_000  # in which an emptied record is red
SAME_MS = 60_000
SAID = 3  # cases named in the light; all are in /readyz
CODES = {False: "record_lost", True: "record_emptied"}
Phrases = Callable[[LiveCity, Sequence[Happened]], tuple[str, str]]  # Chinese and English
log = logging.getLogger(__name__)


class Losses:
    """`count` is of this process; `notes` of all. `phrases` says in words what happened to a case."""

    def __init__(
        self,
        connections: Connections,
        clock: Callable[[], int],
        troubles: Troubles,
        zone: tzinfo,
        phrases: Phrases,
    ) -> None:
        self._connections, self._clock, self._troubles = connections, clock, troubles
        self._zone, self._phrases = zone, phrases
        self.count = 0
        self.notes: list[LossNote] = []
        self._unwritten: deque[LossNote] = deque(maxlen=20)
        self._own: deque[LossNote] = deque(maxlen=20)

    def notice(self, loss: Loss, live: LiveCity) -> None:
        """`live` is the fold that still holds what was lost."""
        now = self._clock()
        if self._known(loss, now):
            return
        note = loss_note(loss, now, lost_cases(live, loss, self._phrases))
        self.count += 1
        log.error("%s", sentence(note, self._zone))
        self._unwritten.append(note)
        self._own.append(note)
        self._tell([*self.notes, note], now)

    def _known(self, loss: Loss, now: int) -> bool:
        """Reader and snapshot may find the same one."""
        lately = [note for note in (*self.notes, *self._unwritten) if now - note.at < SAME_MS]
        first, entries = loss.lost[0].entry, len(loss.lost)
        return any(note.same(loss.survived, first) and note.entries >= entries for note in lately)

    def look(self, now: int) -> None:
        """Write what others should know, and learn what they noticed; never raises for Redis."""
        redis, keys = self._connections.clerk_redis, self._connections.keys
        try:
            while self._unwritten:
                write_loss(redis, keys, self._unwritten[0])
                self._unwritten.popleft()
            self.notes = read_losses(redis, keys)
            if self._own and not self.notes:
                self._unwritten.extend(self._own)  # who emptied the record took the notes of its losses along
                return
        except AWAY:
            return
        self._tell(self.notes, now)

    def _tell(self, notes: list[LossNote], now: int) -> None:
        zone, troubles = self._zone, self._troubles
        for emptied, code in CODES.items():
            lately = [note for note in notes if note.emptied == emptied and now - note.at < SHOWN_MS]
            if not lately:
                troubles.end(code, now)
                continue
            note = lately[-1]
            at = datetime.fromtimestamp(note.at / 1000, zone).strftime("%H:%M")
            troubles.begin(
                code,
                sentence(note, zone),
                now,
                red_after=0 if emptied and now - note.at < RED_MS else None,
                at=at,
                seconds=note.seconds,
                cases=note.cases,
                what=[what(note, lang) for lang in LANGUAGES],
            )


def what(note: LossNote, lang: str) -> str:
    """The first cases and what is lost of each, in one language; "" when nobody knows."""
    some = [f"{case.case} {getattr(case, lang)}".strip() for case in note.named[:SAID]]
    more = "…" if len(note.named) > SAID else ""
    cases = spoken(lang, "lost_between").join(some) + more
    return spoken(lang, "lost_of", {"cases": cases}) if some else ""


def lost_cases(live: LiveCity, loss: Loss, phrases: Phrases) -> list[LostCase]:
    """What happened to each case and is lost, as far as the fold that was dropped remembers."""
    first: dict[str, int] = {}
    for held in loss.lost:
        if held.case:
            first[held.case] = min(held.revision, first.get(held.case, held.revision))
    told = []
    for case, revision in first.items():
        gone = [each for each in live.cases.history(case) if each.revision >= revision][-3:]
        told.append(LostCase(case, *phrases(live, gone)))
    return told


def sentence(note: LossNote, zone: tzinfo) -> str:
    """For the log and for programs."""
    at = datetime.fromtimestamp(note.at / 1000, zone).strftime("%Y-%m-%d %H:%M:%S")
    least = "" if note.all_known else "at least "
    many = f"{least}{note.cases} {'case' if note.cases == 1 else 'cases'}"
    what = ", ".join(f"{case.case} ({case.en})" if case.en else case.case for case in note.named)
    if note.emptied:
        return f"the record was emptied before {at}: {many}: {what}"
    return f"the record lost its last {note.seconds:g} s at {at}: {many}: {what}"
