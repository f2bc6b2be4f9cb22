"""How each camera is, and since when, folded from the events of the camera process. Knows no protocol."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STATES = ("standby", "connecting", "live", "frozen", "lost", "refused")
HEALTHY = frozenset({"standby", "live"})
# why a camera is as it is, in words for people: Chinese, English
DETAILS = {
    "not_probed": ("尚未检查", "not looked at yet"),
    "unreachable": ("无法连接", "cannot be reached"),
    "timeout": ("连接超时", "does not answer in time"),
    "stalled": ("画面中断", "sends nothing any more"),
    "ended": ("对方结束了传输", "ended the stream"),
    "key_frame": ("等待关键帧", "sends pictures, but none yet to begin with"),
    "garbage": ("收到的数据无法识别", "sends what is no video"),
    "frozen": ("反复发送同一画面", "sends the same picture again and again"),
    "wrong_password": ("用户名或密码错误", "refuses the user name or password"),
    "no_stream": ("没有这路视频流", "has no such stream"),
    "codec": ("不支持的编码格式", "sends a codec that is not supported"),
    "redirected": ("指向了其他主机", "points to another host"),
    "not_allowed": ("该地址不允许访问", "has an address that is not allowed"),
    "too_big": ("画面过大", "sends pictures that are too big"),
    "gateway": ("流媒体网关出错", "has a gateway that reports an error"),
}
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
