"""A process is ready once it has read who is signed in: before, it sends everybody away."""

from __future__ import annotations

from pathlib import Path

from redis import Redis

from streams.server.embedded import EmbeddedRedis
from tests.dashboard.account_office import AccountOffice

WAITS = "who is signed in is being read: whoever comes is sent away until then"


def test_it_is_not_ready_before_the_sessions_are_read(tmp_path: Path, redis_server: EmbeddedRedis) -> None:
    redis: Redis = redis_server.client()
    office = AccountOffice(tmp_path, redis, redis_server.url, f"{{{tmp_path.name}}}:")
    office.accounts.reader.caught_up = False
    asked = office.app.test_client()
    before = asked.get("/readyz")
    assert before.status_code == 503 and WAITS in before.get_json()["missing"]
    office.accounts.reader.poll(0)
    assert WAITS not in asked.get("/readyz").get_json()["missing"]
    redis.close()
