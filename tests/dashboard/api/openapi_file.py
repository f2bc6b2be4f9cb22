"""docs/openapi.json: `python -m tests.dashboard.api.openapi_file` writes it anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
from flask import Flask

from dashboard.api.openapi import document
from dashboard.app import create_app
from dashboard.settings.settings import read_settings
from tests.dashboard.small_files import write_small_city

PAGE = Path(__file__).parents[3] / "docs" / "openapi.json"


def small_app(folder: Path) -> Flask:
    """Of a city of its own: nothing of any city stands in the document."""
    environ = write_small_city(folder) | {"GRIDWALL_REDIS_URL": "redis://127.0.0.1:1"}
    return create_app(read_settings(None, environ))


def written(server: Flask) -> bytes:
    """The whole file."""
    return msgspec.json.format(msgspec.json.encode(document(server)), indent=1) + b"\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_bytes(written(small_app(Path(folder))))
