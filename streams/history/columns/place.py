"""Where tables stand: a folder, or a bucket of an S3 server. Files appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol


class Place(Protocol):
    """`options`: what the writer of Delta's log must be told to reach it."""

    options: dict[str, str]

    def address(self, table: str) -> str:
        """Of a table's root, as Delta wants it."""

    def put(self, table: str, path: str, content: bytes) -> None: ...

    def local(self, table: str, paths: list[str]) -> list[str]:
        """Files of this machine that hold what stands under these paths."""

    def drop(self, table: str, partition: str) -> None:
        """All files of a partition, whoever wrote them."""


class Folder:
    def __init__(self, root: Path | str) -> None:
        self.root, self.options = Path(root), dict[str, str]()

    def address(self, table: str) -> str:
        return str(self.root / table)

    def put(self, table: str, path: str, content: bytes) -> None:
        target = self.root / table / path
        target.parent.mkdir(parents=True, exist_ok=True)
        making = target.with_name(f".{target.name}.making")
        with making.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.rename(target)

    def local(self, table: str, paths: list[str]) -> list[str]:
        return [str(self.root / table / path) for path in paths]

    def drop(self, table: str, partition: str) -> None:
        shutil.rmtree(self.root / table / partition, ignore_errors=True)


@dataclass
class Bucket:
    """`address` like `s3://bucket/prefix`; keys and server as those of photos. What is asked for is copied to
    `cache` first, since DuckDB reads files of this machine alone."""

    where: str
    cache: Path
    endpoint: str = ""
    region: str = "us-east-1"
    bucket_in_host: bool = False
    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        from obstore.store import S3Store

        told: dict[str, Any] = {
            "region": self.region,
            "virtual_hosted_style_request": self.bucket_in_host,
        }
        if self.endpoint:
            told["endpoint"] = self.endpoint
        if self.key:
            told |= {"access_key_id": self.key, "secret_access_key": self.secret}
        plain = {"allow_http": self.endpoint.startswith("http://")}
        self._store = S3Store.from_url(self.where, client_options=plain, **told)  # type: ignore[arg-type]
        words = {
            name: str(value).lower() if isinstance(value, bool) else value for name, value in told.items()
        }
        self.options = {f"AWS_{name.upper()}": str(value) for name, value in words.items()}
        self.options["AWS_ALLOW_HTTP"] = str(self.endpoint.startswith("http://")).lower()

    def address(self, table: str) -> str:
        return f"{self.where.rstrip('/')}/{table}"

    def put(self, table: str, path: str, content: bytes) -> None:
        self._store.put(f"{table}/{path}", content)

    def local(self, table: str, paths: list[str]) -> list[str]:
        found = [self.cache / table / path for path in paths]
        for path, file in zip(paths, found, strict=True):
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                making = file.with_name(f".{file.name}.{os.getpid()}")
                making.write_bytes(self._store.get(f"{table}/{path}").bytes())
                making.rename(file)
        return [str(file) for file in found]

    def drop(self, table: str, partition: str) -> None:
        if gone := self.names(table, partition):
            self._store.delete(gone)
        shutil.rmtree(self.cache / table / partition, ignore_errors=True)

    def names(self, table: str, partition: str) -> list[str]:
        """Of all files of a partition."""
        found = self._store.list(f"{table}/{partition}/")
        return [str(each["path"]) for some in found for each in some]
