"""The demo city's camera file: where its 22 cameras stand, at which addresses. Knows no server."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from city.areas.areas import Areas
from city.cameras.cameras import Camera
from demo.cameras.places import Spot, demo_cameras
from streams.cameras.camera_table import toml

FILE, HOST, USER = "cameras.toml", "127.0.0.1", "viewer"
KINDS = {"cam-06": "mjpeg", "cam-21": "jpeg"}  # all others: rtsp


def write_cameras(folder: Path, areas: Areas, seed: int, port: int, web_port: int) -> Path:
    """With a password of this run; for its owner's eyes alone. Raises OSError."""
    cameras = listed(demo_cameras(areas, seed), port, web_port, secrets.token_urlsafe(12))
    file, whole = folder / FILE, folder / f".{FILE}.{os.getpid()}"
    with os.fdopen(
        os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write(toml(cameras, ["the demo's cameras, written anew at each start"]))
    whole.replace(file)
    return file


def listed(spots: Iterable[Spot], port: int, web_port: int, password: str) -> list[Camera]:
    made = []
    for spot in spots:
        kind = KINDS.get(spot.id, "rtsp")
        scheme, its_port = ("rtsp", port) if kind == "rtsp" else ("http", web_port)
        base = f"{scheme}://{USER}:{quote(password, safe='')}@{HOST}:{its_port}/{spot.id}"
        sources = f"{base}/main", f"{base}/sub" if kind == "rtsp" else ""
        made.append(Camera(spot.id, spot.name, spot.name_en, spot.lat, spot.lon, kind, False, *sources))
    return made
