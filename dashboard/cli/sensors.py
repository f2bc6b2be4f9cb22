"""`gridwall sensors`: the mapping file by which readings of sensors become reports."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import click

from dashboard.settings.settings import Settings, SettingsError, read_settings

Codes = Container[str] | None


@click.group()
def sensors() -> None:
    """Sensors that report by MQTT (mqtt.sensors)."""


@sensors.command()
@click.argument("mapping", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--settings", "file", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
def check(mapping: Path, file: Path | None) -> None:
    """Say every fault of the mapping FILE with its line. Exits 1 if there is any.

    Items and areas are looked up in the city of the settings, where these name one.
    """
    from dashboard.settings.broker import sensors_in

    try:
        items, areas = _codes(read_settings(file))
        read, faults = sensors_in(mapping, items, areas)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    for line, sentence in faults:
        click.echo(f"{mapping}:{line}: {sentence}")
    if faults:
        raise click.ClickException(f"{len(faults):,} to put right")
    where = "" if items is not None else "; items and areas were not looked up: the settings name no city"
    click.echo(f"{mapping}: {len(read.rules):,} rules, {len(read.places):,} sensors{where}")


def _codes(settings: Settings) -> tuple[Codes, Codes]:
    """Of items and areas. Raises SettingsError."""
    from dashboard.settings.city_files import CityFileError, load_city
    from dashboard.settings.city_paths import city_paths

    told = settings.city
    if not (told.areas and told.roster and told.matters):
        return None, None
    try:
        areas, _, matters = load_city(city_paths(settings))
    except CityFileError as error:
        raise SettingsError(str(error)) from None
    return matters.items, areas
