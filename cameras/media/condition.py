"""How one camera is, and its last picture, from all that looks at it. Knows no screen and no Redis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from city.cameras.camera_states import REFUSING, UNSEEN
from city.cameras.cameras import Camera
from city.cameras.freeze import Freeze, Luma

# of several streams of one camera, this is what the camera is said to be
BEST = ("live", "frozen", "standby", "connecting", "refused", "lost")


@dataclass(frozen=True, slots=True)
class Told:
    state: str
    since: int  # epoch ms
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    jpeg: bytes = field(repr=False)
    at: float  # epoch ms


def failed(detail: str) -> str:
    """The state of a camera that gives no picture for this reason."""
    return "refused" if detail.partition(" ")[0] in REFUSING else "lost"


class StreamState:
    """One address of a camera: where it is, and whether its pictures move."""

    def __init__(self, camera: Camera, main: bool) -> None:
        self.camera, self.main = camera, main
        self.frozen = False
        self._freeze = Freeze()

    @property
    def address(self) -> str:
        return self.camera.source if self.main else (self.camera.sub or self.camera.source)

    def sample(self, luma: Luma, at: float) -> bool:
        """Whether it is frozen; one that may stand still never is."""
        self.frozen = self._freeze.sample(luma, round(at)) and not self.camera.still
        return self.frozen


class Condition:
    """`tell` hears of every change; so do `watchers`."""

    def __init__(self, camera: Camera, tell: Callable[[Condition], None]) -> None:
        self.camera = camera
        self.told = Told(UNSEEN[0], UNSEEN[1], UNSEEN[2])
        self.picture: Picture | None = None
        self.streams = {main: StreamState(camera, main) for main in {not camera.sub, True}}
        self.watchers: set[Callable[[], None]] = set()
        self._tell = tell
        self._running: dict[bool, tuple[str, str]] = {}  # main → what a watched stream showed
        self._pages: dict[object, bool] = {}  # those that play it themselves → whether they see it frozen
        self._frozen = False  # by what they saw last

    def stream(self, main: bool) -> StreamState:
        """The sub-stream where there is one and the main stream is not wanted."""
        return self.streams[main or False not in self.streams]

    @property
    def watched(self) -> bool:
        return bool(self._running)

    def found(self, main: bool, state: str, detail: str, now: float) -> None:
        """A stream that is being watched showed this."""
        self._running[main] = (state, detail)
        best = min(self._running.values(), key=lambda told: BEST.index(told[0]))
        self._set(*best, now)

    def left(self, main: bool, now: float) -> None:
        """A stream is watched no longer."""
        self._running.pop(main, None)
        if self._running:
            self._set(*min(self._running.values(), key=lambda told: BEST.index(told[0])), now)
        elif self.told.state == "live":
            self._set("standby", "", now)

    def probed(self, state: str, detail: str, now: float) -> None:
        """What a look showed; those who watch know better."""
        if state == "standby" and self._frozen:
            state = detail = "frozen"
        elif state != "frozen":
            self._frozen = False  # it is away: what comes next is new
        if not self._running:
            self._set(state, detail, now)

    def seen(self, page: object, frozen: bool, now: float) -> None:
        """What a page sees that plays it past us; one that sees it move outweighs all others."""
        self._pages[page] = frozen and not self.camera.still
        self._weigh(now)

    def unseen(self, page: object, now: float) -> None:
        """The page is gone. What the last one saw holds until another sees more, or the camera is away."""
        if self._pages.pop(page, None) is not None and self._pages:
            self._weigh(now)

    def _weigh(self, now: float) -> None:
        self._frozen = all(self._pages.values())
        if self.told.state in ("standby", "frozen"):
            self._set(*(("frozen", "frozen") if self._frozen else ("standby", "")), now)

    def keep(self, jpeg: bytes, at: float) -> None:
        if self.picture is None or at >= self.picture.at:
            self.picture = Picture(jpeg, at)

    def _set(self, state: str, detail: str, now: float) -> None:
        before = self.told
        if (state, detail) == (before.state, before.detail):
            return
        since = before.since if before.state == state and before.since else round(now)
        self.told = Told(state, since, detail)
        self._tell(self)
        for watcher in tuple(self.watchers):
            watcher()
