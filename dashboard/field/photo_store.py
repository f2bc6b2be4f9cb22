"""Where photos are kept, by their hash: one folder, or a bucket of an S3 server. Works in threads of its own.

obstore speaks to both; it is compiled, waits without Python's lock, and knows nothing of gevent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import obstore
from gevent.threadpool import ThreadPool
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from dashboard.settings.private import close_folder
from dashboard.settings.sections import Photos
from dashboard.settings.settings import Settings

if TYPE_CHECKING:  # these exist for type checkers alone
    from obstore import Attributes
    from obstore.store import ObjectStore, S3Config

HASH = re.compile(r"[0-9a-f]{64}")
PATIENCE = timedelta(seconds=10)
THREADS = 4
Found = TypeVar("Found")


class StoreUnreachableError(Exception):
    """One sentence: the folder or the server does not do what was asked. Nothing of a secret in it."""


@dataclass(frozen=True, slots=True)
class _Failed:
    kind: str


class PhotoStore:
    """`where` names the place in sentences; `opened` makes the store, when it is first needed."""

    def __init__(
        self, opened: Callable[[], ObjectStore], where: str, attributes: Attributes | None = None
    ) -> None:
        self.where = where
        self._opened, self._attributes = opened, attributes
        self._held: ObjectStore | None = None
        self._threads = ThreadPool(THREADS)

    def put(self, photo: str, data: bytes) -> None:
        """Raises StoreAway. Written whole or not at all; the same photo again changes nothing."""
        path = _path(photo)
        self._done(lambda: obstore.put(self._store(), path, data, attributes=self._attributes))

    def get(self, photo: str) -> bytes | None:
        """None when there is no such photo. Raises StoreAway."""
        path = _path(photo)
        return self._done(lambda: bytes(obstore.get(self._store(), path).bytes()))

    def has(self, photo: str) -> bool:
        """Raises StoreAway."""
        path = _path(photo)
        return self._done(lambda: obstore.head(self._store(), path)) is not None

    def _store(self) -> ObjectStore:
        self._held = self._held or self._opened()
        return self._held

    def _done(self, work: Callable[[], Found]) -> Found | None:
        found: Any = self._threads.apply(_caught, (work,))
        if isinstance(found, _Failed):
            raise StoreUnreachableError(f"The photos at {self.where} cannot be reached ({found.kind}).")
        return found  # type: ignore[no-any-return]  # what `work` answered, through an untyped pool


def _caught(work: Callable[[], Found]) -> Found | _Failed | None:
    """Errors are handed over as values: gevent would print them, and S3's tell what the request was."""
    try:
        return work()
    except FileNotFoundError:
        return None
    except (BaseError, OSError, ValueError) as error:
        return _Failed(type(error).__name__)


def _path(photo: str) -> str:
    """Raises ValueError for anything but a hash: what strangers say never becomes another path."""
    if not HASH.fullmatch(photo):
        raise ValueError("a photo is named by its hash")
    return f"{photo[:2]}/{photo}.jpg"


def photo_store(settings: Settings) -> PhotoStore:
    """As the settings tell it; reaches for nothing yet."""
    told = settings.photos
    if told.s3:
        return PhotoStore(lambda: _bucket(told), told.s3, {"Content-Type": "image/jpeg"})
    folder = settings.path(told.folder)
    return PhotoStore(lambda: _folder(folder), str(folder))


def _folder(folder: Path) -> ObjectStore:
    with suppress(OSError):  # obstore says what is wrong with it
        close_folder(folder)
    return LocalStore(folder, mkdir=True)


def _bucket(told: Photos) -> ObjectStore:
    """Without a key of ours, obstore looks for the machine's own: AWS's variables, or its role."""
    bucket, _, prefix = told.s3.removeprefix("s3://").partition("/")
    more: S3Config = {"region": told.s3_region, "virtual_hosted_style_request": told.s3_bucket_in_host}
    if told.s3_endpoint:
        more["endpoint"] = told.s3_endpoint
    if told.s3_key:
        more["access_key_id"], more["secret_access_key"] = told.s3_key, told.s3_secret
    return S3Store(
        bucket,
        prefix=prefix.strip("/") or None,
        config=more,
        client_options={
            "timeout": PATIENCE,
            "connect_timeout": PATIENCE,
            "allow_http": told.s3_endpoint.startswith("http://"),
        },
        retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
    )
