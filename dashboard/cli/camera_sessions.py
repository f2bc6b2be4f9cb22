"""What the camera process knows of sessions, where people sign in. Opens nothing."""

from __future__ import annotations

import time
from datetime import date

from cameras.serve.session_watch import SessionWatch
from city.time.days import LocalDays
from dashboard.settings.addresses import cameras_client, keys_of
from dashboard.settings.settings import Settings
from streams.access.session_reader import SessionReader


def session_watch(settings: Settings) -> SessionWatch | None:
    """None where nobody signs in. Raises RedisAddressError."""
    if settings.web.sign_in != "accounts":
        return None
    days = LocalDays(settings.rules.zone)

    def now() -> int:
        return time.time_ns() // 1_000_000

    def day() -> date:
        return date.fromisoformat(days.stamp(now(), "%Y-%m-%d"))

    return SessionWatch(SessionReader(cameras_client(settings), keys_of(settings), now), now, day)
