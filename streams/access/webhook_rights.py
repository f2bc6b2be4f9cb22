"""What each route of the webhook process wants of whoever asks: one table. What is not in it does
not start."""

from __future__ import annotations

from collections.abc import Iterable

from streams.access.intake_rights import UndeclaredRouteError

MACHINE = "machine"
WEBHOOK_KINDS = {
    MACHINE: "a program of this machine, not through a proxy; numbers, and no address and no secret of a hook"
}
WEBHOOK_ROUTES = {
    "/webhooks/healthz": MACHINE,
    "/webhooks/readyz": MACHINE,
    "/webhooks/metrics": MACHINE,
}


def check_routes(routes: Iterable[str]) -> None:
    """Raises UndeclaredRouteError."""
    odd = [route for route in routes if route not in WEBHOOK_ROUTES]
    if odd:
        raise UndeclaredRouteError(f"declared in webhook_rights.py must be {', '.join(odd)}")
