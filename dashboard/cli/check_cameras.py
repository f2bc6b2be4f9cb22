"""What `gridwall check` says of the cameras: their file here, and the process that looks after them."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cameras.pull.camera_file import read_camera_file
from city.areas.areas import Areas
from city.cameras.cameras import Camera, CameraError, Cameras, edition
from dashboard.settings.settings import Settings
from streams.cameras.cameras import read_list, running
from streams.record.keys import Keys
from streams.server.connect import Client
from streams.server.fitness import Verdict


def file_findings(settings: Settings, areas: Areas | None) -> Iterator[Verdict]:
    if not settings.cameras.file:
        yield Verdict("ok", "no camera file: the camera corner stays empty")
        return
    path = settings.path(settings.cameras.file)
    try:
        found = read_camera_file(path)
    except CameraError as error:
        yield Verdict("bad", str(error))
        return
    kinds = Counter(camera.kind for camera in found)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    yield Verdict(
        "ok", f"the camera file {path.name} has {len(found):,} cameras{f' ({told})' if told else ''}"
    )
    yield from _readers(path, found)
    yield from _outside(found, areas)


def process_findings(settings: Settings, redis: Client, keys: Keys) -> Iterator[Verdict]:
    """Raises what Redis says."""
    works_on, listed = running(redis, keys), read_list(redis, keys)
    if works_on is None:
        if settings.cameras.file:
            yield Verdict("warn", "the camera process gives no sign of life: `gridwall cameras` starts it")
        return
    count = len(listed[1]) if listed and listed[0] == works_on else 0
    yield Verdict("ok", f"the camera process runs, with {count:,} cameras (edition {works_on})")
    ours = _edition_of_file(settings)
    if ours not in (None, works_on):
        yield Verdict(
            "warn", f"the camera process works on another list than the camera file's (edition {ours})"
        )


def _readers(path: Path, found: list[Camera]) -> Iterator[Verdict]:
    secret = any("@" in address for camera in found for address in (camera.source, camera.sub))
    if secret and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        yield Verdict("warn", f"{path.name} holds passwords and others can read it: chmod 600 {path}")


def _outside(found: list[Camera], areas: Areas | None) -> Iterator[Verdict]:
    """Cameras that no area below the city's own holds: often a wrong datum, or lat and lon exchanged."""
    if areas is None or len(areas) == 1:
        return
    place = Cameras(areas, found).area
    lost = [camera.id for camera in found if place[camera.id] == areas.root.code]
    if lost:
        shown = ", ".join(lost[:3]) + (" …" if len(lost) > 3 else "")
        yield Verdict("warn", f"{len(lost)} cameras lie in no area below the city: {shown}")


def _edition_of_file(settings: Settings) -> str | None:
    if not settings.cameras.file:
        return None
    try:
        return edition(read_camera_file(settings.path(settings.cameras.file)))
    except CameraError:
        return None  # told already
