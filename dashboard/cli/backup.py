"""`gridwall backup`: the record, the city, history and photos in one file, while all of them are at work."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from dashboard.cli.record import record, record_options
from dashboard.settings.settings import Settings
from streams.backup.archive import FORMAT, Manifest, write_archive
from streams.backup.record_file import BackupError, messages
from streams.record.epoch import read_epoch

FILE = click.Path(path_type=Path, dir_okay=False)
EVENTS = "events.sqlite"
TRIES = 3
CITY = ("areas", "roster", "matters", "calendar", "shifts")


@click.command()
@click.argument("target", metavar="FILE", type=FILE)
@record_options
def backup(target: Path, file: Path | None, url: str | None) -> None:
    """Write all that is kept into FILE, while the wall runs: the record with its accounts, the city's files,
    history and photos. The key file (web.keys_file) is not in it: keep that apart."""
    if target.exists():
        raise click.ClickException(f"{target} is there already: a backup overwrites nothing")
    with record(file, url) as held:
        epoch = read_epoch(held.redis, held.keys.epoch)
        if epoch is None:
            raise click.ClickException("the record has no epoch: nothing was ever kept there")
        try:
            with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".gridwall-backup-") as made:
                folders = staged(held.settings, Path(made))
                manifest = Manifest(FORMAT, version("gridwall"), held.now, epoch, tuple(folders))
                kept = messages(held.redis, held.keys)
                count, files = write_archive(target, manifest, kept, folders)
        except (BackupError, OSError, sqlite3.Error) as error:
            raise click.ClickException(str(error)) from None
    parts = ", ".join(folders)
    click.echo(f"{target}: {count:,} pieces of the record and {files:,} files ({parts}).")
    for sentence in left_out(held.settings):
        click.echo(sentence)


def left_out(settings: Settings) -> list[str]:
    """What is kept elsewhere, a sentence each."""
    told = []
    if settings.history.url:
        told.append("The events of history are in PostgreSQL and not in the file: pg_dump keeps them.")
    if settings.history.columns:
        told.append(f"The columns of history stand at {settings.history.columns} and are not in the file.")
    if settings.photos.s3:
        told.append(f"Photos stand at {settings.photos.s3} and are not in the file.")
    return told


def city_files(settings: Settings) -> dict[str, Path]:
    """The files that the settings name, by the setting."""
    told = settings.city
    named = {name: getattr(told, name) for name in CITY}
    return {name: settings.path(path) for name, path in named.items() if path}


def places(settings: Settings) -> dict[str, Path]:
    """Folders that are kept as they are, by name."""
    return {
        "editions": settings.path(settings.city.editions),
        "photos": settings.path(settings.photos.folder),
        "history": settings.path(settings.history.folder),
    }


def staged(settings: Settings, made: Path) -> dict[str, Path]:
    """Those that are there; of history a copy that is whole."""
    there = {name: folder for name, folder in places(settings).items() if folder.is_dir()}
    if settings.photos.s3:
        there.pop("photos", None)
    there["city"] = made / "city"
    for name, path in city_files(settings).items():
        (there["city"] / name).mkdir(parents=True)
        if path.is_file():
            shutil.copy2(path, there["city"] / name / path.name)
    if "history" in there:
        there["history"] = _history(there["history"], made / "history")
    return there


def _history(folder: Path, copy: Path) -> Path:
    copy.mkdir()
    if (folder / EVENTS).exists():
        with (
            closing(sqlite3.connect(folder / EVENTS)) as source,
            closing(sqlite3.connect(copy / EVENTS)) as target,
        ):
            source.backup(target)
    tables = sorted(table for table in (folder / "columns").glob("*") if (table / "_delta_log").is_dir())
    for table in tables:
        _whole(lambda table=table: _table(table, copy / "columns" / table.name))  # type: ignore[misc]
    return copy


def _whole(copy: Callable[[], Any]) -> None:
    """Files may be brought together while they are copied: then it is copied again."""
    for left in reversed(range(TRIES)):
        try:
            copy()
            return
        except FileNotFoundError:
            if not left:
                raise


def _table(table: Path, copy: Path) -> None:
    """Its log first: what that names must be there. Files never change: a second name is enough."""
    from deltalake import DeltaTable

    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(table / "_delta_log", copy / "_delta_log")
    for path in DeltaTable(str(copy)).file_uris():
        name = Path(path).relative_to(copy.resolve()) if Path(path).is_absolute() else Path(path)
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(table / name, target)
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                raise
            shutil.copy2(table / name, target)
