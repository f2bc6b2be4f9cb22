"""The events in SQLite and in PostgreSQL are the same; and what is said of a database that will not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from redis import Redis

from streams.history.events.database import HistoryStoreError, database, migrate
from streams.history.events.tables import metadata
from streams.record.keys import Keys
from streams.server.embedded import EmbeddedRedis
from tests.city.small_city import HOUR, NOW, filed
from tests.streams.history.postgres import postgres, programs
from tests.streams.history.recording import History, event, history, write


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    there = programs()
    if there is None:
        pytest.skip("no PostgreSQL of Debian on this machine: SQLite alone was tried")
    with postgres(there) as url:
        yield url


def lived(redis: Redis, keys: Keys, held: History) -> None:
    """Copied, lost in part, and made again."""
    write(redis, keys, [filed("c-1", due=NOW), filed("c-2", "2-1"), event("c-2", 2, "advised")])
    held.catch_up()
    redis.xdel(keys.cases, held.ids("cases")[-1])
    write(redis, keys, [event("c-2", 2, "claimed", NOW + HOUR), event("c-1", 2, "merged", into="c-2")])
    held.catch_up()
    held.facts.rebuild(held.world)


def test_both_hold_the_same(
    redis_server: EmbeddedRedis, redis: Redis, keys: Keys, tmp_path: Path, cluster: str
) -> None:
    redis.set(keys.epoch, "first")
    with (
        history(redis_server.url, keys, tmp_path) as file,
        history(redis_server.url, keys, tmp_path, events=cluster) as server,
    ):
        lived(redis, keys, file)
        lived(redis, Keys("{none}:"), file)  # what the one has read is there for the other
        server.catch_up()
        assert server.ids("cases") == file.ids("cases")
        assert server.told() == file.told()
        assert server.told()["c-2"]["first_response"] == NOW + HOUR
        before = server.told()
        server.facts.rebuild(server.world)
        assert server.told() == before


def test_a_step_of_migration_leads_to_the_tables_as_they_are_written(tmp_path: Path, cluster: str) -> None:
    for url in ("", cluster):
        engine = database(url, tmp_path)
        migrate(engine)
        migrate(engine)
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        engine.dispose()


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("mysql://root:s3cret@host/x", "postgresql://, got mysql://"),
        ("what is this", "an address like postgresql://user@host/name"),
        ("postgresql://gridwall:s3cret@127.0.0.1:1/history", "the store of events: connection"),
    ],
)
def test_a_database_that_will_not_do_is_told_without_its_password(
    url: str, wanted: str, tmp_path: Path
) -> None:
    with pytest.raises(HistoryStoreError) as refused:
        migrate(database(url, tmp_path))
    assert wanted in str(refused.value) and "s3cret" not in str(refused.value)


def test_a_store_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    engine = database("", tmp_path)
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(HistoryStoreError, match="of a newer Gridwall"):
        migrate(engine)
    engine.dispose()
