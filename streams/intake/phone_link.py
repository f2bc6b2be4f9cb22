"""The address that sets up a phone's app in one scan, and the key it carries. Knows no page."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, urlencode

from streams.access.api_keys import POSITIONS, ApiKeys
from streams.messages.values import ID_LONGEST

RATE = 600  # requests a minute of one phone's key
OVERLAP_MS = 60 * 60_000  # for which the text before is good too, when a phone gets a new one
_FOREIGN = re.compile(r"[^A-Za-z0-9._:-]")
# as Traccar Client names its settings: seconds and metres. Somebody who stands still is told too
SETTINGS = {
    "accuracy": "high",
    "distance": "0",
    "interval": "10",
    "fastest_interval": "10",
    "heartbeat": "240",
    "buffer": "true",
    "stop_detection": "false",
    "service": "true",
}


def server_url(at: str, key: str) -> str:
    """What stands in the app; `at` is where phones reach the wall's host."""
    return f"{at}/doors/osmand/{key}"


def phone_link(at: str, key: str, device: str) -> str:
    """What Traccar Client's scanner takes all of its settings from."""
    return f"{server_url(at, key)}?{urlencode({'id': device, **SETTINGS}, quote_via=quote)}"


def key_name(device: str) -> str:
    """The key of this device alone; no other device's has the name."""
    plain = f"device-{_FOREIGN.sub('-', device)}"
    if plain == f"device-{device}" and len(plain) <= ID_LONGEST:
        return plain
    return f"{plain[: ID_LONGEST - 9]}-{hashlib.sha256(device.encode()).hexdigest()[:8]}"


def own_key(keys: ApiKeys, device: str, area: str, now: int) -> str:
    """The text of this device's key, which may send for whoever is at home in `area`: made, or rotated when
    there is one."""
    name = key_name(device)
    held = next((key for key in keys.all() if key.name == name and key.state(now) == "good"), None)
    if held is not None and (held.areas, held.actions) == ((area,), (POSITIONS,)):
        return keys.rotate(name, now, OVERLAP_MS)
    if held is not None:
        keys.revoke(name, now)
    return keys.make(name, [area], now, actions=[POSITIONS], rate=RATE)
