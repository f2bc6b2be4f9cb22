"""What `gridwall check` says of the installation itself: its assets, and extras that settings want."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.pages.assets import missing_asset
from dashboard.settings.extras import lacking
from dashboard.settings.settings import Settings
from streams.server.fitness import Verdict


def package_findings(settings: Settings) -> Iterator[Verdict]:
    sentence = missing_asset()
    yield Verdict("bad", sentence) if sentence else Verdict("ok", "what runs in the browser is there")
    if settings.photos.s3 and (sentence := lacking("obstore")):
        yield Verdict("bad", f"photos.s3: {sentence}")
    if settings.cameras.file and (sentence := lacking("aiohttp", "av")):
        yield Verdict("warn", f"the camera process cannot run here: {sentence}")
