"""`gridwall desk`: a made-up duty officer, so that a demo city lives without one."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from dashboard.access.key_file import KeyFile
from dashboard.cli.feeding import city_files
from dashboard.settings.city_files import CityFileError, load_city
from dashboard.settings.settings import SettingsError, read_settings
from demo.officer.seat import DemoSeat, SeatRefusedError


@click.command()
@click.option("--wall", metavar="URL", help="The wall; http://localhost with web.port if not told.")
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
def desk(wall: str | None, file: Path | None) -> None:
    """Sit at the city's duty desk of a demo world: take what people leave, and follow it to its end.

    Fresh cases are left to people for two minutes; what another seat has is never touched.
    """
    try:
        settings = read_settings(file)
        areas, _, matters = load_city(city_files(settings))
    except (SettingsError, CityFileError) as error:
        raise click.ClickException(str(error)) from None
    address = wall or f"http://localhost:{settings.web.port}"
    keys = KeyFile(settings.path(settings.web.keys_file))
    departments = {item.code: item.department for item in matters.items.values()}
    seat = DemoSeat(address, areas.root.code, departments, lambda: keys.now.start, click.echo)
    try:
        asyncio.run(until_told(seat))
    except SeatRefusedError as error:
        raise click.ClickException(str(error)) from None


async def until_told(seat: DemoSeat) -> None:
    """Until SIGTERM or Ctrl-C, or the wall refuses the seat."""
    loop, work = asyncio.get_running_loop(), asyncio.create_task(seat.run())
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    await asyncio.wait([work])
    if not work.cancelled():
        work.result()
