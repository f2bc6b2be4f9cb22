"""`gridwall cameras`: the camera process, and what looks after the camera file. Table of contents."""

from __future__ import annotations

import asyncio
import signal
import socket
from importlib import import_module
from pathlib import Path

import click

from dashboard.settings.settings import Settings, SettingsError, read_settings

FILE = click.Path(path_type=Path, dir_okay=False)
# command → its module and its name there; loaded when it is asked for
COMMANDS = {
    "check": ("camera_check", "check", "Try each camera and say how it is, one line each."),
    "import": ("camera_import", "import_cameras", "Make a camera file of a list of cameras."),
    "demo": (
        "camera_demo",
        "serve_demo",
        "Serve the demo cameras: made-up streets, over real RTSP and HTTP.",
    ),
}


class Commands(click.Group):
    """Help must wait for no decoder."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, (module, _, _) in COMMANDS.items() if _is_there(module)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        module, command, _ = COMMANDS.get(name, ("", "", ""))
        if not module or not _is_there(module):
            return None
        found: click.Command = getattr(import_module(f"dashboard.cli.{module}"), command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


def _is_there(module: str) -> bool:
    return Path(__file__).with_name(f"{module}.py").exists()


@click.group(cls=Commands, invoke_without_command=True)
@click.option("--settings", "file", type=FILE, help="Settings file.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port, instead of cameras.port.")
@click.pass_context
def cameras(ctx: click.Context, file: Path | None, port: int | None) -> None:
    """Pull pictures from the cameras of cameras.file and hand them to the pages, until ended."""
    if ctx.invoked_subcommand is not None:
        ctx.obj = file
        return
    settings = read(file)
    if settings.cameras.file:
        serve(settings, port)
    else:
        rest()


def rest() -> None:
    """Until SIGTERM or Ctrl-C: what runs a Procfile ends all of its processes when one of them ends."""
    told, tell = socket.socketpair()
    tell.setblocking(False)
    signal.set_wakeup_fd(
        tell.fileno()
    )  # a lock would wait for itself, were the signal to come while it is taken
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: None)
    click.echo(
        "cameras.file is not set: there are no cameras to look after (docs/cameras.md shows such a file)"
    )
    told.recv(1)


def read(file: Path | None) -> Settings:
    """Raises ClickException."""
    try:
        return read_settings(file)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def checked(file: Path | None) -> Settings:
    """Settings that name a camera file. Raises ClickException."""
    settings = read(file)
    if not settings.cameras.file:
        raise click.ClickException(
            "cameras.file must be set, in gridwall.toml or as GRIDWALL_CAMERAS_FILE: "
            "it lists the cameras (docs/cameras.md shows one)"
        )
    return settings


def serve(settings: Settings, port: int | None) -> None:
    """Until SIGTERM or Ctrl-C. Raises ClickException, SystemExit."""
    from cameras.pull.camera_file import read_camera_file
    from cameras.pull.redact import redact_logs
    from cameras.serve.service import Place, Service, run
    from cameras.watch.feed import Pace
    from city.cameras.cameras import CameraError
    from dashboard.access.key_file import KeyFile
    from dashboard.cli.camera_sessions import session_watch
    from dashboard.cli.web import refuse_taken
    from dashboard.settings.addresses import camera_desk, cameras_url
    from dashboard.settings.private import keep_private
    from dashboard.transport.logs import set_up_logs
    from streams.cameras.camera_duty import CameraDuty
    from streams.server.connect import RedisAddressError

    if not cameras_url(settings):
        raise click.ClickException(
            "redis.url or redis.cameras must be set, in gridwall.toml or as GRIDWALL_REDIS_URL: "
            "through it the wall learns which cameras there are (try `gridwall demo`)"
        )
    told = settings.cameras
    key_file = KeyFile(settings.path(told.keys_file or settings.web.keys_file))
    place = Place(told.host, port or told.port, told.probe_seconds, Pace(linger=told.linger_seconds))
    refuse_taken(place.host, place.port, "cameras.port")
    try:
        found = read_camera_file(settings.path(told.file))
        desk, sessions = camera_desk(settings), session_watch(settings)
    except (CameraError, RedisAddressError) as error:
        raise click.ClickException(str(error)) from None
    keep_private()
    set_up_logs(settings.log.level)
    redact_logs(address for camera in found for address in (camera.source, camera.sub))

    async def live() -> bool:
        duty = CameraDuty(desk.redis, desk.keys)
        return await run(Service(found, desk, duty, place, lambda: key_file.now.cameras, sessions))

    raise SystemExit(0 if asyncio.run(live()) else 1)
