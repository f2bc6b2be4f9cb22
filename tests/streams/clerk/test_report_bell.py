"""Whoever waits for reports is told of them at once, and of nothing else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis
from redis.exceptions import RedisError, ResponseError

from streams.clerk.report_bell import ReportBell
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.patience import until
from tests.streams.desk import send

LONG = 2000  # ms


def test_reports_that_are_there_and_each_that_comes_are_told_once(redis: Redis, keys: Keys) -> None:
    send(redis, keys, "r-1")
    bell = ReportBell(redis, keys)
    assert [bell.wait(LONG), bell.wait(1)] == [True, False]
    with ThreadPoolExecutor() as aside:
        waiting = aside.submit(bell.wait, LONG)
        until(lambda: redis.info("clients")["blocked_clients"], "it waits")
        send(redis, keys, "r-2")
        assert waiting.result()
    assert not bell.wait(1)


def test_a_stream_that_lost_its_end_is_listened_to_from_there(redis: Redis, keys: Keys) -> None:
    redis.xadd(keys.reports, {"report": "r"}, id="9-0")
    bell = ReportBell(redis, keys)
    bell.wait(LONG)
    redis.delete(keys.reports)
    assert bell.wait(1)
    redis.xadd(keys.reports, {"report": "r"}, id="5-0")
    assert bell.wait(LONG)


def test_it_rings_for_a_gateways_own_stream_too(redis: Redis, keys: Keys) -> None:
    keys = Keys(keys.prefix, gateways=("app", "hotline"))
    bell = ReportBell(redis, keys)
    assert not bell.wait(1)
    for gateway in keys.gateways:
        redis.xadd(keys.gateway_reports(gateway), {"report": "r"})
        assert [bell.wait(LONG), bell.wait(1)] == [True, False]


def test_what_is_no_stream_is_refused_and_a_redis_that_came_back_is_heard(own_redis: EmbeddedRedis) -> None:
    keys = Keys()
    with own_redis.client() as redis:
        bell = ReportBell(redis, keys)
        redis.set(keys.reports, "no stream")
        with pytest.raises(ResponseError):
            bell.wait(LONG)
        own_redis.kill()
        with pytest.raises((RedisError, OSError)):
            bell.wait(LONG)
        own_redis.restart(empty=True)
        send(redis, keys, "r-1")
        assert bell.wait(LONG)
