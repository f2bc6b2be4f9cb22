"""The camera process's own time-outs, which the wall needs short, are long for all tests that run it in their
own process: one that stands still for some seconds is busy, not wrong. A test of a time-out sets its own."""

from __future__ import annotations

import aiohttp
import pytest

from cameras.media import outbox
from cameras.pull import gateway, origin, relays, streaming, tcp_probe
from cameras.pull.rtsp import client
from cameras.serve import endpoint
from cameras.watch import probes
from dashboard.cli import camera_check
from tests.patience import PATIENCE


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (camera_check, "FIRST_S"),
        (client, "PATIENCE"),
        (endpoint, "PATIENCE_S"),
        (gateway, "CONNECT_S"),
        (tcp_probe, "PATIENCE_S"),
        (origin, "KEPT_S"),
        (outbox, "LATE_S"),
        (probes, "FIRST_PICTURE_S"),
        (relays, "GOODBYE_S"),
        (streaming, "ANSWER_S"),
    ):
        assert hasattr(module, name)
        monkeypatch.setattr(module, name, PATIENCE)
    monkeypatch.setattr(streaming, "LIMITS", aiohttp.ClientTimeout(total=None, sock_connect=PATIENCE))
