"""What `gridwall check` says of the installation itself: its assets, and extras that settings want."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dashboard.pages.assets import missing_asset
from dashboard.settings.extras import lacking
from dashboard.settings.settings import Settings
from dashboard.transport.page_files import ASSETS, stale_bundle
from streams.server.fitness import Verdict


def package_findings(settings: Settings) -> Iterator[Verdict]:
    sentence = missing_asset()
    yield Verdict("bad", sentence) if sentence else Verdict("ok", "what runs in the browser is there")
    yield from bundle_findings()
    if settings.photos.s3 and (sentence := lacking("obstore")):
        yield Verdict("bad", f"photos.s3: {sentence}")
    if settings.redis.intake and (sentence := lacking("aiohttp")):
        yield Verdict("warn", f"the intake process cannot run here: {sentence}")
    if settings.mqtt.url and (sentence := lacking("paho")):
        yield Verdict("bad", f"mqtt.url: {sentence}")
    if settings.redis.webhooks and (sentence := lacking("aiohttp")):
        yield Verdict("warn", f"the webhook process cannot run here: {sentence}")
    if settings.cameras.file and (sentence := lacking("aiohttp", "av")):
        yield Verdict("warn", f"the camera process cannot run here: {sentence}")


def bundle_findings(assets: Path = ASSETS) -> Iterator[Verdict]:
    """Whoever edits in a clone knows; a wheel was built whole."""
    if sentence := stale_bundle(assets):
        clone = (assets.parent / "pyproject.toml").exists()
        yield Verdict("warn" if clone else "bad", sentence)
