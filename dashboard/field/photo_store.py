"""Where photos are kept, by their hash: in a folder, or in an S3 bucket. Works in threads of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from gevent.threadpool import ThreadPool

from dashboard.field.photo_folder import Folder
from dashboard.settings.extras import lacking
from dashboard.settings.settings import Settings, SettingsError
from streams.access.photo_uploads import HASH

THREADS = 4
Found = TypeVar("Found")


class StoreUnreachableError(Exception):
    """One sentence: the folder or the server does not do what was asked. Nothing of a secret in it."""


class Place(Protocol):
    """By a path of our own making. OSError and ValueError: it is away."""

    def put(self, path: str, data: bytes) -> None: ...

    def get(self, path: str) -> bytes | None: ...

    def has(self, path: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Failed:
    kind: str


class PhotoStore:
    """`where` names the place in sentences."""

    def __init__(self, place: Place, where: str) -> None:
        self.where = where
        self._place = place
        self._threads = ThreadPool(THREADS)

    def put(self, photo: str, data: bytes) -> None:
        """Raises StoreUnreachableError. Written whole or not at all; the same photo again changes nothing."""
        path = _path(photo)
        self._done(lambda: self._place.put(path, data))

    def get(self, photo: str) -> bytes | None:
        """None when there is no such photo. Raises StoreUnreachableError."""
        path = _path(photo)
        return self._done(lambda: self._place.get(path))

    def has(self, photo: str) -> bool:
        """Raises StoreUnreachableError."""
        path = _path(photo)
        return self._done(lambda: self._place.has(path))

    def _done(self, work: Callable[[], Found]) -> Found:
        found: Any = self._threads.apply(_caught, (work,))
        if isinstance(found, _Failed):
            raise StoreUnreachableError(f"The photos at {self.where} cannot be reached ({found.kind}).")
        return found  # type: ignore[no-any-return]  # what `work` answered, through an untyped pool


def _caught(work: Callable[[], Found]) -> Found | _Failed:
    """Errors are handed over as values: gevent would print them, and S3's tell what the request was."""
    try:
        return work()
    except (OSError, ValueError) as error:
        return _Failed(getattr(error, "kind", type(error).__name__))


def _path(photo: str) -> str:
    """Raises ValueError for anything but a hash: what strangers say never becomes another path."""
    if not HASH.fullmatch(photo):
        raise ValueError("a photo is named by its hash")
    return f"{photo[:2]}/{photo}.jpg"


def photo_store(settings: Settings) -> PhotoStore:
    """As the settings tell it; reaches for nothing yet. Raises SettingsError."""
    told = settings.photos
    if not told.s3:
        folder = settings.path(told.folder)
        return PhotoStore(Folder(folder), str(folder))
    if sentence := lacking("obstore"):
        raise SettingsError(f"photos.s3: {sentence}")
    from dashboard.field.photo_bucket import Bucket

    return PhotoStore(Bucket(told), told.s3)
