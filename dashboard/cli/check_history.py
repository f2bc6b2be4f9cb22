"""What `gridwall check` says of history: the process's user in Redis, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.settings.addresses import history_client, history_url, keys_of
from dashboard.settings.settings import Settings
from dashboard.truth.history import AWAY_MS, BEHIND_MS
from streams.record.history_cursors import behind_ms, read_copied
from streams.record.keys import Keys
from streams.record.reader_rights import history_missing, history_too_much
from streams.record.startup import AWAY
from streams.server.connect import Client, RedisAddressError, trouble
from streams.server.fitness import Verdict

NAMED = 5  # in one line


def history_user_findings(settings: Settings) -> Iterator[Verdict]:
    """Whether the history process's own user may do what it needs, and no more."""
    keys = keys_of(settings)
    try:
        redis = history_client(settings)
        lacking, wide = history_missing(redis, keys), history_too_much(redis, keys)
    except RedisAddressError as error:
        yield Verdict("bad", f"the history user: {error}")
        return
    except AWAY as error:
        yield Verdict("bad", f"the history user: {trouble(error, history_url(settings))}")
        return
    if lacking:
        yield Verdict("bad", f"the history user may not {', '.join(lacking[:NAMED])}")
    else:
        yield Verdict("ok", "the history user may do all that the history process needs")
    if wide:
        told = ", ".join(wide)
        yield Verdict("warn", f"the history user may also {told}: `gridwall acl` gives each process its own")


def history_findings(redis: Client, keys: Keys, now: int) -> Iterator[Verdict]:
    """How far it is, where there ever was one. Raises what Redis says."""
    copied = read_copied(redis, keys)
    if not copied.at:
        return
    behind = behind_ms(redis, keys, copied)
    if copied.trouble:
        yield Verdict("bad", f"history cannot be written: {copied.trouble}")
    elif now - copied.at > AWAY_MS:
        yield Verdict(
            "warn",
            f"no history process has said anything for {(now - copied.at) // 60_000:,} min: "
            "`gridwall history`; until one does, nothing of the record is trimmed",
        )
    elif behind > BEHIND_MS:
        yield Verdict("warn", f"history is {behind // 60_000:,} min behind")
    else:
        yield Verdict("ok", "history is kept, up to now")
