"""`gridwall devices`: whose each phone or tracker is, and which came that are nobody's."""

from __future__ import annotations

from pathlib import Path

import click

from city.headers import Known
from city.people.roster import Roster
from dashboard.cli.record import Record, record, record_options
from dashboard.settings.city_files import read_csv
from layouts.words import LANGUAGES
from streams.access.devices import Devices, device_name
from streams.intake.strangers import strangers
from streams.messages.values import RefusedError

COLUMNS: Known = {
    "device": ("device_id", "deviceid", "imei", "设备编号", "设备号", "终端编号", "设备"),
    "inspector": ("inspector_id", "网格员编号", "人员编号", "工号", "编号"),
}


@click.group()
def devices() -> None:
    """Whose each phone or tracker is. Somebody may have several: the newest fix counts, whichever sent it."""


@devices.command()
@click.argument("device")
@click.argument("inspector")
@record_options
def add(device: str, inspector: str, file: Path | None, url: str | None) -> None:
    """DEVICE, as it calls itself, is INSPECTOR's from now on."""
    with record(file, url) as held:
        name, kept = device_name(device), Devices(held.redis, held.keys)
        _listed(held.city()[1], inspector)
        now = kept.all().get(name)
        if now is not None and now.inspector != inspector:
            raise RefusedError(
                f"DEVICE must be nobody else's, got {name}, which is {now.inspector}'s: remove it"
            )
        kept.put({name: inspector}, held.now)
    click.echo(f"{name} is {inspector}'s. The intake process knows it within two seconds.")


@devices.command()
@click.argument("device")
@record_options
def remove(device: str, file: Path | None, url: str | None) -> None:
    """DEVICE is nobody's any more: what it sends is refused."""
    with record(file, url) as held:
        was = Devices(held.redis, held.keys).remove(device)
        if was is None:
            raise RefusedError(f"DEVICE must be one that is listed, got {device[:64]}")
    click.echo(f"{device} is not {was.inspector}'s any more.")


@devices.command("list")
@click.option("--unknown", is_flag=True, help="Those that came and are nobody's, newest first.")
@record_options
def list_devices(unknown: bool, file: Path | None, url: str | None) -> None:
    """All devices and whose they are."""
    with record(file, url) as held:
        if unknown:
            _list_strangers(held)
            return
        for name, device in sorted(Devices(held.redis, held.keys).all().items()):
            click.echo(f"{name}  {device.inspector}  since {held.told(device.added)}")


@devices.command()
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@record_options
def load(table: Path, file: Path | None, url: str | None) -> None:
    """The devices of the CSV file TABLE, with the columns device and inspector: all of them, or none if one
    line is wrong. What is not in it stays as it is."""
    with record(file, url) as held:
        rows = read_csv(table, COLUMNS, tuple(COLUMNS), lambda note: click.echo(note, err=True))
        told = _read(rows, held.city()[1], table.name)
        kept = Devices(held.redis, held.keys)
        before = {name: device.inspector for name, device in kept.all().items()}
        changed = {name: whose for name, whose in told.items() if before.get(name) != whose}
        kept.put(changed, held.now)
    moved = [name for name in changed if name in before]
    for name in moved:
        click.echo(f"{name} was {before[name]}'s and is {told[name]}'s")
    same = len(told) - len(changed)
    click.echo(f"{len(changed) - len(moved)} new, {len(moved)} of another now, {same} as they were")


@devices.command()
@click.argument("device")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .html is a page for a printer, .svg the code alone.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--at", default="", metavar="URL", help="Where phones reach the doors, instead of web.origin.")
@record_options
def sheet(device: str, target: Path, lang: str, at: str, file: Path | None, url: str | None) -> None:
    """A sheet that sets up Traccar Client on DEVICE in one scan, with a key of its own. When it is made
    again, the key before is good for one more hour."""
    from dashboard.cli.device_sheet import write_sheet

    with record(file, url) as held:
        key = write_sheet(held, device, target, lang, at)
    click.echo(f"{target} holds the key {key} of {device}: print it, scan it, delete it.")


def _read(rows: list[dict[str, str]], roster: Roster, source: str) -> dict[str, str]:
    """Raises RefusedError for the first bad line."""
    told: dict[str, str] = {}
    for line, row in enumerate(rows, 2):
        if not any(row.values()):
            continue
        try:
            name, inspector = device_name(row.get("device", "")), row.get("inspector", "").strip()
            _listed(roster, inspector)
        except RefusedError as error:
            raise RefusedError(f"{source} line {line}: {error}") from None
        if told.setdefault(name, inspector) != inspector:
            raise RefusedError(f"{source} line {line}: device must be one person's, got {name} again")
    return told


def _listed(roster: Roster, inspector: str) -> None:
    if inspector not in roster:
        raise RefusedError(f"inspector must be on the roster, got {inspector[:64]}")


def _list_strangers(held: Record) -> None:
    known = Devices(held.redis, held.keys).all()
    for each in strangers(held.redis, held.keys):
        if each.device not in known:
            click.echo(f"{each.device}  {each.door}, key {each.key}, last told {held.told(each.told)}")
