"""Where what runs in the browser stands: beside the Python packages, in a clone as in a wheel."""

from __future__ import annotations

from pathlib import Path

from dashboard.transport.page_files import ASSETS, LIST

# entry modules, and what set-up copies from npm: without one of them a page is an empty frame
NEEDED = (
    LIST,
    *("core/leaflet_hook.js", "wall/main.mjs", "console/main.mjs", "screen/main.mjs"),
    *("field/main.mjs", "health/main.mjs"),
    *("vendor/socket.io.js", "vendor/hls.mjs", "vendor/plotly.js", "vendor/protomaps.mjs"),
)


def missing_asset(folder: Path = ASSETS) -> str:
    """One sentence with the mend for the first that is not there; else nothing."""
    gone = next((folder / name for name in NEEDED if not (folder / name).is_file()), None)
    if gone is None:
        return ""
    return f"{gone} is not there, and pages would stay empty: `make setup` brings it, and a wheel holds it"
