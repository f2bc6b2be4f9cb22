"""`gridwall devices sheet`: a phone's own key as a QR code, for a printer."""

from __future__ import annotations

import os
from pathlib import Path

import segno

from city.people.roster import Person
from dashboard.cli.address import opened_at
from dashboard.cli.record import Record
from layouts.device_sheet import DeviceSheet, device_sheet
from layouts.words import words
from streams.access.api_keys import ApiKeys
from streams.access.devices import Devices
from streams.intake.phone_link import key_name, own_key, phone_link, server_url
from streams.messages.values import RefusedError
from streams.record.world import read_world

KINDS = (".html", ".svg")


def write_sheet(held: Record, device: str, file: Path, lang: str, at: str) -> str:
    """Makes the device's key and writes it into the file, which its owner alone can read; the key's name.
    Raises RefusedError."""
    if file.suffix not in KINDS:
        raise RefusedError(f"--to must end with {' or '.join(KINDS)}, got {file.name[:64]}")
    person = _whose(held, device)
    try:
        file.unlink(missing_ok=True)
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise RefusedError(f"--to must be a file that can be written, got {file}: {error.strerror}") from None
    with os.fdopen(made, "w", encoding="utf-8") as out:
        key = own_key(ApiKeys(held.redis, held.keys), device, person.area, held.now)
        place = at.rstrip("/") or opened_at(held.settings)
        code = segno.make(phone_link(place, key, device), error="m").svg_inline(border=2, omitsize=True)
        server = server_url(place, key)
        sheet = code if file.suffix == ".svg" else _sheet(held, device, person, server, code, lang)
        out.write(sheet)
    return key_name(device)


def _whose(held: Record, device: str) -> Person:
    known = Devices(held.redis, held.keys).all().get(device)
    if known is None:
        raise RefusedError(f"DEVICE must be one that is listed, got {device[:64]}: gridwall devices add")
    person = held.city()[1].get(known.inspector)
    if person is None:
        raise RefusedError(f"DEVICE must be of somebody on the roster, got {device}, {known.inspector}'s")
    return person


def _sheet(held: Record, device: str, person: Person, server: str, code: str, lang: str) -> str:
    world = read_world(held.redis, held.keys) or "live"
    name = person.name_en if lang == "en" and person.name_en else person.name
    told = DeviceSheet(
        device=device,
        inspector=person.inspector,
        name=name,
        server=server,
        key=key_name(device),
        made=held.told(held.now),
        world="" if world == "live" else words(lang)[f"world_{world}"],
        code=code,
    )
    return device_sheet(lang, told)
