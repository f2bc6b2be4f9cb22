"""What each route of the intake process wants of whoever asks: one table. What is not in it does not start.
Knows no door."""

from __future__ import annotations

from collections.abc import Iterable

SENDER, OFFICE, MACHINE = "sender", "office", "machine"
INTAKE_KINDS = {
    SENDER: "a key that may send positions, good now; what it sends counts for devices whose inspector is at "
    "home in its areas; nothing is answered of people, areas or cases",
    OFFICE: "a key of the whole city that may send warnings, good now; what is answered is whether it was "
    "taken",
    MACHINE: "a program of this machine, not through a proxy; numbers, and no device's or person's name",
}
INTAKE_ROUTES = {
    "/doors/osmand/{key}": SENDER,
    "/doors/owntracks": SENDER,
    "/doors/traccar": SENDER,
    "/doors/cap/{key}": OFFICE,
    "/doors/healthz": MACHINE,
    "/doors/readyz": MACHINE,
    "/doors/metrics": MACHINE,
}


class UndeclaredRouteError(RuntimeError):
    """A route that nobody said who may ask for: the intake process does not start."""


def check_routes(routes: Iterable[str]) -> None:
    """Raises UndeclaredRouteError."""
    odd = [route for route in routes if route not in INTAKE_ROUTES]
    if odd:
        raise UndeclaredRouteError(f"declared in intake_rights.py must be {', '.join(odd)}")
