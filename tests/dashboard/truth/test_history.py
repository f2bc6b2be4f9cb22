"""The light says that nothing is kept for later, and why."""

from __future__ import annotations

from redis import Redis

from dashboard.cli.check_history import history_findings
from dashboard.truth.history import HistoryWatch
from dashboard.truth.trouble_words import spoken_trouble
from dashboard.truth.troubles import Troubles
from layouts.words import LANGUAGES
from streams.record.connections import Connections
from streams.record.keys import Keys

MINUTE = 60_000
NOW = 1_800_000_000_000


class Watched:
    """The light at a moment the test turns."""

    def __init__(self, redis: Redis, keys: Keys) -> None:
        self.now, self.troubles = NOW, Troubles()
        self._watch = HistoryWatch(Connections(keys, "", "", redis, redis, redis), self.troubles, self._clock)

    def _clock(self) -> int:
        return self.now

    def codes(self) -> list[str]:
        self._watch.judge()
        return [trouble.code for trouble in self.troubles.held()]


def test_where_no_history_process_ever_was_nothing_is_wrong(redis: Redis, keys: Keys) -> None:
    assert Watched(redis, keys).codes() == []
    assert list(history_findings(redis, keys, NOW)) == []


def test_one_that_is_away_or_cannot_write_is_told_with_the_reason(redis: Redis, keys: Keys) -> None:
    watched = Watched(redis, keys)
    redis.hset(keys.history, mapping={"at": NOW})
    assert watched.codes() == []
    redis.hset(keys.history, mapping={"at": NOW, "trouble": "the store of events: disk full"})
    assert watched.codes() == ["history_failing"]
    (trouble,) = watched.troubles.held()
    assert all("disk full" in spoken_trouble(lang, trouble) for lang in LANGUAGES)
    assert not trouble.red(NOW + 60 * MINUTE)  # what is live is as it should be
    watched.now += 2 * MINUTE
    assert watched.codes() == ["history_away"]
    (verdict,) = history_findings(redis, keys, watched.now)
    assert "disk full" in verdict.sentence


def test_one_that_stays_behind_is_told_by_how_much(redis: Redis, keys: Keys) -> None:
    watched = Watched(redis, keys)
    for minutes in (0, 1, 10):
        redis.xadd(keys.cases, {"case": "c"}, id=f"{NOW + minutes * MINUTE}-0")
    redis.hset(keys.history, mapping={"at": NOW + 10 * MINUTE, "cases": f"{NOW}-0"})
    watched.now = NOW + 10 * MINUTE
    assert watched.codes() == []  # entries may be written with ids of long ago
    watched.now += MINUTE
    redis.hset(keys.history, "at", watched.now)
    assert watched.codes() == ["history_behind"]
    (trouble,) = watched.troubles.held()
    assert trouble.told == {"minutes": 9}
    assert [verdict.sentence for verdict in history_findings(redis, keys, watched.now)] == [
        "history is 9 min behind"
    ]
    redis.hset(keys.history, "cases", f"{NOW + 10 * MINUTE}-0")
    assert watched.codes() == []
