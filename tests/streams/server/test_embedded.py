"""The embedded server: one to a folder, gone with its parent, back with its data."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from streams.server.embedded import EmbeddedRedis, EmbeddedRedisError
from tests.dashboard.running import until


def test_what_was_written_outlives_a_power_cut_and_a_restart(own_redis: EmbeddedRedis) -> None:
    with own_redis.client() as redis:
        redis.set("a", "1")
        own_redis.kill()
        own_redis.restart()
        assert redis.get("a") == b"1"
        own_redis.restart(empty=True)
        assert redis.get("a") is None


def test_a_server_that_ends_by_itself_is_started_again_with_what_it_held(tmp_path: Path) -> None:
    said: list[str] = []
    with EmbeddedRedis(tmp_path) as server, server.client() as redis:
        server.stand_guard(said.append)
        redis.set("a", "1")
        first = redis.info("server")["process_id"]
        os.kill(first, signal.SIGKILL)
        until(lambda: alive(redis), "it answers again")
        assert redis.get("a") == b"1"
        assert redis.info("server")["process_id"] != first
    assert said == ["the embedded Redis ended; it is started again"]
    with pytest.raises(RedisError):
        redis.ping()


def alive(redis: Redis) -> bool:
    try:
        return bool(redis.ping())
    except RedisError:
        return False


def test_data_stay_in_the_folder(tmp_path: Path) -> None:
    with EmbeddedRedis(tmp_path) as server, server.client() as redis:
        redis.set("a", "1")
    with EmbeddedRedis(tmp_path) as server, server.client() as redis:
        assert redis.get("a") == b"1"


def test_a_second_one_on_the_same_folder_is_refused(own_redis: EmbeddedRedis) -> None:
    with pytest.raises(EmbeddedRedisError, match="is in use by another embedded Redis"):
        EmbeddedRedis(own_redis.folder).__enter__()
    with own_redis.client() as redis:
        assert redis.ping()


def test_a_long_folder_name_still_gets_a_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("深" * 60)
    with EmbeddedRedis(folder, keep=False) as server, server.client() as redis:
        assert redis.ping()
        place = Path(server.socket).parent
    assert not place.exists()


def test_a_folder_that_cannot_be_is_told_with_the_servers_last_words(tmp_path: Path) -> None:
    (tmp_path / "appendonly.aof").write_bytes(b"*1\r\nthis is no append-only file")
    with pytest.raises(EmbeddedRedisError, match=r"the embedded Redis ended at once: .*file format"):
        EmbeddedRedis(tmp_path).__enter__()


def test_the_server_goes_with_a_killed_parent_and_leaves_its_folder_free(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom streams.server.embedded import EmbeddedRedis\n"
        "with EmbeddedRedis(sys.argv[1]):\n    print('up', flush=True)\n    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert parent.stdout
    with parent.stdout as said:
        assert said.readline() == b"up\n"
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    # the server itself holds the lock: had it stayed, this would be refused
    with EmbeddedRedis(tmp_path) as server, server.client() as redis:
        assert redis.ping()
