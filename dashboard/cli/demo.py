"""`gridwall demo`: everything on this machine, and nothing left of it when it ends."""

from __future__ import annotations

import os
import shlex
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from city.areas.areas import Areas, read_areas
from city.screens.decision import Decision
from dashboard.access.key_file import KeyFile, KeyFileError
from dashboard.access.start_token import start_address
from dashboard.cli.children import SYSTEM, Children
from dashboard.cli.demo_accounts import make_demo_accounts
from dashboard.cli.demo_city import demo_calendar, demo_shifts, write_demo_city
from dashboard.cli.feeding import now_ms
from dashboard.settings.city_files import CityFileError, CityPaths, read_json
from dashboard.settings.private import close_folder, keep_private
from dashboard.settings.settings import handed_on, variable
from demo.cameras.camera_file import write_cameras
from demo.city.screens import ROOM, demo_screens
from demo.people.street_map import write_street_map
from streams.access.api_keys import ApiKeys
from streams.record.keys import Keys
from streams.record.world import claim_world
from streams.screens.plan_store import PlanStore
from streams.server.connect import Client
from streams.server.embedded import EmbeddedRedis, EmbeddedRedisError

SOS_EVERY = 3600  # s, about: each stays on the wall until somebody acknowledges it, and a night is long
FIELD_KEY = "simulator"  # the name of the key its people answer with
ANSWERS_A_MINUTE = 6_000
READY = "gridwall: imports"  # how the wall's log begins its line of being ready
GRIDWALL = shlex.join((sys.executable, "-m", "dashboard"))


