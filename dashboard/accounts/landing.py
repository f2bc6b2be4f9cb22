"""Where somebody who is in may go, and where they come first: by role and own area. Knows no page."""

from __future__ import annotations

from city.access.grants import Grant
from city.access.roles import SCREEN, may
from dashboard.access.account_guard import PAIRING
from dashboard.access.sessions_door import Standing

START, ACCOUNT, AUDIT, ADMINISTRATION = "/start", "/account", "/audit", "/administration"
# right → its address in an area, in the order in which a page offers them
ADDRESSES = {
    "console": "/console/{area}",
    "wall": "/wall/{area}",
    "handover": "/handover/{area}",
    "review": "/review/{area}",
    "performance": "/console/{area}?panel=performance",
    "accounts": ADMINISTRATION,
    "audit": AUDIT,
    "health": "/health",
}
FIRST = ("officer", "head")  # whose work is at a console; everybody else's first is what they see


def home(grant: Grant) -> str:
    """What this role needs first."""
    if grant.role == SCREEN:
        return PAIRING
    order = ("console", "wall") if grant.role in FIRST else ("wall", "audit", "accounts")
    right = next((right for right in order if may(grant.role, right)), None)
    return ADDRESSES[right].format(area=grant.area) if right else START


def after_sign_in(standing: Standing) -> str:
    """Who holds several grants chooses."""
    if standing.account.must_change:
        return ACCOUNT
    return START if len(standing.grants) > 1 else home(standing.grant)


def places(grant: Grant) -> list[tuple[str, str]]:
    """(right, address) of all pages that this grant opens."""
    return [
        (right, address.format(area=grant.area))
        for right, address in ADDRESSES.items()
        if may(grant.role, right)
    ]
