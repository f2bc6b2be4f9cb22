"""What a feed needs of those who watch it. Knows neither."""

from __future__ import annotations

from typing import Any, Protocol

from cameras.media.condition import Told
from cameras.media.media_packet import Shot

# widths that pictures are made in: one encode a size, whoever watches
WIDTHS = (160, 320, 480, 640, 960, 1280, 1920)


class Viewer(Protocol):
    """One panel of one screen. None of these may wait."""

    @property
    def width(self) -> int:
        """Device pixels."""

    def media(self, about: dict[str, Any]) -> None:
        """What the shots from now on are."""

    def shot(self, shot: Shot) -> None: ...

    def told(self, told: Told) -> None: ...


def wide_enough(width: int) -> int:
    return next((known for known in WIDTHS if known >= width), WIDTHS[-1])
