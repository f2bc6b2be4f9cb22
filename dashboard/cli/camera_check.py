"""`gridwall cameras check`: each camera tried once, one line each."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

import click

from cameras.media import decoding
from cameras.media.condition import failed
from cameras.media.units import Media, SourceError, Unit
from cameras.pull import kinds
from cameras.pull.camera_file import read_camera_file
from cameras.pull.kinds import Kind, Pull
from cameras.pull.redact import Redactor
from city.cameras.cameras import Camera, CameraError
from dashboard.cli.cameras import FILE, checked
from layouts.words import words
from streams.server.ending import end

AT_ONCE = 8
FIRST_S, SEEN_S = 10.0, 2.0  # for a first picture; of pictures, to tell how many come a second
KEY_S = 60.0  # pictures come, but their key frames are rare
COLUMNS = (32, 7, 4, 9, 4)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one stream; `detail` when nothing was. A gateway's stream tells no media."""

    detail: str = ""
    media: Media | None = None
    fps: float = 0.0

    def cells(self) -> tuple[str, str, str]:
        if self.media is None:
            return "", "", ""
        size = f"{self.media.width}×{self.media.height}"
        return self.media.codec, size, f"{self.fps:.0f}/s" if self.fps else ""


@dataclass(frozen=True, slots=True)
class Finding:
    camera: Camera
    main: Seen
    sub: Seen | None

    @property
    def detail(self) -> str:
        return self.main.detail or (self.sub.detail if self.sub else "")

    def line(self) -> str:
        state = failed(self.detail) if self.detail else "ok"
        cells = [f"{self.camera.id}  {self.camera.name}", state, *self.main.cells()]
        last = ""
        if self.main.detail:
            last = _words(self.main.detail)
        elif self.sub is not None:
            said = _words(self.sub.detail) if self.sub.detail else " ".join(filter(None, self.sub.cells()))
            last = f"sub-stream {said}".rstrip()
        return "  ".join([*map(_padded, cells, COLUMNS), last]).rstrip()


def _words(detail: str) -> str:
    code, _, name = detail.partition(" ")
    return words("en")[f"camera_detail_{code}"] + (f": {name}" if name else "")


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
            bad += bool(finding.detail)
        return bad

    bad = asyncio.run(tell())
    click.echo(f"{len(wanted)} cameras, {bad} not well." if bad else f"{len(wanted)} cameras, all well.")
    if bad:
        raise SystemExit(1)


async def findings(cameras: Sequence[Camera], known: dict[str, Kind]) -> AsyncIterator[Finding]:
    """In the order of the file, each as soon as those before it are known."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(camera: Camera) -> Finding:
        async with room:
            kind = known[camera.kind]
            main = await tried(camera.source, kind)
            return Finding(camera, main, await tried(camera.sub, kind) if camera.sub else None)

    tasks = [asyncio.create_task(one(camera)) for camera in cameras]
    try:
        for task in tasks:
            yield await task
    finally:
        await end(tasks)


async def tried(address: str, kind: Kind) -> Seen:
    try:
        if kind.probe is not None:
            await kind.probe(address)
            return Seen()
        assert kind.pull is not None
        return Seen("", *await _watched(kind.pull, address))
    except SourceError as error:
        return Seen(error.detail)
    except TimeoutError:
        return Seen("timeout")


async def _watched(pull: Pull, address: str) -> tuple[Media, float]:
    """Decodes the first picture: only a picture is a proof. Raises SourceError, TimeoutError."""
    async with aclosing(pull(address)) as units:
        first = await _first(units)
        if first.media is None:
            raise SourceError("garbage")
        await asyncio.to_thread(decoding.look, first.media, first.data)
        count, low, high = 0, first.time, first.time
        give_up = time.monotonic() + SEEN_S
        try:
            async with asyncio.timeout(SEEN_S):
                async for unit in units:
                    if not unit.blank:  # B-pictures come later than they are shown
                        count, low, high = count + 1, min(low, unit.time), max(high, unit.time)
                    if time.monotonic() > give_up:
                        break
        except TimeoutError:
            pass  # a slow camera: what came in this time is what comes
        return first.media, count / (high - low) if high > low else 0.0


async def _first(units: AsyncGenerator[Unit, None]) -> Unit:
    """A key frame. Raises SourceError, TimeoutError."""
    sends = False
    try:
        async with asyncio.timeout(FIRST_S) as watchdog:
            unit = await anext(units)
            while unit.blank:
                if not sends:
                    watchdog.reschedule(asyncio.get_running_loop().time() + KEY_S)
                sends, unit = True, await anext(units)
        return unit
    except TimeoutError:
        if sends:
            raise SourceError("key_frame") from None
        raise
