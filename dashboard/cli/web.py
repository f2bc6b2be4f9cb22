"""`gridwall web`: the wall, from the Redis of the settings."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click

from dashboard.access.key_file import KeyFile, KeyFileError
from dashboard.access.start_token import start_address
from dashboard.cli.address import home
from dashboard.pages.assets import missing_asset
from dashboard.settings.private import keep_private
from dashboard.settings.settings import Settings, SettingsError, handed_on, read_settings

SERVER = (sys.executable, "-m", "gunicorn", "-c", "python:dashboard.transport.serving", "dashboard.wsgi")


@click.command()
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, instead of web.port.")
def web(file: Path | None, port: int | None) -> None:
    """Serve the wall. Becomes gunicorn with one gevent worker."""
    told = {}
    if file is not None:
        told["file"] = str(file.resolve())
    if port is not None:
        told["web.port"] = str(port)
    environ = handed_on(told)
    try:
        settings = read_settings(file, environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    if not (settings.redis.url or (settings.redis.positions and settings.redis.record)):
        raise click.ClickException(
            "redis.url must be set, in gridwall.toml or as GRIDWALL_REDIS_URL: "
            "an empty city that looks live is worse than none (try `gridwall demo`)"
        )
    if sentence := missing_asset():
        raise click.ClickException(sentence)
    host = f"[{settings.web.host}]" if ":" in settings.web.host else settings.web.host
    place = ("--bind", f"{host}:{settings.web.port}", "--worker-connections", str(settings.web.connections))
    refuse_taken(settings.web.host, settings.web.port)
    keep_private()
    if settings.web.sign_in == "accounts":
        from dashboard.cli.first import tell_first  # loads a city, which this process needs for nothing else

        tell_first(settings, file)
    else:
        tell_address(settings)
    sys.stdout.flush()
    os.execve(SERVER[0], (*SERVER, *place), environ)


def tell_address(settings: Settings) -> None:
    """To a person at a terminal; a log that others read is no place for it. Raises click.ClickException."""
    try:
        token = KeyFile(settings.path(settings.web.keys_file)).open_door()
    except KeyFileError as error:
        raise click.ClickException(str(error)) from None
    if sys.stdout.isatty():
        click.echo(f"The wall will be at {start_address(home(settings) + '/', token)}")
    else:
        click.echo(f"The wall will be at {home(settings)}/ (`gridwall address` tells its start address)")


def refuse_taken(host: str, port: int, setting: str = "web.port") -> None:
    """In one line, before gunicorn tries for five seconds. Raises click.ClickException."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"cannot listen on {host} port {port}: {error.strerror} (another one: --port or {setting})"
            ) from None
