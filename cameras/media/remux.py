"""H.264 as it came, one picture a fragment, made once for all who watch. Decodes nothing, knows no camera."""

from __future__ import annotations

import struct
from collections.abc import Collection

from cameras.media.fmp4 import Timeline, codec_string, fragment, init_segment
from cameras.media.media_packet import DELTA, INIT, KEY, Shot
from cameras.media.units import Media, SourceError, Unit
from cameras.media.viewer import Viewer

# a late viewer begins with the newest key frame; of a longer group they wait for the next one
GROUP_BYTES, GROUP_SHOTS = 3_000_000, 1500


class Remux:
    def __init__(self, media: Media, viewers: Collection[Viewer]) -> None:
        """Raises SourceError when the parameter sets are no such."""
        try:
            self.about = {
                "kind": "mse",
                "codec": codec_string(media),
                "width": media.width,
                "height": media.height,
            }
            self._init = Shot(INIT, 0.0, 0.0, init_segment(media))
        except (ValueError, IndexError, struct.error):
            raise SourceError("garbage") from None
        self._viewers = viewers
        self._timeline = Timeline()
        self._group: list[Shot] = []
        self._bytes = self._number = 0

    def begin(self, viewer: Viewer) -> None:
        """The pictures since the newest key frame, so that the first one is there at once."""
        viewer.media(self.about)
        viewer.shot(self._init)
        for shot in self._group:
            viewer.shot(shot)

    def take(self, unit: Unit) -> None:
        times = self._timeline.times(unit)
        self._number += 1
        payload = fragment(self._number, unit, *times)
        shot = Shot(KEY if unit.key else DELTA, unit.at, unit.time, payload)
        self._keep(shot)
        for viewer in self._viewers:
            viewer.shot(shot)

    def close(self) -> None:
        self._group.clear()

    def _keep(self, shot: Shot) -> None:
        if shot.type == KEY:
            self._group, self._bytes = [], 0
        elif not self._group:
            return
        self._group.append(shot)
        self._bytes += len(shot.payload)
        if self._bytes > GROUP_BYTES or len(self._group) > GROUP_SHOTS:
            self._group = []
