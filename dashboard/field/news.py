"""What a phone or a department is pushed: its dispatches, anew whenever they are otherwise, as server-sent
events over one long answer. Knows no page; the listeners of one process share nothing with another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import gevent
import msgspec
from flask import Flask, Response
from gevent.event import Event

from city.cases.case import Case
from dashboard.access.api_auth import ApiRefusedError, Callers, token
from dashboard.access.viewer import viewer
from dashboard.field.pages import DEPARTMENT, OF_WORK, FieldPages, FieldWork
from dashboard.field.work import FRESH, FieldTask, sent_of
from dashboard.transport.route_docs import documented
from streams.record.startup import AWAY

BEAT = 15.0  # s between two signs of life: a phone that hears none for longer asks again
MOST = 2000  # listeners of one process
EACH = 4  # of them by one link: an older one is ended
KIND = "text/event-stream"
Who = tuple[str | None, str | None]  # an inspector or a department


@dataclass(eq=False, slots=True)
class Listener:
    """`still()`: whether whoever signed in for it is in; asked each second."""

    who: Who
    still: Callable[[], bool] = lambda: True
    rung: Event = field(default_factory=Event)  # something of theirs may be otherwise
    cases: frozenset[str] = frozenset()  # as told last
    ended: bool = False


def register(server: Flask, callers: Callers, pages: FieldPages, news: FieldNews) -> None:
    @server.get("/api/field/news")
    @documented(KIND, *OF_WORK, (503, "busy"), query=(DEPARTMENT,))
    def field_news() -> Response:
        """What /api/field/work answers, now and at every change: server-sent events, a comment every 15 s."""
        try:
            speaker = callers.caller()
            who = pages.whose(speaker)
            text, who_asks = token(), viewer()
            listener = news.join(who, lambda: text is not None or callers.still(who_asks))
        except ApiRefusedError as reason:
            return reason.response()

        def good() -> bool:
            try:
                return callers.still(who_asks) if text is None else callers.stands(text)
            except AWAY:
                return True  # nobody can say otherwise just now

        response = Response(
            news.told(listener, lambda: pages.rows(who, speaker.areas), good), content_type=KIND
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Accel-Buffering"] = "no"  # nginx would keep it until it is large
        return response


class FieldNews:
    def __init__(self) -> None:
        self._of: dict[Who, list[Listener]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def join(self, who: Who, still: Callable[[], bool] = lambda: True) -> Listener:
        """Raises ApiRefusedError when too many listen."""
        if len(self) >= MOST:
            raise ApiRefusedError(
                503, "busy", f"More than {MOST} listen already: ask for the work instead.", 30
            )
        theirs = self._of.setdefault(who, [])
        for old in theirs[: len(theirs) + 1 - EACH]:
            old.ended = True
            old.rung.set()
        listener = Listener(who, still)
        listener.rung.set()  # the list told first may be older than a change for which nobody was rung
        theirs.append(listener)
        return listener

    def look(self) -> None:
        """Wakes those that are in no more: their line ends now, not at its next sign of life."""
        for listener in [each for theirs in self._of.values() for each in theirs]:
            if not listener.still():
                listener.rung.set()

    def leave(self, listener: Listener) -> None:
        theirs = self._of.get(listener.who, [])
        if listener in theirs:
            theirs.remove(listener)
        if not theirs:
            self._of.pop(listener.who, None)

    def cases_changed(self, cases: Iterable[Case]) -> None:
        """Rings those whose they are now, and those who were told that they are theirs."""
        if not self._of:
            return
        for case in cases:
            for sent in sent_of(case):
                for listener in self._of.get((sent.inspector, sent.department), ()):
                    listener.rung.set()
            for theirs in self._of.values():
                for listener in theirs:
                    if case.id in listener.cases:
                        listener.rung.set()

    def told(
        self, listener: Listener, work: Callable[[], FieldWork], good: Callable[[], bool]
    ) -> Iterator[bytes]:
        """Until the reader goes away, another listener takes its place, or its link is no longer `good`."""
        last: list[FieldTask] | None = None
        try:
            while not listener.ended and good():
                now = work()
                if now.ready and now.tasks != last:
                    last, listener.cases = now.tasks, frozenset(task.case for task in now.tasks)
                    yield b"data: " + msgspec.json.encode(now) + b"\n\n"
                else:
                    yield b": beat\n\n"
                if listener.rung.wait(BEAT):
                    gevent.sleep(FRESH)  # several changes are one, and the list is made anew by then
                    listener.rung.clear()
        finally:
            self.leave(listener)
