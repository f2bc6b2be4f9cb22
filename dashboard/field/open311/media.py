"""Pictures that come with a report: addresses of them are kept as text and never fetched, files go the way of
every photo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from dashboard.access.api_auth import ApiRefusedError
from dashboard.field.kept_photos import KeptPhotos
from dashboard.field.open311.replies import Open311Error
from dashboard.field.photo_api import PhotoDecoder
from dashboard.field.photo_store import StoreUnreachableError
from dashboard.field.photos import MOST_BYTES, PhotoRefusedError

MOST_PHOTOS = 9
# no blank: addresses stand between blanks in a report, beside the names of kept photos
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,480}", re.ASCII)


def addresses(form: MultiDict[str, str]) -> list[str]:
    """Those of the web; what is none is left out."""
    told = [each.strip() for name in ("media_url", "media_url[]") for each in form.getlist(name)]
    return [each for each in dict.fromkeys(told) if _ADDRESS.fullmatch(each)][:MOST_PHOTOS]


class Uploads:
    def __init__(self, decoder: PhotoDecoder, kept: KeptPhotos) -> None:
        self._decoder, self._kept = decoder, kept

    def kept(self, who: str) -> tuple[list[str], bool]:
        """Names of the photos in this request, whatever fields they came in, and whether all could be read.
        Raises Open311Error and ApiRefusedError."""
        files = [each for _, each in request.files.items(multi=True) if each.filename]
        if len(files) > MOST_PHOTOS:
            raise Open311Error(400, "too_many_photos", most=MOST_PHOTOS)
        return self._all(who, files)

    def _all(self, who: str, files: Iterable[FileStorage]) -> tuple[list[str], bool]:
        names, whole = [], True
        for each in files:
            try:
                photo = self._decoder.made(who, partial(each.stream.read, MOST_BYTES + 1))
                self._kept.put(who, photo)
            except PhotoRefusedError:
                whole = False  # sent again it would be no better: the report counts without it
            except StoreUnreachableError as error:
                raise ApiRefusedError(503, "away", str(error), 2) from None
            else:
                names.append(photo.hash)
        return names, whole
