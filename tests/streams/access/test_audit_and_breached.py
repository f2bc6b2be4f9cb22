"""The audit stream, and the list of stolen passwords."""

import hashlib
from pathlib import Path

import pytest
from redis import Redis

from streams.access.audit import Audited, AuditLog
from streams.access.breached import BreachedList
from streams.record.keys import Keys
from tests.city.small_city import NOW


def test_the_audit_is_read_from_its_newest_entry_back(redis: Redis, keys: Keys) -> None:
    log = AuditLog(redis, keys)
    told = [Audited("phone_opened", "chen", NOW + n, f"case-{n}", "1", "s-1", "10.0.0.1") for n in range(3)]
    for audited in told:
        log.append(audited)
    first = list(log.newest(2))
    assert [audited for _, audited in first] == told[:0:-1]
    assert [audited for _, audited in log.newest(9, before=first[-1][0])] == told[:1]


def test_only_what_has_a_name_is_written_down(redis: Redis, keys: Keys) -> None:
    with pytest.raises(ValueError, match="act must be one of"):
        AuditLog(redis, keys).append(Audited("looked", "chen", NOW))
    assert redis.xlen(keys.audit) == 0


@pytest.mark.parametrize("count", [0, 1, 2, 3, 64, 1000])
def test_a_stolen_password_is_found_wherever_it_stands(tmp_path: Path, count: int) -> None:
    words = [f"stolen password {number}" for number in range(count)]
    lines = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in words)
    path = tmp_path / "pwned.txt"
    path.write_text("".join(f"{line}:{at * 37}\r\n" for at, line in enumerate(lines)))
    listed = BreachedList(path)
    assert all(word in listed for word in words)
    assert not any(f"{word}!" in listed for word in [*words, "other"])
