"""What each route of the camera process and each message of its socket wants of whoever asks: one table.
What is not in it does not start. Knows no socket and no camera."""

from __future__ import annotations

from collections.abc import Iterable

PASS, NAMED, PANEL, MACHINE = "pass", "named", "panel", "machine"
CAMERA_KINDS = {
    PASS: "a pass of the web process, for this page's origin, of a session that still acts so; else nothing",
    NAMED: "a camera that the pass names; any other is as one that does not exist",
    PANEL: "a panel of one's own that shows such a camera",
    MACHINE: "a program of this machine, not through a proxy; numbers, and no camera's name",
}
CAMERA_ROUTES = {"/cameras/socket": PASS, "/cameras/healthz": MACHINE, "/cameras/metrics": MACHINE}
CAMERA_MESSAGES = {"token": PASS, "show": NAMED, "offer": PANEL, "get": PANEL, "seen": PANEL}


class UndeclaredError(RuntimeError):
    """A route or a message that nobody said who may ask for: the camera process does not start."""


def check_declared(routes: Iterable[str], messages: Iterable[str]) -> None:
    """Raises UndeclaredError."""
    odd = [f"the route {route}" for route in routes if route not in CAMERA_ROUTES]
    odd += [f"the message {message}" for message in messages if message not in CAMERA_MESSAGES]
    if odd:
        raise UndeclaredError(f"declared in camera_rights.py must be {', '.join(odd)}")
