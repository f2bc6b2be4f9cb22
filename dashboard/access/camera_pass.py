"""Lets a screen see cameras: checks each against the viewer's scope, then signs. Knows no picture."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from city.cameras.cameras import ID
from dashboard.access.signing_keys import SigningKeys
from dashboard.access.viewer import Viewer
from dashboard.transport.answers import refused
from streams.access.camera_tokens import LASTS_MS, MOST, SCREEN, sign
from streams.record.startup import AWAY
from streams.server.connect import trouble

log = logging.getLogger(__name__)


class CameraPass:
    """`allowed(camera, scope)`: whether an area has such a camera; `url`: where pictures come from; `now`:
    the camera process's time, epoch ms."""

    def __init__(
        self,
        keys: SigningKeys,
        allowed: Callable[[str, str], bool],
        record_url: str,
        url: str,
        now: Callable[[], int],
    ) -> None:
        self._keys, self._allowed, self._record_url, self._url = keys, allowed, record_url, url
        self._now = now

    def grant(self, viewer: Viewer, origin: str, told: Any) -> dict[str, Any]:
        """`{ok, token, url, lasts}` for `{screen, cameras}`: `lasts` in ms, no `url` for the page's own.

        The origin is the handshake's, never a field: a token found elsewhere opens nothing there.
        """
        asked = told if isinstance(told, dict) else {}
        name, cameras = asked.get("screen"), asked.get("cameras")
        if not isinstance(name, str) or not SCREEN.fullmatch(name):
            return refused("screen must be 1 to 64 letters, digits or . _ : -")
        if not isinstance(cameras, list) or len(cameras) > MOST:
            return refused(f"cameras must be a list of at most {MOST} ids")
        for camera in cameras:
            if not isinstance(camera, str) or not ID.fullmatch(camera):
                return refused("a camera's id must be 1 to 64 letters, digits or . _ : -")
            if not self._allowed(camera, viewer.scope):
                return refused(f"there is no camera {camera} here")
        try:
            key = self._keys.secrets().cameras or b""
        except AWAY as error:
            log.warning("no camera pass: %s", trouble(error, self._record_url))
            return refused("the record cannot be reached just now")
        acting = (viewer.session, viewer.role, viewer.scope) if viewer.session else ("", "", "")
        token = sign(key, name, cameras, origin, self._now(), acting)
        return {"ok": True, "token": token, "url": self._url, "lasts": LASTS_MS}
