"""What `gridwall check` says of clocks: this machine's against a Redis's, and streams without times."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.truth.clock_watch import ahead_in_words
from dashboard.truth.clocks import APART_MS, NEAR_MS, Clocks
from dashboard.truth.spans import said
from streams.record.keys import Keys
from streams.record.running_ahead import running_ahead
from streams.server.connect import Client
from streams.server.fitness import Verdict
from streams.server.redis_clock import RedisClock


def clock_findings(
    redis: Client, keys: Keys, roles: set[str], clocks: Clocks | None = None
) -> Iterator[Verdict]:
    """`roles`: what this server is for. Raises what Redis says."""
    clock = RedisClock(redis)
    clocks = clocks or Clocks(clock, clock)
    clocks.compare(clocks.record)
    harm = "no web process here would be clerk" if "record" in roles else "positions are told by it"
    yield _apart(clocks.apart(clocks.record) or 0.0, clocks.record.error, harm)
    streams: tuple[str, ...] = keys.timed if "record" in roles else ()
    streams += keys.position_streams if "positions" in roles else ()
    now = clocks()
    for stream, by in running_ahead(redis, streams, now).items():
        words = ahead_in_words(keys.label(stream), by, now)
        yield Verdict("warn", f"{words}, so what comes counts by when it is read: see gridwall mend")


def _apart(ahead: float, error: float, harm: str) -> Verdict:
    way = "ahead of" if ahead > 0 else "behind"
    if abs(ahead) <= APART_MS:
        return Verdict("ok", f"its clock and this machine's agree (within {said(max(abs(ahead), error))})")
    if abs(ahead) <= NEAR_MS:
        return Verdict("warn", f"this machine's clock is {said(ahead)} {way} Redis's: see to NTP on both")
    sentence = f"this machine's clock is {said(ahead)} {way} Redis's: {harm}, see to NTP on both"
    return Verdict("bad", sentence)
