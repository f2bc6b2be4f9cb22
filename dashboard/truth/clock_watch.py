"""Compares our clocks with Redis's and streams' ids with the clock of their Redis, and says what is apart."""

from __future__ import annotations

import logging

import gevent

from dashboard.rooms.frames import AHEAD_MS
from dashboard.truth.clocks import APART_MS, Clocks
from dashboard.truth.freshness import Chain
from dashboard.truth.spans import said
from dashboard.truth.troubles import Troubles
from streams.record.keys import Keys
from streams.record.running_ahead import running_ahead, unit
from streams.record.startup import AWAY
from streams.server.redis_clock import RedisClock

EVERY, SOON = 5.0, 1.0  # s between comparisons; while one is still to be confirmed
FAR_MS = 30_000  # from here it is red
AGAIN_MS = 500  # a clock that is told to be apart has to come so much nearer before it is not
log = logging.getLogger(__name__)


class ClockWatch:
    """Puts the clock right, and tells the chain when it moved."""

    def __init__(self, clock: Clocks, keys: Keys, chain: Chain, troubles: Troubles) -> None:
        self.clock, self._keys, self._chain, self._troubles = clock, keys, chain, troubles
        self.ahead: dict[str, int] = {}  # by which streams run ahead of their Redis, ms

    def look(self) -> None:
        self.compare()
        settled = all(clock.settled for clock in self.clock.each.values())
        gevent.sleep(EVERY if settled else SOON)

    def compare(self) -> None:
        """Never raises for Redis: the readers say so."""
        for name, clock in self.clock.each.items():
            try:
                moved = self.clock.compare(clock)
                self._look_at_streams(name, clock)
            except AWAY:
                continue
            if abs(moved) > APART_MS:
                log.warning("the server's time was put %s %s", said(moved), "on" if moved > 0 else "back")
                self._chain.clock_moved(moved)
            if not clock.settled and clock.jump:
                way = "on" if clock.jump > 0 else "back"
                log.warning("the clock of Redis (%s) jumped %s %s", name, said(clock.jump), way)
        self._judge()

    def told(self) -> dict[str, float]:
        """Seconds by stream, of those that run ahead."""
        label = self._keys.label
        return {label(stream): by / 1000 for stream, by in sorted(self.ahead.items())}

    def _look_at_streams(self, name: str, clock: RedisClock) -> None:
        now = clock.now()
        assert now is not None
        one = len(self.clock.each) == 1
        streams = (*self._keys.position_streams, *self._keys.timed) if one else self._of(name)
        found = running_ahead(clock.redis, streams, now)
        self.ahead = {s: by for s, by in self.ahead.items() if s not in streams} | found

    def _of(self, name: str) -> tuple[str, ...]:
        return self._keys.timed if name == "record" else self._keys.position_streams

    def _judge(self) -> None:
        self._judge_ours()
        self._judge_positions()
        self._judge_streams()
        self._judge_ages()

    def _judge_ours(self) -> None:
        clocks = self.clock
        ahead = clocks.apart(clocks.record)
        ours = "" if clocks.held else "clock_ahead" if (ahead or 0) > 0 else "clock_behind"
        theirs = "redis_clock_behind" if (ahead or 0) > 0 else "redis_clock_ahead"
        words = {
            "clock_ahead": "this server's clock is {by} ahead of Redis's",
            "clock_behind": "this server's clock is {by} behind Redis's",
            "redis_clock_ahead": "Redis's clock jumped: it is {by} ahead of this server's",
            "redis_clock_behind": "Redis's clock jumped: it is {by} behind this server's",
        }
        self._tell(words, ours or theirs, ahead)

    def _judge_positions(self) -> None:
        """Against the server's time, so that one clock that is wrong is not told as two."""
        clocks = self.clock
        told = None if clocks.positions is clocks.record else clocks.positions.now()
        ahead = None if told is None else told - clocks()
        code = "positions_clock_ahead" if (ahead or 0) > 0 else "positions_clock_behind"
        words = {
            "positions_clock_ahead": "the clock of the positions' Redis is {by} ahead of the record's",
            "positions_clock_behind": "the clock of the positions' Redis is {by} behind the record's",
        }
        self._tell(words, code, ahead)

    def _tell(self, words: dict[str, str], code: str, apart: float | None) -> None:
        """Begin the one that holds and end the others."""
        troubles, now = self._troubles, self.clock()
        holds = {trouble.code for trouble in troubles.held()}
        near = APART_MS - AGAIN_MS if code in holds else APART_MS
        for other in words:
            if other != code or apart is None or abs(apart) <= near:
                troubles.end(other, now)
        if apart is not None and abs(apart) > near:
            text, late = words[code].format(by=said(apart)), abs(apart) > FAR_MS
            troubles.begin(code, text, now, red_after=0 if late else None, by_ms=_rough(apart))

    def _judge_streams(self) -> None:
        """Amber and no more: everything goes on, told by when entries are read. Others' ids tell no time."""
        now, keys = self.clock(), self._keys
        timed = (*keys.position_streams, keys.reports)
        named = {keys.label(stream): by for stream, by in sorted(self.ahead.items()) if stream in timed}
        odd = {stream: by for stream, by in named.items() if unit(by, now)}
        late = {stream: by for stream, by in named.items() if stream not in odd}
        self._tell_streams("stream_no_times", odd)
        self._tell_streams("stream_ahead", late, by_ms=_rough(max(late.values(), default=0)))

    def _tell_streams(self, code: str, streams: dict[str, int], **told: int) -> None:
        troubles, now = self._troubles, self.clock()
        if not streams:
            troubles.end(code, now)
            return
        text = "; ".join(ahead_in_words(stream, by, now) for stream, by in streams.items())
        troubles.begin(
            code, f"{text} (gridwall mend)", now, red_after=None, streams=", ".join(streams), **told
        )

    def _judge_ages(self) -> None:
        """What was heard cannot be still to come."""
        chain, now = self._chain, self.clock()
        ages = {"Redis": chain.redis_age(now), "the gateway": chain.gateway_age(now)}
        odd = {name: -age for name, age in ages.items() if age is not None and age < -AHEAD_MS}
        if not odd:
            self._troubles.end("age_ahead", now)
            return
        text = "; ".join(f"the last sign of {name} is {said(by)} in the future" for name, by in odd.items())
        self._troubles.begin("age_ahead", text, now, by_ms=_rough(max(odd.values())))


def ahead_in_words(stream: str, by: int, now: int) -> str:
    """`positions is 8 h ahead`, `positions' ids are microseconds`."""
    scale = unit(by, now)
    return f"{stream}' ids are {scale}" if scale else f"{stream} is {said(by)} ahead of Redis's clock"


def _rough(ms: float) -> int:
    """ms, so rounded that pages are not told anew for nothing."""
    size = abs(ms)
    step = 100 if size < 10_000 else 1000 if size < 120_000 else 60_000
    return round(size / step) * step
