"""Photos in a bucket of an S3 server. Of the extra `s3`: imported only where `photos.s3` is set.

obstore is compiled, waits without Python's lock, and knows nothing of gevent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from dashboard.settings.sections import Photos

if TYPE_CHECKING:  # this exists for type checkers alone
    from obstore.store import S3Config

PATIENCE = timedelta(seconds=10)


class BucketError(OSError):
    """`kind`: obstore's name for what went wrong; its sentences tell what the request was."""

    def __init__(self, error: BaseError) -> None:
        super().__init__()
        self.kind = type(error).__name__


class Bucket:
    """All raise BucketError, but a photo that is not there is none. Reaches for nothing before."""

    def __init__(self, told: Photos) -> None:
        self._told = told
        self._held: S3Store | None = None

    def put(self, path: str, data: bytes) -> None:
        try:
            obstore.put(self._store(), path, data, attributes={"Content-Type": "image/jpeg"})
        except BaseError as error:
            raise BucketError(error) from None

    def get(self, path: str) -> bytes | None:
        try:
            return bytes(obstore.get(self._store(), path).bytes())
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise BucketError(error) from None

    def has(self, path: str) -> bool:
        try:
            return obstore.head(self._store(), path)["size"] > 0
        except FileNotFoundError:
            return False
        except BaseError as error:
            raise BucketError(error) from None

    def _store(self) -> S3Store:
        self._held = self._held or _opened(self._told)
        return self._held


def _opened(told: Photos) -> S3Store:
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