@click.command()
@click.option(
    "--port", default=8050, show_default=True, type=click.IntRange(1, 65535), help="Port of the wall."
)
@click.option("--folder", default="var", show_default=True, type=click.Path(path_type=Path), help="Its data.")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same city.")
@click.option(
    "--rate",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.05, 3600),
    help="Seconds between two fixes of one person.",
)
@click.option(
    "--desk/--no-desk",
    default=True,
    show_default=True,
    help="A made-up duty officer, who takes what people at the consoles leave for two minutes.",
)
@click.option(
    "--accounts",
    is_flag=True,
    help="People are accounts: whoever opens the address chooses a role and an area, and changes them.",
)
def demo(port: int, folder: Path, seed: int, rate: float, desk: bool, accounts: bool) -> None:
    """A made-up city of 5,928 people on this machine: its Redis, its people, its wall. Ends on Ctrl-C."""
    folder = folder.resolve()
    keep_private()
    try:
        close_folder(folder / "demo")
        if not (folder / "demo" / "stamp").exists():
            click.echo("Building the demo city (once, some seconds) ...")
        paths = write_demo_city(folder / "demo", seed)
        with EmbeddedRedis(folder / "redis") as redis:
            claim_world(redis.client(), Keys(), "demo")
            redis.stand_guard(lambda sentence: click.echo(sentence, err=True))
            areas = read_areas(read_json(paths.areas), paths.areas.name)
            base_map = write_street_map(folder / "demo", areas, seed)
            streets = write_cameras(folder / "demo", areas, seed, *free_ports(2))
            ports = free_port(port), *free_ports(2)
            keys = KeyFile(folder / "keys")
            environment = environment_of(paths, streets, redis.url, *ports) | {
                variable("basemap.file"): str(base_map),
                variable("web.keys_file"): str(keys.path),
            }
            keys.open_door()
            hang_demo_screens(redis.client(), areas)
            if accounts:
                make_demo_accounts(redis.client(), areas, now_ms())
                environment |= {variable("web.sign_in"): "accounts", variable("web.demo_accounts"): "true"}
            key = field_key(redis.client(), areas.root.code)
            sys.exit(run(environment, keys, key, rate, desk, folder / "demo.log"))
    except (CityFileError, EmbeddedRedisError, KeyFileError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        place = error.filename or folder
        raise click.ClickException(f"{place}: cannot be written: {error.strerror} (try --folder)") from None


def run(environment: dict[str, str], keys: KeyFile, key: str, rate: float, desk: bool, log: Path) -> int:
    """The wall and what feeds it until one ends; the address is told as soon as the wall is ready."""
    wall = f"http://localhost:{environment[variable('web.port')]}/"
    streets = shlex.quote(str(Path(environment[variable("cameras.file")]).parent))

    ends: list[str] = []

    def heard(name: str, line: str) -> None:
        if name == SYSTEM and ("received" in line or "stopped" in line):
            if not ends and "stopped" in line:
                click.echo(f"{line.strip()}, and everything with it; the log is {log}", err=True)
            ends.append(line)
        elif name == "web" and READY in line:
            door = f"{wall}demo" if variable("web.demo_accounts") in environment else wall
            address = start_address(door, keys.now.start or "")
            click.echo(f"The wall is at {address}  (Ctrl-C ends everything; the log is {log})")
        elif any(word in line for word in (" WARNING ", " ERROR ", "Error:", "Traceback")):
            click.echo(f"{name}: {line.rstrip()}", err=True)

    children = Children(
        log, heard
    )  # none of them is told the start token: those who need it read the key file
    children.add("web", f"exec {GRIDWALL} web", environment)
    children.add("streets", f"exec {GRIDWALL} cameras demo --folder {streets}", environment)
    field = environment | {variable("simulate.answers"): wall, variable("simulate.key"): key}
    children.add("simulate", f"exec {GRIDWALL} simulate --rate {rate:g} --sos-every {SOS_EVERY}", field)
    children.add("cameras", f"exec {GRIDWALL} cameras", environment)
    children.add("history", f"exec {GRIDWALL} history", environment)
    if desk:
        children.add("desk", f"exec {GRIDWALL} desk", environment)
    return children.run()


def hang_demo_screens(redis: Client, areas: Areas) -> None:
    """The room of screens, once: what somebody changed there since stays."""
    store = PlanStore(redis, Keys())
    if not store.read()[0].screens:
        store.carry_out(
            f"demo-{areas.edition}",
            "host",
            now_ms(),
            lambda _: Decision("hung", demo_screens(areas), {"room": ROOM}),
        )


def field_key(redis: Client, area: str) -> str:
    """A new key for the simulated field; the one of an earlier run opens nothing any more."""
    held, now = ApiKeys(redis, Keys()), now_ms()
    held.revoke(FIELD_KEY, now)
    return held.make(FIELD_KEY, [area], now, rate=ANSWERS_A_MINUTE)


def environment_of(
    paths: CityPaths, streets: Path, redis_url: str, port: int, cameras_port: int, history_port: int
) -> dict[str, str]:
    """The demo's settings alone: what else is set here is for another wall."""
    told = {
        "city.areas": str(paths.areas),
        "city.roster": str(paths.roster),
        "city.matters": str(paths.matters),
        "city.calendar": str(demo_calendar(paths)),
        "city.shifts": str(demo_shifts(paths)),
        "city.editions": str(paths.areas.parent.parent / "editions"),
        "redis.url": redis_url,
        "rules.duty": "00:00-24:00",  # its people work in shifts, so that it is alive at any hour
        "web.port": str(port),
        "cameras.file": str(streets),  # it names the password; an address on a command line would show it
        "cameras.port": str(cameras_port),
        "cameras.url": f"ws://localhost:{cameras_port}",
        "history.folder": str(paths.areas.parent.parent / "history"),
        "history.port": str(history_port),
        "history.tracks_days": "1",
        "history.tracks_purpose": "demo",
        "file": os.devnull,
    }
    return handed_on(told, alone=True) | {"PYTHONUNBUFFERED": "1"}


def free_port(wanted: int) -> int:
    """The port asked for, or another that is free, said so."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                click.echo(f"Port {port} is taken; another one is used.")
                continue
            return int(probe.getsockname()[1])
    raise click.ClickException("no free port on this machine")


def free_ports(count: int) -> list[int]:
    """Any, all different."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
