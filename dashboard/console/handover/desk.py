"""What somebody asks of a handover: a note, to sign, to accept. Decided on what the record holds, accepted
once written. The actor is the viewer, never a field; the same command again gets its first answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from gevent.lock import BoundedSemaphore
from msgspec import Struct

from city.cases.refusal import Name, ObjectionError
from city.handover import deciding
from city.handover.deciding import Decided, Hand
from city.handover.handovers import Note, Shifts
from city.handover.sheet import Sheet
from city.live import LiveCity
from city.time.days import LocalDays
from dashboard.access.viewer import Viewer
from dashboard.console.commands import IDENTIFIER
from dashboard.console.names import called_in
from layouts.sentences import both
from streams.handovers.handover_log import append_handover
from streams.handovers.handover_reader import HandoverReader
from streams.record.append import Appended, StaleRevisionError
from streams.record.connections import Connections
from streams.record.startup import AWAY

TURN_S = 8.0  # that somebody waits while others ask and the record hangs
TRIES = 8  # against others who write meanwhile
Refused = tuple[int, str, dict[str, str]]  # status, code, a sentence by language
SheetOf = Callable[[str, tuple[Note, ...]], Sheet]  # of an area, now, with the notes of its shift


class HandoverAsked(Struct, frozen=True):
    """`command` names what is asked, chosen by who asks: the same again is not done twice. `text` of a note;
    `handover` the number of the one that is accepted."""

    command: str
    do: Literal["note", "sign", "accept"]
    text: str = ""
    handover: int = 0


class HandoverDesk:
    """`sheet` is what stands open now; `until(area, revision)` waits for pages to have it. One asks at a
    time."""

    def __init__(
        self,
        to: Connections,
        live: Callable[[], LiveCity],
        clock: Callable[[], int],
        sheet: SheetOf,
        until: Callable[[str, int], object],
    ) -> None:
        self._to, self._live, self._clock, self._sheet = to, live, clock, sheet
        self._until = until
        self._reader = HandoverReader(to.clerk_redis, to.keys, to.seal)
        self._turn = BoundedSemaphore(1)

    def carry_out(self, who: Viewer, area: str, asked: HandoverAsked) -> int | Refused:
        """The revision of the area that came of it, or why nothing did."""
        if not IDENTIFIER.fullmatch(asked.command):
            return 400, "bad_command", both("handover_bad_command")
        if not self._turn.acquire(timeout=TURN_S):
            return 503, "away", both("handover_away")
        try:
            came = self._carry_out(who, area, asked)
            if isinstance(came, int):
                self._until(area, came)
            return came
        except ObjectionError as error:
            why = error.refusal
            return 409, why.code, both(why.sentence, self._said(who, why.values))
        except StaleRevisionError:
            return 503, "away", both("handover_away")
        except AWAY:
            return 503, "away", both("handover_away")
        finally:
            self._turn.release()

    def _carry_out(self, who: Viewer, area: str, asked: HandoverAsked) -> int | Refused:
        hand = Hand(who.id, who.role, asked.command)
        for _ in range(TRIES):
            self._reader.read_all()
            self._reader.rejects.clear()  # the one that follows tells of them
            shifts, now = self._reader.handovers.of(area), self._clock()
            decided = self._decide(shifts, hand, asked, now)
            to = self._to
            answer = append_handover(
                to.clerk_redis,
                to.keys,
                shifts,
                decided,
                who.id,
                now,
                replicas=to.replicas,
                seal=to.seal,
            )
            if isinstance(answer, Appended) and answer.digest == who.id:
                return answer.revision
        return 409, "busy", both("handover_busy")

    def _decide(self, shifts: Shifts, hand: Hand, asked: HandoverAsked, now: int) -> Decided:
        if asked.do == "note":
            return deciding.note(shifts, hand, asked.text)
        if asked.do == "accept":
            return deciding.accept(shifts, hand, asked.handover)
        minutes = self._live().rules.handover_minutes
        return deciding.sign(shifts, hand, self._sheet(shifts.area, shifts.notes), now, minutes)

    def _said(self, who: Viewer, values: dict[str, Any]) -> dict[str, Any]:
        """Who did it as this viewer may know them, when by the city's clock."""
        told = dict(values)
        if "by" in told:
            told["by"] = Name(*called_in(self._live(), who.scope)(told["by"]))
        if "at" in told:
            told["at"] = LocalDays(self._live().rules.zone).stamp(told["at"], "%H:%M")
        return told
