"""A Redis that is full before anybody reads it: trimming makes room without a lease and without memory."""

from __future__ import annotations

import time
from pathlib import Path

from streams.messages.contract import position_fields, report_fields
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.server.connect import connect
from tests.dashboard.running import Web
from tests.patience import until
from tests.streams.servers import Server

KEYS = Keys()
AGO = 20 * 60_000  # ms: longer than positions are kept


def troubles(web: Web) -> list[str]:
    told: list[str] = web.get("/readyz")[1]["troubles"]
    return told


def test_a_redis_that_is_full_of_old_positions_at_the_start_recovers_by_itself(tmp_path: Path) -> None:
    now = time.time_ns() // 1_000_000
    with Server(tmp_path / "redis") as server, connect(server.url) as redis:
        claim_world(redis, KEYS, "live")
        redis.xadd(KEYS.reports, report_fields(report="r-1", time=now, item="hole", area="1-1"))  # type: ignore[arg-type]
        with redis.pipeline(transaction=False) as pipe:
            for at in range(now - AGO, now - AGO + 40_000):  # good ones: refusals would fill what is cut
                fix = position_fields(inspector="ann", time=at, lat=22.05, lon=113.05)
                pipe.xadd(KEYS.positions, fix, id=f"{at}-0")  # type: ignore[arg-type]
            pipe.execute()
        redis.config_set("maxmemory", str(redis.info("memory")["used_memory"]))
        web = Web(tmp_path, server.url)
        try:
            web.start()
            until(lambda: redis.xlen(KEYS.cases), "the report that waited is filed")
            until(lambda: not troubles(web), "no trouble any more", seen=lambda: troubles(web))
            assert redis.xlen(KEYS.positions) < 200
        finally:
            web.end()
