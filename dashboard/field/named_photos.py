"""Photos that a console's command names: each must have been sent before by
the same account, as the field's must."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from city.cases.command_context import PHOTOS
from city.cases.refusal import Name
from city.live import LiveCity
from dashboard.access.api_auth import ACCOUNT, DESK
from dashboard.access.viewer import Viewer
from dashboard.console.commands import CarryOut, record_away, refusal
from dashboard.field.kept_photos import KeptPhotos
from dashboard.field.photo_store import StoreUnreachableError
from layouts.sentences import both
from streams.messages.values import shown
from streams.record.startup import AWAY


def naming_kept_photos(carry_out: CarryOut, kept: KeptPhotos, city: Callable[[], LiveCity]) -> CarryOut:
    """The same, refusing what names a photo that this viewer did not send and its case does not have; asked
    again when the store or the record is away."""

    def checked(viewer: Viewer, told: Any) -> dict[str, Any]:
        named = _named(told)
        try:
            missing = kept.missing(_sender(viewer), named, _of_case(viewer, told, city())) if named else None
        except StoreUnreachableError as error:
            return refusal("away", both("photos_away", {"why": Name(str(error), str(error))}))
        except AWAY as error:
            return record_away(error, kept.record_url)
        if missing is not None:
            return refusal("bad_command", both("unsent_photo", {"photo": shown(missing)}))
        return carry_out(viewer, told)

    return checked


def _sender(viewer: Viewer) -> str:
    """As the upload knew them: whose machine it is where nobody signs in."""
    return f"{ACCOUNT}{viewer.id}" if viewer.session else DESK


def _of_case(viewer: Viewer, told: Any, live: LiveCity) -> tuple[str, ...]:
    """Of a case elsewhere nothing, not even whether it has a photo."""
    case = live.cases.get(told["case"]) if isinstance(told.get("case"), str) else None
    return case.photos if case and live.areas.within(case.area, viewer.scope) else ()


def _named(told: Any) -> list[Any]:
    """What has another shape the command itself refuses."""
    data = told.get("data") if isinstance(told, dict) else None
    photos = data.get("photos") if isinstance(data, dict) else None
    return photos[:PHOTOS] if isinstance(photos, list) else []
