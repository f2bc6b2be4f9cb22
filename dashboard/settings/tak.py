"""The TAK server as the settings tell it, and the words its events are told in."""

from __future__ import annotations

import re
from collections.abc import Container

from city.cases.case import STATES
from dashboard.settings.settings import Settings, SettingsError
from layouts.words import words
from streams.messages.values import shown
from streams.server.redact import redacted
from streams.webhooks.tak.events import Telling
from streams.webhooks.tak.server import TakServer, read_address, why

NAME = re.compile(r"[A-Za-z0-9._-]{1,255}")
MINUTE = 60_000


def read_tak(settings: Settings, areas: Container[str] | None = None) -> TakServer | None:
    """None where nothing is told. `areas`: the codes there are. Raises SettingsError."""
    told = settings.tak
    if not told.url and not told.area:
        return None
    if not told.url:
        raise SettingsError("tak.url must be the TAK server's address beside tak.area, got nothing")
    found = read_address(told.url)
    if found is None:
        wanted = "tcp://host:8087 or tls://host:8089"
        raise SettingsError(f"tak.url must be {wanted}, got {shown(redacted(told.url))}")
    if not told.area:
        raise SettingsError("tak.area must be the code of an area beside tak.url, got nothing")
    if areas is not None and told.area not in areas:
        raise SettingsError(f"tak.area must be the code of an area of the city, got {shown(told.area)}")
    tls, host, port = found
    if not tls and (told.ca or told.cert or told.key or told.server_name):
        raise SettingsError("tak.ca, cert, key and server_name want a tls:// address in tak.url")
    if told.key and not told.cert:
        raise SettingsError("tak.key wants tak.cert beside it, got none")
    if told.server_name and not NAME.fullmatch(told.server_name):
        raise SettingsError(f"tak.server_name must be a host's name, got {shown(told.server_name)}")
    server = TakServer(
        host,
        port,
        tls,
        told.area,
        told.stale_minutes * MINUTE,
        told.sos,
        told.language,
        told.server_name,
        *(_file(settings, name) for name in ("ca", "cert", "key")),
    )
    try:
        server.context()
    except OSError as error:
        raise SettingsError(
            f"tak: ca, cert and key must be PEM files that belong together: {why(error)}"
        ) from None
    return server


def telling_of(settings: Settings) -> Telling:
    told = words(settings.tak.language)
    states = {state: told[f"state_{state}"] for state in STATES}
    language, zone = settings.tak.language, settings.rules.zone
    return Telling(language, states, told["state_urgent"], told["row_due"], zone)


def _file(settings: Settings, name: str) -> str:
    """Raises SettingsError when it cannot be read."""
    told = getattr(settings.tak, name)
    if not told:
        return ""
    path = settings.path(told)
    try:
        path.open("rb").close()
    except OSError as error:
        raise SettingsError(f"tak.{name} must be a readable file, got {path}: {error.strerror}") from None
    return str(path)
