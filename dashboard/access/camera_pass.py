"""Lets a screen see cameras: checks each against the viewer's scope, then signs. Knows no picture."""

from __future__ import annotations

from typing import Any

from city.cameras.cameras import ID
from dashboard.console.commands import refused
from dashboard.live.engine import Engine
from dashboard.rooms.rooms import Screen
from dashboard.truth.clocks import wall_ms
from streams.access.camera_tokens import LASTS_MS, MOST, SCREEN, sign
from streams.record.startup import AWAY
from streams.server.connect import trouble


def grant(engine: Engine, screen: Screen, told: Any) -> dict[str, Any]:
    """`{ok, token, url, lasts}` for `{screen, cameras}`: `lasts` in ms, `url` empty for the page's origin.

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
        if not engine.watching.allowed(camera, screen.viewer.scope):
            return refused(f"there is no camera {camera} here")
    sources = engine.sources
    try:
        key = sources.secrets().cameras or b""
    except AWAY as error:
        return refused(trouble(error, sources.record_url))
    # by this machine's clock, as the camera process beside us reads it: Redis's may be elsewhere and differ
    token = sign(key, name, cameras, screen.origin, round(wall_ms()))
    return {"ok": True, "token": token, "url": engine.settings.cameras.url, "lasts": LASTS_MS}
