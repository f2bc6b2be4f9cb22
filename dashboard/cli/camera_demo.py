"""`gridwall cameras demo`: the demo city's cameras, served over real RTSP and HTTP on this machine."""

from __future__ import annotations

import asyncio
import signal
from datetime import tzinfo
from pathlib import Path

import click

from cameras.pull.camera_file import read_camera_file
from city.areas.areas import AreaError, read_areas
from city.cameras.cameras import Camera, CameraError
from dashboard.cli.demo_city import write_demo_city
from dashboard.settings.city_files import CityFileError, read_json
from dashboard.settings.settings import SettingsError, read_settings
from demo.cameras import town
from demo.cameras.camera_file import FILE, HOST, write_cameras
from demo.cameras.server import DemoServer

SETTLE_S = 15.0
PORT = click.IntRange(1, 65535)


@click.command("demo")
@click.option(
    "--folder", default="var/demo", show_default=True, type=click.Path(path_type=Path), help="City."
)
@click.option("--seed", default=1, show_default=True, help="Of the city, when it is not there yet.")
@click.option("--port", type=PORT, help="Of RTSP: writes FOLDER/cameras.toml anew.")
@click.option("--web-port", type=PORT, default=8555, show_default=True, help="Of HTTP, with --port.")
def serve_demo(folder: Path, seed: int, port: int | None, web_port: int) -> None:
    """Serve the 22 demo cameras of FOLDER/cameras.toml until ended. With --port, write that file first."""
    try:
        if port is not None:
            folder.mkdir(parents=True, exist_ok=True)
            file = write_demo_city(folder, seed).areas
            write_cameras(folder, read_areas(read_json(file), file.name), seed, port, web_port)
        cameras = read_camera_file(folder / FILE)
        zone = read_settings().rules.zone
        asyncio.run(live(folder, cameras, zone))
    except (AreaError, CameraError, CityFileError, SettingsError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or HOST}: {error.strerror}") from None


async def live(folder: Path, cameras: list[Camera], zone: tzinfo) -> None:
    """Until SIGTERM or Ctrl-C. Raises OSError when a port is taken."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    server = DemoServer(folder / "streets", zone)
    for plan in town.plans(cameras):
        server.add(plan)
    await server.start(*town.ports(cameras))
    click.echo(f"{len(cameras)} demo cameras: rtsp://{HOST}:{server.port}, http://{HOST}:{server.web_port}")
    making = asyncio.create_task(make_ahead(server))
    await ended.wait()
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)
    await server.close()


async def make_ahead(server: DemoServer) -> None:
    """Once the wall beside it has started, which a busy processor would delay."""
    await asyncio.sleep(SETTLE_S)
    await server.warm(server.cameras)
