"""`gridwall cameras check`: each camera tried once, one line each."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

import click

from city.camera_states import DETAILS
from city.cameras import Camera, CameraError
from dashboard.cameras import decoding, kinds
from dashboard.cameras.condition import failed
from dashboard.cameras.file import read_camera_file
from dashboard.cameras.kinds import Kind, Pull
from dashboard.cameras.redact import Redactor
from dashboard.cameras.units import Media, SourceError
from dashboard.cli.cameras import FILE, checked

AT_ONCE = 8
FIRST_S, SEEN_S = 10.0, 2.0  # for a first picture; of pictures, to tell how many come a second
COLUMNS = (36, 8, 6, 10)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of one stream of a camera; `detail` when nothing was."""

    camera: Camera
    stream: str  # main, sub
    detail: str = ""
    media: Media | None = None
    fps: float = 0.0

    @property
    def healthy(self) -> bool:
        return not self.detail

    def line(self) -> str:
        name = f"{self.camera.id}  {self.camera.name}" + (" (sub)" if self.stream == "sub" else "")
        media = self.media
        size = f"{media.width}×{media.height}" if media else ""
        cells = (name, "ok" if self.healthy else failed(self.detail), media.codec if media else "", size)
        last = f"{self.fps:.0f}/s" if self.fps else "" if self.healthy else _words(self.detail)
        return "  ".join([*map(_padded, cells, COLUMNS), last]).rstrip()


def _words(detail: str) -> str:
    code, _, name = detail.partition(" ")
    return DETAILS[code][1] + (f": {name}" if name else "")


def _padded(text: str, columns: int) -> str:
    """Chinese characters are two columns wide."""
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * max(0, columns - wide)


@click.command()
@click.option("--settings", "file", type=FILE, help="Settings file.")
@click.argument("ids", nargs=-1)
@click.pass_context
def check(ctx: click.Context, file: Path | None, ids: tuple[str, ...]) -> None:
    """Try each camera of cameras.file, or those with these IDS. Exits 1 when one is not well."""
    settings = checked(file or ctx.obj)
    try:
        found = read_camera_file(settings.path(settings.cameras.file))
    except CameraError as error:
        raise click.ClickException(str(error)) from None
    unknown = sorted(set(ids) - {camera.id for camera in found})
    if unknown:
        raise click.ClickException(f"no camera {unknown[0]} in {settings.cameras.file}")
    wanted = [camera for camera in found if not ids or camera.id in ids]
    redactor = Redactor(address for camera in found for address in (camera.source, camera.sub))

    async def tell() -> int:
        bad = 0
        async for finding in findings(wanted, kinds.load()):
            # a name may be as it likes, even a password
            click.echo(redactor.redacted(finding.line()))
            bad += not finding.healthy
        return bad

    bad = asyncio.run(tell())
    click.echo(
        f"{len(wanted)} cameras, {bad} streams not well." if bad else f"{len(wanted)} cameras, all well."
    )
    if bad:
        raise SystemExit(1)


async def findings(cameras: Sequence[Camera], known: dict[str, Kind]) -> AsyncIterator[Finding]:
    """In the order of the file, each as soon as those before it are known."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(camera: Camera, stream: str) -> Finding:
        async with room:
            return await tried(camera, stream, known[camera.kind])

    streams = [
        (camera, name) for camera in cameras for name in (("main", "sub") if camera.sub else ("main",))
    ]
    tasks = [asyncio.create_task(one(*stream)) for stream in streams]
    try:
        for task in tasks:
            yield await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def tried(camera: Camera, stream: str, kind: Kind) -> Finding:
    address = camera.sub if stream == "sub" else camera.source
    try:
        if kind.probe is not None:
            await kind.probe(address)
            return Finding(camera, stream)
        assert kind.pull is not None
        return Finding(camera, stream, "", *await _watched(kind.pull, address))
    except SourceError as error:
        return Finding(camera, stream, error.detail)
    except TimeoutError:
        return Finding(camera, stream, "timeout")


async def _watched(pull: Pull, address: str) -> tuple[Media, float]:
    """Decodes the first picture: only a picture is a proof. Raises SourceError, TimeoutError."""
    async with aclosing(pull(address)) as units:
        async with asyncio.timeout(FIRST_S):
            first = await anext(aiter(units))
        if first.media is None:
            raise SourceError("garbage")
        await asyncio.to_thread(decoding.look, first.media, first.data)
        begun, count, span = first.time, 0, 0.0
        give_up = time.monotonic() + SEEN_S
        try:
            async with asyncio.timeout(SEEN_S):
                async for unit in units:
                    count, span = count + 1, unit.time - begun
                    if time.monotonic() > give_up:
                        break
        except TimeoutError:
            pass  # a slow camera: what came in this time is what comes
        return first.media, count / span if span > 0 else 0.0
