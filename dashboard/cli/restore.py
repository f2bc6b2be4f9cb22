"""`gridwall restore`: what a backup holds, brought into a place where nothing is."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from dashboard.cli.backup import city_files, places
from dashboard.cli.record import Record, record, record_options
from streams.backup.archive import Archive
from streams.backup.record_file import BackupError, anything, drop_all
from streams.backup.record_file import restore as bring_back

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
UNDER_WAY = "restoring"  # a key of the record, while it is not whole


@click.command()
@click.argument("source", metavar="FILE", type=FILE)
@record_options
def restore(source: Path, file: Path | None, url: str | None) -> None:
    """Bring back what FILE holds, into an empty record and empty folders. Start no process before it says
    that all is back; with the web.keys_file that the record had. Run again after it was ended half-way."""
    with record(file, url) as held:
        folders = _empty(held)
        try:
            with Archive(source) as archive:
                marker = f"{held.keys.prefix}{UNDER_WAY}"
                held.redis.set(marker, "1")
                keys = bring_back(held.redis, held.keys, archive.record(), _tell)
                with tempfile.TemporaryDirectory() as made:
                    files = archive.unpack(folders | {"city": Path(made)})
                    sentences = _city(held, Path(made))
                held.redis.delete(marker)
        except (BackupError, OSError) as error:
            raise click.ClickException(str(error)) from None
    click.echo(f"All is back: {keys:,} keys of the record and {files:,} files.")
    for sentence in sentences:
        click.echo(sentence)


def _empty(held: Record) -> dict[str, Path]:
    """The folders. Raises ClickException where anything stands already."""
    if held.redis.exists(f"{held.keys.prefix}{UNDER_WAY}"):
        click.echo("A restore was ended half-way: what it brought is dropped, and it begins again.")
        drop_all(held.redis, held.keys)
        for folder in places(held.settings).values():
            _drop(folder)
    if anything(held.redis, held.keys):
        raise click.ClickException(f"nothing may stand under {held.keys.prefix} in Redis, and something does")
    folders = places(held.settings)
    for folder in folders.values():
        if folder.exists() and any(folder.iterdir()):
            raise click.ClickException(f"{folder} must be empty, and is not")
    return folders


def _drop(folder: Path) -> None:
    for file in sorted(folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()


def _city(held: Record, made: Path) -> list[str]:
    """The city's files where the settings name them, unless others stand there; those are told."""
    told = []
    for name, path in city_files(held.settings).items():
        for file in sorted((made / name).glob("*")):
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read_bytes())
            elif path.read_bytes() != file.read_bytes():
                told.append(f"city.{name} is another file than in the backup and was left: {path}")
    return told


def _tell(count: int) -> None:
    if count % 10_000 == 0:
        click.echo(f"{count:,} pieces ...", err=True)
