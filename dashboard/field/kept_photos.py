"""Photos and who sent them: a command names only what the same caller sent, or what its case has already.
Of all others it is told the same, whether there is such a photo or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from city.cases.case import Case
from dashboard.access.api_auth import RECORD_AWAY, ApiRefusedError, Caller
from dashboard.field.photo_store import PhotoStore, StoreUnreachableError
from dashboard.field.photos import Photo
from dashboard.field.work import sent_of
from streams.access.photo_uploads import HASH, not_uploaded, note_upload
from streams.record.connections import Connections
from streams.record.startup import AWAY


class KeptPhotos:
    def __init__(self, to: Connections, store: PhotoStore) -> None:
        self._to, self.store, self.record_url = to, store, to.record_url

    def put(self, who: str, photo: Photo) -> None:
        """Raises StoreUnreachableError and ApiRefusedError."""
        self.store.put(photo.hash, photo.data)
        try:
            note_upload(self._to.clerk_redis, self._to.keys, who, photo.hash)
        except AWAY:
            raise ApiRefusedError(503, "away", RECORD_AWAY, 2) from None

    def missing(self, who: str, named: Iterable[object], of_case: Sequence[str] = ()) -> object | None:
        """The first that they may not name, None when they may name all. Raises StoreUnreachableError and
        what Redis says."""
        for photo in named:
            if not isinstance(photo, str) or not HASH.fullmatch(photo):
                return photo
            if photo not in of_case and not_uploaded(self._to.clerk_redis, self._to.keys, who, [photo]):
                return photo
            if not self.store.has(photo):
                return photo
        return None

    def refuse_missing(self, who: str, named: list[str] | None, of_case: Sequence[str] = ()) -> None:
        """Raises ApiRefusedError."""
        try:
            missing = self.missing(who, named or (), of_case)
        except StoreUnreachableError as error:
            raise ApiRefusedError(503, "away", str(error), 2) from None
        except AWAY:
            raise ApiRefusedError(503, "away", RECORD_AWAY, 2) from None
        if missing is not None:
            sentence = f"a photo must be sent before it is named, got {str(missing)[:12]}…."
            raise ApiRefusedError(400, "bad_request", sentence)


def is_theirs(case: Case, speaker: Caller) -> bool:
    """A link sees the photos of what its own person or department is sent to."""
    inspector, department = speaker.inspector, speaker.department
    if inspector is None and department is None:
        return True
    return any((each.inspector, each.department) == (inspector, department) for each in sent_of(case))
