"""One Delta table: rows come with the stream ids they were read up to, in one commit or not at all.

Whoever opens it reads from its own transactions how far it is. A second writer that did not know what the
first wrote is refused by the log: TableBusyError.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deltalake import CommitProperties, DeltaTable, Field, PostCommitHookProperties, Schema
from deltalake.exceptions import CommitFailedError, TableNotFoundError
from deltalake.schema import PrimitiveType
from deltalake.transaction import AddAction, RemoveAction, Transaction

from streams.history.columns.place import Place
from streams.history.columns.tables import Table

KEPT_HOURS = 1  # for which files that were replaced stay, for whoever reads them just now
SETTINGS = {
    "delta.checkpointInterval": "60",
    "delta.logRetentionDuration": "interval 2 hours",
    "delta.enableExpiredLogCleanup": "true",
}
_HOOK = PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=True)


class TableBusyError(RuntimeError):
    """Somebody else wrote to the table meanwhile: nothing of ours was written. Open it again."""


@dataclass(frozen=True, slots=True)
class Part:
    """A live file. `first` and `last`: of the table's time, epoch ms. `level`: how often it was brought
    together: 0 as written, 1 an hour, 2 a day."""

    path: str
    day: str
    rows: int
    size: int
    first: int
    last: int

    @property
    def level(self) -> int:
        return int(self.path.rpartition("/")[2][0])


@dataclass(frozen=True, slots=True)
class Made:
    """The content of a file that stands nowhere yet; the rest as above."""

    day: str
    content: bytes
    rows: int
    first: int
    last: int
    level: int = 0


class ColumnTable:
    def __init__(self, place: Place, table: Table) -> None:
        self.table, self.place = table, place
        self._schema = Schema(
            [Field("day", PrimitiveType("string"), nullable=False)]
            + [Field(name, PrimitiveType(kind.delta), nullable=False) for name, kind in table.columns.items()]
        )
        self._delta = self._open()
        self._parts: tuple[int, list[Part]] = (-1, [])  # as of that version

    def _open(self) -> DeltaTable:
        address, options = self.place.address(self.table.name), self.place.options or None
        try:
            return DeltaTable(address, storage_options=options)
        except TableNotFoundError:
            return DeltaTable.create(
                address,
                self._schema,
                mode="ignore",
                partition_by=["day"],
                configuration=SETTINGS,
                storage_options=options,
            )

    def reached(self, stream: str) -> int | None:
        """The version of the last commit for this stream, None before the first."""
        found: int | None = self._delta.transaction_version(stream)
        return found

    def append(self, files: Sequence[Made], reached: Mapping[str, int]) -> None:
        """New rows, and how far each stream was read for them. Raises TableBusyError."""
        adds = [self._add(made, data_change=True) for made in files]
        self._commit(adds, [Transaction(stream, version) for stream, version in reached.items()])

    def replace(self, old: Sequence[Part], files: Sequence[Made]) -> None:
        """The same rows in other files."""
        gone = [RemoveAction(part.path, False, _now(), part.size, {"day": part.day}) for part in old]
        self._commit([*(self._add(made, data_change=False) for made in files), *gone], [])

    def parts(self) -> list[Part]:
        """The files that are live now."""
        self._delta.update_incremental()
        if self._parts[0] != (version := self._delta.version()):
            told = self._delta.get_add_actions(flatten=True)
            columns = [told.column(name).to_pylist() for name in _told(self.table.time)]
            self._parts = version, [Part(*row) for row in zip(*columns, strict=True)]
        return self._parts[1]

    def days(self) -> list[str]:
        return sorted(str(found["day"]) for found in self._delta.partitions())

    def drop_day(self, day: str) -> None:
        """Constant time, however much it holds. Nothing of it is left on the disk."""
        self._delta.delete(f"day = '{day}'", commit_properties=None)
        self._delta.update_incremental()
        self.place.drop(self.table.name, f"day={day}")

    def tidy(self) -> None:
        """Takes away what nobody refers to any more, and what of the log is older than it is kept."""
        self._delta.vacuum(KEPT_HOURS, dry_run=False, enforce_retention_duration=False, full=True)
        self._delta.update_incremental()
        self._delta.create_checkpoint()
        self._delta.cleanup_metadata()

    def _add(self, made: Made, *, data_change: bool) -> AddAction:
        path = f"day={made.day}/{made.level}-{uuid.uuid4().hex}.parquet"
        self.place.put(self.table.name, path, made.content)
        stats = {
            "numRecords": made.rows,
            "minValues": {self.table.time: made.first},
            "maxValues": {self.table.time: made.last},
            "nullCount": {self.table.time: 0},
        }
        return AddAction(path, len(made.content), {"day": made.day}, _now(), data_change, json.dumps(stats))

    def _commit(self, actions: list[Any], transactions: Iterable[Transaction]) -> None:
        try:
            self._delta.create_write_transaction(
                actions,
                "append",
                self._schema,
                ["day"],
                commit_properties=CommitProperties(app_transactions=list(transactions)),
                post_commithook_properties=_HOOK,
            )
        except CommitFailedError as error:
            raise TableBusyError(f"{self.table.name}: somebody else writes to it ({error})") from error
        self._delta.update_incremental()


def stands(place: Place, table: Table) -> bool:
    """Whether anybody has begun it."""
    return DeltaTable.is_deltatable(place.address(table.name), place.options or None)


def _told(time: str) -> list[str]:
    return ["path", "partition.day", "num_records", "size_bytes", f"min.{time}", f"max.{time}"]


def _now() -> int:
    return time.time_ns() // 1_000_000
