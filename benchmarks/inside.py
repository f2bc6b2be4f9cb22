"""How a bench or a test comes into a wall of its own: with the start token of the wall's key file."""

import time
from pathlib import Path

from dashboard.access import start_token
from dashboard.access.key_file import KeyFile


def start_address(address: str, keys: Path) -> str:
    """As `gridwall demo` prints it."""
    return start_token.start_address(address, KeyFile(keys).open_door())


def header(keys: Path, *more: str) -> str:
    """The `Cookie` of a browser that was let in, with `more` cookies of its own."""
    token = KeyFile(keys).open_door()
    return "; ".join(
        (
            f"{start_token.cookie_name(token)}={start_token.seal(token, time.time_ns() // 1_000_000)}",
            *filter(None, more),
        )
    )
