"""From the reports stream to exactly one `filed` event each, however often it was sent and whoever files."""

import hashlib
from dataclasses import fields, replace
from typing import Any

import msgspec
from redis import Redis
from redis.exceptions import ResponseError

from city.cases.case import CaseEvent
from city.cases.filing import Report, case_prefix, file_report
from city.cases.resends import tells_of_another
from city.live import LiveCity
from streams.clerk.photo_proof import with_proved_photos
from streams.clerk.rejected import Refusals
from streams.clerk.resends import filed_under, first_filed, second_key
from streams.clerk.retention import REPORTS
from streams.clerk.tries import Tries
from streams.messages.arrival import Arrival
from streams.messages.entries import Entry, order
from streams.messages.rejects import Reject, raw_fields, reject
from streams.messages.reports import decode_reports
from streams.record.append import NOWHERE, Append, Appended, Conflict, Stand, append_all
from streams.record.keys import Keys
from streams.record.seal import NONE as NO_SEAL
from streams.record.seal import Seal
from streams.record.tails import START
from streams.server.replicas import NONE, Replicas

AT_ONCE = 200  # reports a turn: the wall lives in the same thread
ACTOR = "clerk"
FORGETTING = 60_000  # ms in which a case is in the fold that was filed just now
TRIES = 20  # while others change the same case
OVERLAP = 60_000  # ms of reports looked at again after a loss
_SAID = [each.name for each in fields(Report) if each.name not in ("entry", "received")]
# What a value nobody thought of could raise in pure code: one report must not hold up those behind it.
_ODD = (ArithmeticError, LookupError, TypeError, ValueError)


