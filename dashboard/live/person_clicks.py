"""A click on somebody who has no id on the page: whom a room's number means, or a dispatch, told when it is
written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from city.cases.case import Case
from dashboard.access.disclosures import Disclosures
from dashboard.console.person_card import person_card
from dashboard.live.fold import Fold
from dashboard.rooms.rooms import Client
from dashboard.transport.answers import refused

NOBODY = "nobody goes by this number here"


class PersonClicks:
    """`shown()` is the fold that pages see; `audit` where people sign in."""

    def __init__(
        self, shown: Callable[[], Fold], clock: Callable[[], int], audit: Disclosures | None = None
    ) -> None:
        self._shown, self._clock, self._audit = shown, clock, audit

    def tell(self, screen: Client, asked: Any) -> dict[str, Any]:
        """`{epoch, room, index}` of a dot this screen is shown now. A wall names nobody: it is told where
        they are at home."""
        if self._audit and screen.viewer.session and (why := self._audit.too_many_names(screen.viewer)):
            return refused(why["en"])
        told = asked if isinstance(asked, dict) else {}
        case = self._case(screen, told)
        inspector = _sent(case, told.get("dispatch")) if case else self._behind(screen, told)
        if inspector is None:
            return refused(NOBODY)
        if self._audit and screen.viewer.session:
            where = case.id if case else screen.room.code if screen.room else ""
            if why := self._audit.name_told(inspector, screen.viewer, where):
                return refused(why["en"])
        card = person_card(self._shown().live, inspector, self._clock())
        if case:  # whoever is sent here may be at home elsewhere: where is not told
            return {"ok": True, "name": card.name}
        name = card.name if screen.console else None
        told = {"name": name, "state": card.state, "home": card.home, "age": card.age, "kind": card.kind}
        return {"ok": True} | told

    def _case(self, screen: Client, told: dict[str, Any]) -> Case | None:
        """The case a console asks about; None also for one that it may not know of."""
        live, viewer = self._shown().live, screen.viewer
        case = live.cases.get(told["case"]) if isinstance(told.get("case"), str) else None
        known = case is not None and live.sight(viewer.scope, viewer.names).holds(case.area)
        return case if screen.console and known else None

    def _behind(self, screen: Client, told: dict[str, Any]) -> str | None:
        """The id of whom a number means in the room that this screen is in, in this epoch."""
        shown, room = self._shown(), screen.room
        if room is None or (told.get("epoch"), told.get("room")) != (shown.epoch, room.first):
            return None
        index = told.get("index")
        row = room.behind(index) if type(index) is int else None
        return None if row is None else shown.live.people.ids[row]


def _sent(case: Case, dispatch: object) -> str | None:
    """Whom a dispatch that stands is for; of a department nobody."""
    stands = (case.assignment, case.inspection)
    return next((sent.inspector for sent in stands if sent and sent.id == dispatch), None)
