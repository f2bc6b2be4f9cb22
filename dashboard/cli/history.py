"""`gridwall history`: the process that keeps what happened, and what looks after it (history_process.py)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import click

from dashboard.settings.addresses import history_url
from dashboard.settings.settings import Settings, SettingsError, read_settings

FILE = click.Path(path_type=Path, dir_okay=False)
NO_REDIS = (
    "redis.url or redis.history must be set, in gridwall.toml or as GRIDWALL_REDIS_URL: "
    "the record is read there"
)


@click.group(invoke_without_command=True)
@click.option("--settings", "file", type=FILE, help="Settings file, instead of gridwall.toml.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, instead of history.port.")
@click.pass_context
def history(ctx: click.Context, file: Path | None, port: int | None) -> None:
    """Keep what happens in stores of its own, and answer what web processes ask, until ended."""
    ctx.obj = file
    if ctx.invoked_subcommand is None:
        _process().serve(_read(file), port)


@history.command()
@click.pass_obj
def rebuild(file: Path | None) -> None:
    """Drop what was derived from the events, and make it again. The history process must not run."""
    _process().make_again(_read(file))


def _process() -> ModuleType:
    """Help must wait for no database."""
    return import_module("dashboard.cli.history_process")


def _read(file: Path | None) -> Settings:
    try:
        settings = read_settings(file)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    if not history_url(settings):
        raise click.ClickException(NO_REDIS)
    return settings
