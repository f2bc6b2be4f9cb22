"""The database that holds the events: SQLite in a file of our own, or PostgreSQL by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MS = 10_000
FILE = "events.sqlite"


class HistoryStoreError(RuntimeError):
    """One sentence: what of the store does not work, without a password."""


def database(url: str, folder: Path) -> Engine:
    """`url`: of PostgreSQL; empty, a file in the folder. Raises HistoryStoreError."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{folder / FILE}", pool_size=2)
        event.listen(engine, "connect", _tune)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        told = make_url(url)
    except (ArgumentError, ValueError):
        raise HistoryStoreError("history.url must be an address like postgresql://user@host/name") from None
    if told.get_backend_name() != "postgresql":
        raise HistoryStoreError(
            f"history.url must begin with postgresql://, got {told.get_backend_name()}://"
        )
    try:
        return create_engine(told.set(drivername="postgresql+psycopg"), pool_size=2, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError):
        raise HistoryStoreError(
            "history.url names PostgreSQL, and its driver is missing: pip install 'gridwall[postgresql]'"
        ) from None


def _begin(connection: Connection) -> None:
    """Changes of tables too are all or nothing: Python's own way would leave them out of transactions."""
    connection.exec_driver_sql("BEGIN")


def _tune(connection: Any, _: ConnectionPoolEntry) -> None:
    """A commit is on the disk when it returns; readers do not stop the writer."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def migrate(engine: Engine) -> None:
    """To the newest shape, all or nothing. Raises HistoryStoreError."""
    config = Config()
    config.set_main_option("script_location", "streams.history:migrations")
    config.set_main_option("path_separator", "os")
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise HistoryStoreError(f"the store of events is of a newer Gridwall: {error}") from None
    except SQLAlchemyError as error:
        raise HistoryStoreError(fault(error)) from None


def fault(error: SQLAlchemyError) -> str:
    """The first line of what the database says; never its address."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return f"the store of events: {said[0] if said else type(error).__name__}"


def inserting(dialect: Dialect):  # type: ignore[no-untyped-def]
    """`insert` of the dialect, which can pass over what is there."""
    if dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        return postgresql_insert
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert
