"""`gridwall address`: the address that lets a browser in, for whoever may read the wall's key file."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.access.key_file import KeyFile, KeyFileError
from dashboard.access.start_token import start_address
from dashboard.settings.origin import read_origin
from dashboard.settings.private import keep_private
from dashboard.settings.settings import Settings, SettingsError, read_settings


@click.command()
@click.argument("path", default="/")
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, instead of web.port.")
@click.option("--new", is_flag=True, help="Make another token: every browser that was let in must come anew.")
def address(path: str, file: Path | None, port: int | None, new: bool) -> None:
    """Print the start address of the wall, or of a page of it such as /wall/441900104.

    Opened once, the browser is let in for good. Keep it as you keep a key.
    """
    try:
        settings = read_settings(file)
        keep_private()
        keys = KeyFile(settings.path(settings.web.keys_file))
        if not keys.path.exists():  # one that is made here would be no wall's
            raise KeyFileError(f"{keys.path}: no key file yet; `gridwall web` makes it (web.keys_file)")
        token = keys.renew_door() if new else keys.open_door()
    except (SettingsError, KeyFileError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(start_address(f"{home(settings, port)}/{path.lstrip('/')}", token))


def opened_at(settings: Settings) -> str:
    """Where people open the wall: web.origin, else on this machine."""
    origin = read_origin(settings.web.origin)
    return origin.address if origin else home(settings)


def home(settings: Settings, port: int | None = None) -> str:
    """The wall's origin, by the name that needs no explaining."""
    host = settings.web.host
    name = "localhost" if host in ("127.0.0.1", "localhost") else f"[{host}]"
    return f"http://{name}:{port or settings.web.port}"
