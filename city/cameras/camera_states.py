"""How each camera is, and since when, folded from the events of the camera process. Knows no protocol."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STATES = ("standby", "connecting", "live", "frozen", "lost", "refused")
HEALTHY = frozenset({"standby", "live"})
# why a camera is as it is
DETAILS = (
    "not_probed",
    "unreachable",
    "timeout",
    "stalled",
    "ended",
    "key_frame",
    "garbage",
    "frozen",
    "wrong_password",
    "no_stream",
    "codec",
    "redirected",
    "not_allowed",
    "too_big",
    "gateway",
)
# somebody must change something before these come right; all others may by themselves
REFUSING = frozenset({"wrong_password", "no_stream", "codec", "redirected", "not_allowed"})
NAME_LONGEST = 40  # characters of the name behind a detail, such as `codec H.263`
UNSEEN = ("connecting", 0, "not_probed")


@dataclass(frozen=True, slots=True)
class CameraEvent:
    """`entry`: its id in the stream, empty before it is written. `detail`: a code, a blank, a short name."""

    entry: str
    camera: str
    state: str
    time: int
    detail: str = ""


class CameraStates:
    """Events are applied in the order of their stream."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[str, int, str]] = {}

    def apply(self, event: CameraEvent) -> bool:
        """Whether anything changed. `since` is when the camera came into this state."""
        before = self._held.get(event.camera)
        if before and (before[0], before[2]) == (event.state, event.detail):
            return False
        since = before[1] if before and before[0] == event.state else event.time
        self._held[event.camera] = (event.state, since, event.detail)
        return True

    def of(self, camera: str) -> tuple[str, int, str]:
        """State, since when (epoch ms, 0 unknown) and detail."""
        return self._held.get(camera, UNSEEN)

    def healthy(self, cameras: Iterable[str]) -> int:
        return sum(self.of(camera)[0] in HEALTHY for camera in cameras)


def sound_detail(detail: str) -> bool:
    """Whether a detail is one of ours, or none."""
    code, _, name = detail.partition(" ")
    return not detail or (code in DETAILS and name.isprintable() and len(name) <= NAME_LONGEST)
