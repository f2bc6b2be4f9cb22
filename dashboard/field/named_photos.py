"""Photos that a console's command names: each must have been sent before, as the field's must."""

from __future__ import annotations

from typing import Any

from city.cases.command_context import PHOTOS
from city.cases.refusal import Name
from dashboard.access.viewer import Viewer
from dashboard.console.commands import CarryOut, refusal
from dashboard.field.photo_store import HASH, PhotoStore, StoreUnreachableError
from layouts.sentences import both
from streams.messages.values import shown


def naming_kept_photos(carry_out: CarryOut, store: PhotoStore) -> CarryOut:
    """The same, refusing what names a photo that is not kept; asked again when the store is away."""

    def checked(viewer: Viewer, told: Any) -> dict[str, Any]:
        try:
            missing = next((photo for photo in _named(told) if not _kept(photo, store)), None)
        except StoreUnreachableError as error:
            return refusal("away", both("photos_away", {"why": Name(str(error), str(error))}))
        if missing is not None:
            return refusal("bad_command", both("unsent_photo", {"photo": shown(missing)}))
        return carry_out(viewer, told)

    return checked


def _named(told: Any) -> list[Any]:
    """What has another shape the command itself refuses."""
    data = told.get("data") if isinstance(told, dict) else None
    photos = data.get("photos") if isinstance(data, dict) else None
    return photos[:PHOTOS] if isinstance(photos, list) else []


def _kept(photo: Any, store: PhotoStore) -> bool:
    return isinstance(photo, str) and HASH.fullmatch(photo) is not None and store.has(photo)
