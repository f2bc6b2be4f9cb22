"""Cuts the sockets of whoever is no longer who they were when they came: signed out, another role or day. The
page comes back by itself, as who it is now, or is led to where people sign in."""

from __future__ import annotations

from dashboard.accounts.accounts import AccountAccess
from dashboard.rooms.connected import Clients

WATCHING = frozenset({"leader", "operator"})  # who only looks is there as long as the page is


class Cutting:
    def __init__(self, screens: Clients, accounts: AccountAccess) -> None:
        self._screens, self._accounts = screens, accounts

    def look(self) -> None:
        """At everybody who is in."""
        screens = [screen for screen in list(self._screens.values()) if screen.viewer.session]
        for screen in screens:
            if not self._accounts.still(screen.viewer):
                screen.wire.close()  # as when the line broke: the page comes back by itself
        self._accounts.used(s.viewer.session for s in screens if s.viewer.role in WATCHING)
