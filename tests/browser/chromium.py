"""How these tests start Chromium: without the parts of its own window that only cost."""

from __future__ import annotations

import shutil

from benchmarks.page import executable

# The address line's suggestions are two pages of its own for each context: a second of work, seen by nobody.
WINDOW = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
# The switch below takes the place of Playwright's own: what matters of it here stays off.
PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    "PreconnectToSearch",
)
# A page that may sound fills its buffer all the time, whether it sounds or not: in large pieces at less work.
SOUND = "--audio-buffer-size=8192"


def program() -> str:
    """Debian has the same Chromium without a window of its own too, whose pages cost less."""
    return shutil.which("chromium-headless-shell") or executable()


def arguments(*without: str) -> list[str]:
    """`without`: more features to leave out."""
    return ["--no-sandbox", SOUND, "--disable-features=" + ",".join((*WINDOW, *PLAYWRIGHT, *without))]