class Filing:
    """`cursor` is the last report done with. Doing some again is harmless: the record knows their keys."""

    def __init__(
        self,
        redis: Redis,
        keys: Keys,
        live: LiveCity,
        refusals: Refusals,
        *,
        replicas: Replicas = NONE,
        seal: Seal = NO_SEAL,
    ) -> None:
        self.redis, self.keys, self.live, self.refusals = redis, keys, live, refusals
        self.replicas, self.seal = replicas, seal
        self.tries = Tries()
        self.cursor = START
        self._stored = START
        self._begun = False
        self.filed = 0  # events by this process
        self.lead = 0  # ms the Redis's clock is ahead of the server's
        self.stand: Stand = NOWHERE
        self._label = keys.label(keys.reports)
        self._sos_done: set[str] = set()

    def begin(self) -> None:
        """A term begins: nothing is known of what the last clerk has done."""
        self._begun = False
        self._sos_done.clear()

    def _take_up(self) -> None:
        """Where the last clerk left off; from the beginning when the stream is another one, or when nobody
        can tell: what is filed again is known by its key."""
        newest: Any = self.redis.xrevrange(self.keys.reports, count=1)
        told = self.tries("cursor", lambda: self.redis.hget(self.keys.cursors, REPORTS), None)
        self.cursor = told.decode() if isinstance(told, bytes) else START
        if newest and order(newest[0][0].decode()) < order(self.cursor):
            self.cursor = START
        self._stored, self._begun = self.cursor, True

    def file_sos(self, fence: int, now: int) -> None:
        """Every call for help the fold knows of and the record may not. What stops one stops no other."""
        calls = [(case, data) for case, data in self.live.unfiled_sos(now) if case not in self._sos_done]
        events = [CaseEvent("", case, 1, "filed", now, ACTOR, f"sos:{case}", data) for case, data in calls]
        for first in range(0, len(events), AT_ONCE):
            some = events[first : first + AT_ONCE]
            answers = self._file_calls(some, fence)
            self._sos_done.update(event.case for event in some)
            self.filed += sum(isinstance(answer, Appended) and not answer.again for answer in answers)

    def _file_calls(self, events: list[CaseEvent], fence: int) -> list[Appended | Conflict]:
        """Under another key where something else stands in the place of a first answer: then its revision
        alone keeps a call from being filed twice."""
        try:
            return self._write([Append(event, 0) for event in events], fence)
        except ResponseError:
            odd = self._odd([event.key for event in events])
            if not odd:
                raise
        events = [replace(each, key=f"{each.key}:again") if each.key in odd else each for each in events]
        return self._write([Append(event, 0) for event in events], fence)

    def file_reports(self, fence: int, now: int) -> bool:
        """One turn; whether more reports wait. The cursor moves last, so that a broken turn is done again."""
        if not self._begun:
            self._take_up()
        entries = self._next_reports()
        if entries:
            self.refusals.offer(self._file(entries, fence, now))
            self.tries("refusals", lambda: self.refusals.write(fence, now), 0)
            self.cursor = entries[-1][0].decode()
        if self._stored != self.cursor:
            self._stored = self.tries("cursor", self._store_cursor, self._stored)
        return len(entries) == AT_ONCE

    def _write(self, appends: list[Append], fence: int) -> list[Appended | Conflict]:
        return append_all(
            self.redis,
            self.keys,
            appends,
            fence,
            replicas=self.replicas,
            stand=self.stand,
            seal=self.seal,
        )

    def _next_reports(self) -> list[Entry]:
        """From the cursor on. Its entry must still be there: else reports that came after a loss might stand
        before it, and would be passed over."""
        found: Any = self.redis.xrange(self.keys.reports, min=self.cursor, count=AT_ONCE + 1)
        if found and found[0][0].decode() == self.cursor:
            return list(found[1:])
        if self.cursor != START and not self._trimmed():
            self.cursor = f"{max(0, order(self.cursor)[0] - OVERLAP)}-0"
            found = self.redis.xrange(self.keys.reports, min=self.cursor, count=AT_ONCE)
            if not found:
                self.cursor = START
        return list(found[:AT_ONCE])

    def _trimmed(self) -> bool:
        first: Any = self.redis.xrange(self.keys.reports, count=1)
        return bool(first) and order(first[0][0].decode()) > order(self.cursor)

    def _store_cursor(self) -> str:
        self.redis.hset(self.keys.cursors, REPORTS, self.cursor)
        return self.cursor

    def _file(self, entries: list[Entry], fence: int, now: int) -> list[Reject]:
        reports, rejects = decode_reports(entries, self._label, Arrival(now, self.lead), self.keys.gateways)
        fields = {entry.decode(): told for entry, told in entries}
        reports = [with_proved_photos(each, fields[each.entry], self.seal) for each in reports]
        appends: list[tuple[Report, Append]] = []
        for report, key in zip(reports, filed_under(self.redis, self.keys, reports), strict=True):
            try:
                appends.append((report, self._append(report, key, now)))
            except _ODD as error:
                why = f"report {report.report} cannot be filed ({type(error).__name__}: {error})"
                rejects.append(self._refuse(report, why, fields))
        for report, append, answer in self._appended(appends, fence):
            if isinstance(answer, Appended) and answer.digest != append.digest:
                append, answer = self._second(report, append, answer, fence, now)
            if answer is None:
                why = f"report {report.report} cannot be filed: another value stands where its answer is kept"
                rejects.append(self._refuse(report, why, fields))
            elif not isinstance(answer, Appended) or answer.digest != append.digest:
                why = f"report {report.report} was already filed; changed re-send kept here"
                rejects.append(self._refuse(report, why, fields))
                if isinstance(answer, Appended):
                    self._note(report, append.digest, answer, fence, now)
            else:
                self.filed += not answer.again
        return sorted(rejects, key=lambda one: order(one.entry))

    def _appended(
        self, appends: list[tuple[Report, Append]], fence: int
    ) -> list[tuple[Report, Append, Appended | Conflict | None]]:
        """None for one whose own key holds something else: it must not stop those behind it."""
        wanted = [append for _, append in appends]
        odd: set[str] = set()
        try:
            answers = self._write(wanted, fence)
        except ResponseError:
            odd = self._odd([append.event.key for append in wanted])
            if not odd:
                raise
            wanted = [append for append in wanted if append.event.key not in odd]
            answers = self._write(wanted, fence)
        told = iter(answers)
        return [(r, a, None if a.event.key in odd else next(told)) for r, a in appends]

    def _odd(self, keys: list[str]) -> set[str]:
        """Those of these causes whose first answer cannot be kept, for another type of value stands there."""
        with self.redis.pipeline(transaction=False) as pipe:
            for key in keys:
                pipe.type(self.keys.seen(key))
            told: list[Any] = pipe.execute()
        return {key for key, type_ in zip(keys, told, strict=True) if type_ not in (b"hash", b"none")}

    def _second(
        self, report: Report, append: Append, first: Appended, fence: int, now: int
    ) -> tuple[Append, Appended | Conflict]:
        """What comes again under a key and tells of another item or place is a case of its own."""
        said, live = first_filed(self.redis, self.keys, first.entry), self.live
        if said is None or not tells_of_another(report, said, live.areas, live.rules.resend_metres):
            return append, first
        event = append.event
        data = event.data | {"resend_of": first.case}
        second = replace(append, event=replace(event, key=second_key(event.key, report), data=data))
        return second, self._write([second], fence)[0]

    def _append(self, report: Report, key: str, now: int) -> Append:
        live = self.live
        data = file_report(report, live.areas, live.locator, live.matters, now, live.rules, live.calendar)
        prefix = case_prefix(data["area"], live.areas, data["counted"], live.days)
        event = CaseEvent("", prefix, 1, "filed", now, ACTOR, key, data)
        return Append(event, 0, numbered=True, digest=_digest(report))

    def _note(self, report: Report, digest: str, first: Appended, fence: int, now: int) -> None:
        """What a changed re-send says is added to its case, at whatever revision that is."""
        case = self.live.cases.get(first.case)
        if case is None and now - order(first.entry)[0] > FORGETTING:
            return  # it ended days ago: the fold has forgotten it, and people have too
        revision = case.revision if case else first.revision
        told = {"text": report.text[: self.live.rules.text_limit], "report": report.report}
        key = f"noted:{report.report}:{digest}"
        for _ in range(TRIES):
            event = CaseEvent("", first.case, revision + 1, "noted", now, ACTOR, key, told)
            answer = self._write([Append(event, revision)], fence)[0]
            if isinstance(answer, Appended) or not answer.revision:
                return
            revision = answer.revision

    def _refuse(self, report: Report, why: str, fields: dict[str, dict[bytes, bytes]]) -> Reject:
        return reject(self._label, report.entry, None, why, raw_fields(fields[report.entry]))


def _digest(report: Report) -> str:
    """Of what the sender said, not of when it came."""
    said = {name: getattr(report, name) for name in _SAID}
    return hashlib.blake2b(msgspec.json.encode(said), digest_size=8).hexdigest()
