"""Photos over HTTP: `POST /api/photos` takes one and makes it anew, `GET /photos/<hash>` shows one to whoever
may see a case that carries it. What was sent is never stored and never shown as it came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import gevent
from flask import Flask, Response, request
from gevent.lock import BoundedSemaphore
from gevent.threadpool import ThreadPool
from msgspec import Struct

from city.cases.case import Case
from city.live import LiveCity
from dashboard.access.api_auth import OF_A_CALLER, ApiRefusedError, Caller, Callers, token
from dashboard.field.kept_photos import KeptPhotos, is_theirs
from dashboard.field.photo_store import StoreUnreachableError
from dashboard.field.photos import MOST_BYTES, Photo, PhotoRefusedError, made_anew, refuse_size
from dashboard.transport.answers import answer, refuse
from dashboard.transport.route_docs import documented
from streams.access.photo_uploads import HASH

AT_ONCE = 16  # uploads in memory; one of them is being decoded
EACH = 4  # of them by one key, one link or the desk: nobody holds the place of all others
UPLOAD_SECONDS = 60.0
A_YEAR = 365 * 86_400
KINDS = ("image/jpeg", "image/png", "image/webp")
STATUS = {"photo_too_big": 413, "photo_too_large": 413, "not_a_photo": 415, "broken_photo": 415}
OF_A_PHOTO = (
    *((status, code) for code, status in STATUS.items()),
    *((403, "not_allowed"), (408, "too_slow"), (503, "busy")),
)


class PhotoTaken(Struct, frozen=True):
    """`photo` is its name: the SHA-256 of what is kept."""

    photo: str
    width: int
    height: int
    bytes: int


class PhotoDecoder:
    """One photo at a time, in a thread: the live loop goes on, and memory holds one decoded picture."""

    def __init__(self) -> None:
        self._threads = ThreadPool(1)
        self._places = BoundedSemaphore(AT_ONCE)
        self._held: Counter[str] = Counter()

    def developed(self, who: str) -> Photo:
        """The photo in the request of this caller. Raises PhotoRefusedError and ApiRefusedError."""
        refuse_size(request.content_length or 0)
        return self.made(who, _received)

    def made(self, who: str, read: Callable[[], bytes]) -> Photo:
        """The photo that `read` brings. Raises PhotoRefusedError and ApiRefusedError."""
        if self._held[who] >= EACH:
            raise ApiRefusedError(
                503, "busy", f"At most {EACH} photos at once by one sender: send it again.", 2
            )
        if not self._places.acquire(blocking=False):
            raise ApiRefusedError(503, "busy", "Too many photos at once: send it again.", 2)
        self._held[who] += 1
        try:
            sent = read()
            made = self._threads.apply(_made, (sent,))
        finally:
            self._places.release()
            self._held[who] -= 1
            self._held += Counter()  # forgets whoever sends none now
        if isinstance(made, PhotoRefusedError):
            raise made
        return made  # type: ignore[no-any-return]  # what `_made` answered, through an untyped pool


def _received() -> bytes:
    """A phone may be slow; who never ends must not keep the place of others."""
    slow = ApiRefusedError(408, "too_slow", f"A photo must come within {UPLOAD_SECONDS:g} s.")
    with gevent.Timeout(UPLOAD_SECONDS, slow):
        sent = request.stream.read(MOST_BYTES + 1)
    refuse_size(len(sent))
    return sent


def _made(sent: bytes) -> Photo | PhotoRefusedError:
    """A refusal is handed over as a value: gevent prints what a thread raises."""
    try:
        return made_anew(sent)
    except PhotoRefusedError as refused:
        return refused


class PhotoIndex:
    """Which cases carry a photo, as far as anybody has asked."""

    def __init__(self, city: Callable[[], LiveCity]) -> None:
        self._city = city
        self._known: dict[str, str] = {}

    def shows(self, photo: str, speaker: Caller) -> bool:
        """Whether any case this speaker may see carries it: two may carry the same."""
        live = self._city()
        held = live.cases.get(self._known.get(photo, ""))
        if held is not None and self._fits(held, photo, speaker):
            return True
        for case in live.cases:
            if self._fits(case, photo, speaker):
                self._known[photo] = case.id
                return True
        return False

    def _fits(self, case: Case, photo: str, speaker: Caller) -> bool:
        carries = photo in case.photos and speaker.area_of(case.area, self._city().areas) is not None
        return carries and is_theirs(case, speaker)


def register(
    server: Flask, callers: Callers, photos: PhotoIndex, kept: KeptPhotos, decoder: PhotoDecoder
) -> None:
    @server.post("/api/photos")
    @documented(PhotoTaken, *OF_A_CALLER, *OF_A_PHOTO, statuses=(201,), body=KINDS)
    def take_photo() -> Response:
        """Send a photo, which is made anew and kept."""
        try:
            speaker = callers.caller()
            if not speaker.sends_photos:
                raise ApiRefusedError(
                    403, "not_allowed", "Who may neither feed back nor verify sends no photos."
                )
            photo = decoder.developed(speaker.name)
            kept.put(speaker.name, photo)
        except ApiRefusedError as reason:
            return reason.response()
        except PhotoRefusedError as error:
            return refuse(STATUS[error.code], error.code, str(error))
        except StoreUnreachableError as error:
            return refuse(503, "away", str(error))
        return answer(PhotoTaken(photo.hash, photo.width, photo.height, len(photo.data)), 201)

    @server.get("/photos/<photo>")
    @documented("image/jpeg", *OF_A_CALLER, (404, "unknown_photo"))
    def show_photo(photo: str) -> Response:
        """A photo, to whoever may see a case that carries it."""
        try:
            speaker = callers.caller()
        except ApiRefusedError as reason:
            return reason.response()
        if not HASH.fullmatch(photo) or not photos.shows(photo, speaker):
            return refuse(404, "unknown_photo", "There is no such photo here.")
        try:
            data = kept.store.get(photo)
        except StoreUnreachableError as error:
            return refuse(503, "away", str(error))
        return shown(data) if data else refuse(404, "unknown_photo", "There is no such photo here.")


def shown(data: bytes) -> Response:
    """A picture and nothing else, whatever a browser makes of it. Kept for ever: its name is its content."""
    response = Response(data, content_type="image/jpeg")
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = "inline"
    if token() is not None:
        response.vary.add("Authorization")
    return response
