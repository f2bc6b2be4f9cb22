"""The camera file on this disk, parsed. Knows files; what is in them is city/cameras/cameras.py's."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from city.cameras.cameras import Camera, CameraError, read_cameras

LARGEST = 16 * 1024 * 1024


def read_camera_file(path: Path) -> list[Camera]:
    """TOML, or GeoJSON when the name says so. Raises CameraError, which shows no address in it."""
    text = _text(path)
    try:
        document = json.loads(text) if path.suffix.lower() in (".geojson", ".json") else tomllib.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise CameraError(f"{path}: must be GeoJSON, got {error.msg} at {place}") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CameraError(f"{path}: must be TOML, got {error}") from None
    return read_cameras(document, path.name)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CameraError(f"{path}: must be at most {LARGEST:,} bytes, got {path.stat().st_size:,}")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CameraError(f"{path}: must be UTF-8, got byte {error.object[error.start]:#x}") from None
    except OSError as error:
        raise CameraError(f"{path}: a camera file wanted, got {error.strerror}") from None
