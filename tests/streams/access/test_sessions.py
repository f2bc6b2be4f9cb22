"""Sessions as every process folds them."""

import pytest
from redis import Redis

from streams.access.sessions import LIMITS, Session, SessionLog, Sessions, new_session_id
from streams.record.keys import Keys
from tests.city.small_city import MINUTE, NOW

OPENED = Session("s-1", "chen", "officer:1", NOW, NOW + 60 * MINUTE, NOW, "Chromium")


@pytest.fixture
def log(redis: Redis, keys: Keys) -> SessionLog:
    return SessionLog(redis, keys)


def folded(redis: Redis, keys: Keys) -> Sessions:
    found = Sessions()
    assert found.fold(redis.xrange(keys.sessions)) == []
    return found


def test_a_session_is_open_until_it_is_revoked(log: SessionLog, redis: Redis, keys: Keys) -> None:
    log.open(OPENED)
    assert folded(redis, keys).get("s-1", NOW, MINUTE) == OPENED
    log.act_under("s-1", "head:2", NOW + 1)
    changed = folded(redis, keys).get("s-1", NOW, MINUTE)
    assert changed is not None
    assert changed.grant == "head:2"
    log.revoke(["s-1"], "chen", NOW + 2)
    after = folded(redis, keys)
    assert after.get("s-1", NOW, MINUTE) is None
    assert after.changed == {"s-1"}


def test_a_session_ends_by_its_age_and_by_idleness(log: SessionLog, redis: Redis, keys: Keys) -> None:
    log.open(OPENED)
    log.seen("s-1", NOW + 50 * MINUTE)
    found = folded(redis, keys)
    assert found.get("s-1", NOW + 54 * MINUTE, 5 * MINUTE)
    assert found.get("s-1", NOW + 55 * MINUTE, 5 * MINUTE) is None
    assert found.get("s-1", NOW + 59 * MINUTE, 30 * MINUTE)
    assert found.get("s-1", NOW + 60 * MINUTE, 30 * MINUTE) is None
    found.changed.clear()
    found.expire(NOW + 60 * MINUTE)
    assert (found.open, found.changed) == ({}, {"s-1"})


def test_what_happens_to_an_account_is_told_to_its_sessions(
    log: SessionLog, redis: Redis, keys: Keys
) -> None:
    log.open(OPENED)
    redis.xadd(keys.sessions, {"type": "account", "account": "chen", "what": "disabled", "by": "host"})
    found = folded(redis, keys)
    assert "chen" in found.changed
    assert [session.id for session in found.of("chen")] == ["s-1"]


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "opened", "session": "s-2"},
        {"type": "opened", "session": "s-2", "account": "chen", "grant": "officer:1", "time": "soon"},
        {"type": "crowned", "session": "s-2"},
        {"type": "revoked"},
        {"session": "s-1"},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_refused_and_ends_nobody(
    log: SessionLog, redis: Redis, keys: Keys, fields: dict[str, str]
) -> None:
    log.open(OPENED)
    redis.xadd(keys.sessions, fields)  # type: ignore[arg-type]
    found = Sessions()
    (refused,) = found.fold(redis.xrange(keys.sessions))
    assert refused.stream == "sessions"
    assert list(found.open) == ["s-1"]


def test_ids_cannot_be_guessed_and_every_role_has_limits() -> None:
    assert len({new_session_id() for _ in range(100)}) == 100
    assert len(new_session_id()) == 32
    assert all(0 < limits.idle <= limits.absolute for limits in LIMITS.values())
