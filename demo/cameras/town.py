"""What each of the demo city's 22 cameras is: most an H.264 camera without a fault. Knows no server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from city.cameras.cameras import Camera
from demo.cameras.camera import Plan
from demo.cameras.faults import Habit

SMALL = {"main": (640, 360), "sub": (640, 360)}
TRAITS: dict[str, dict[str, Any]] = {
    "cam-03": {"habits": (Habit("freeze", every=420, lasts=120, first=120),)},
    "cam-04": {"codec": "h265"},
    "cam-05": {"habits": (Habit("drop", every=300, lasts=45, first=90),)},
    "cam-06": {"codec": "mjpeg", "fps": 8} | SMALL,
    "cam-21": {"codec": "jpeg"} | SMALL,
}


def plans(cameras: Iterable[Camera]) -> list[Plan]:
    """What to serve for a camera file as camera_file.py makes it."""
    return [_plan(camera, number) for number, camera in enumerate(cameras, 1)]


def _plan(camera: Camera, number: int) -> Plan:
    login = urlsplit(camera.source)
    return Plan(
        camera.id,
        seed=number,
        label=camera.id.upper().replace("-", " "),
        user=unquote(login.username or ""),
        password=unquote(login.password or ""),
        **TRAITS.get(camera.id, {}),
    )


def ports(cameras: Iterable[Camera]) -> tuple[int, int]:
    """Of RTSP and of HTTP."""
    found = {urlsplit(camera.source).scheme: urlsplit(camera.source).port or 0 for camera in cameras}
    return found.get("rtsp", 0), found.get("http", 0)
