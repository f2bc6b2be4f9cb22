"""What a page of each kind loads (assets/pages.json): one script and one sheet, as set-up bundles them; their
sources one by one where there is no bundle, or one of other sources. Knows no page."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

ASSETS = Path(__file__).parents[2] / "assets"
BUILT = "built"
KINDS = frozenset({".mjs", ".css"})
LIST = "pages.json"
MADE = ("vendor", BUILT)  # folders that set-up fills
MEND = "pages load their modules one by one, slower: `make setup` bundles them"


class Sources(Struct, frozen=True):
    """Of one kind of page: its sheets in the order in which they override each other; `early`: folders whose
    modules are asked for at once."""

    module: str
    sheets: tuple[str, ...]
    early: tuple[str, ...] = ()


class Manifest(Struct, frozen=True):
    """`sources` as digest_of_sources() has it; `files`: name → SHA-256, both in hex."""

    sources: str
    files: dict[str, str]


class PageFiles:
    """Addresses below `/assets/<build>/`; as things were when this was made. A process makes it once."""

    def __init__(self, build: str, assets: Path = ASSETS) -> None:
        self._base, self._assets = f"/assets/{build}", assets
        listed = (assets / LIST).read_bytes()
        self._pages = msgspec.json.decode(listed, type=dict[str, Sources])
        self.stale = stale_bundle(assets)

    def sheets(self, kind: str) -> list[str]:
        if not self.stale:
            return [f"{self._base}/{BUILT}/{kind}.css"]
        return [f"{self._base}/styles/{name}.css" for name in self._pages[kind].sheets]

    def module(self, kind: str) -> str:
        name = self._pages[kind].module if self.stale else f"{BUILT}/{kind}.mjs"
        return f"{self._base}/{name}"

    def early(self, kind: str) -> list[str]:
        """Modules that the entry will import."""
        folders = self._pages[kind].early if self.stale else ()
        modules = sorted(module for folder in folders for module in (self._assets / folder).rglob("*.mjs"))
        return [f"{self._base}/{module.relative_to(self._assets).as_posix()}" for module in modules]


@cache
def page_files(build: str) -> PageFiles:
    return PageFiles(build)


def stale_bundle(assets: Path = ASSETS) -> str:
    """One sentence with the mend when what set-up built is not what the sources are; else nothing."""
    built = assets / BUILT
    try:
        told = msgspec.json.decode((built / "manifest.json").read_bytes(), type=Manifest)
        broken = [name for name, digest in told.files.items() if _sha256(built / name) != digest]
    except (OSError, msgspec.DecodeError):
        return f"{built} holds no whole bundle, and {MEND}"
    if broken or told.sources != digest_of_sources(assets):
        return f"{built} is of other sources than those in {assets}, and {MEND}"
    return ""


def digest_of_sources(assets: Path = ASSETS) -> str:
    """SHA-256 of the names and contents of what is bundled, in hex, as bundle.mjs reckons it."""
    names = {
        file.relative_to(assets).as_posix(): file
        for file in assets.rglob("*")
        if file.suffix in KINDS or file == assets / LIST
    }
    digest = hashlib.sha256()
    for name, file in sorted(names.items()):
        if name.split("/")[0] not in MADE:
            digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
