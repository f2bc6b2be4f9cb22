"""What a screen comes in with follows what the plan says of it: one that was taken down is revoked, one that
hangs in another area acts there, one with another name is called so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from city.areas.areas import Areas
from city.cases.refusal import refuse
from city.screens.screen import Screen
from dashboard.access.viewer import Viewer
from streams.access.administration import AdministrationError, Hand
from streams.access.screen_accounts import ScreenAccounts
from streams.access.sessions import Session
from streams.record.connections import Connections
from streams.screens.plan_store import PlanStore


class ScreenCredentials:
    """`open_(account)`: its sessions. `clock` in epoch ms, `day` the city's local day."""

    def __init__(
        self,
        to: Connections,
        areas: Areas,
        clock: Callable[[], int],
        day: Callable[[], date],
        open_: Callable[[str], Iterable[Session]],
    ) -> None:
        self._redis, self._keys, self._areas = to.clerk_redis, to.keys, areas
        self._clock, self._day, self._open = clock, day, open_
        self._store = PlanStore(to.clerk_redis, to.keys)

    def follow(self, viewer: Viewer, screen: str) -> None:
        """After whoever asks changed it, and when the same command comes again: by what the record holds now.
        Raises ObjectionError, and what Redis says."""
        plan, _ = self._store.read()
        hand = Hand(viewer.id, viewer.scope, viewer.session)
        accounts = ScreenAccounts(self._redis, self._keys, self._areas, hand, self._clock(), self._day())
        try:
            self._settle(accounts, screen, plan.screens.get(screen))
        except AdministrationError as error:
            if (
                error.code != "unknown"
            ):  # a tab without an account, one that is being paired, one that is gone
                refuse("not_an_editor")

    def _settle(self, accounts: ScreenAccounts, id: str, hangs: Screen | None) -> None:
        account = accounts.get(id)
        if hangs is None:
            accounts.revoke(id, self._open(id))
            return
        if {grant.area for grant in account.grants} != {hangs.area}:
            accounts.move(id, hangs.area, self._open(id))
        if account.name != hangs.name:
            accounts.rename(id, hangs.name)
