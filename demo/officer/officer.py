"""What a made-up duty officer does next, so that a demo city lives without one. Pure: queue and time come in.

It leaves fresh cases to people for two minutes, never touches what another seat has, leaves some for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

Row = dict[str, Any]  # a row of the live queue, docs/protocol.md

FRESH_MS = 120_000  # a case nobody has belongs to people for so long
CALL_MS = 600_000  # and a call for help longer
LEFT = 0.15  # share of cases it never takes
BY_DEPARTMENT = 0.4  # share that goes to the item's department
NOT_PUT_RIGHT = 0.07  # share of what is fed back that does not hold
LOOKS_MS = (60_000, 180_000)  # at what was fed back, before it says whether that holds
CLOSES_MS = (10_000, 30_000)
HOLD_MS = 90_000
FAILED = "现场复查仍有问题，请再次处置"
SEEN = "网格员回访，已整改"
ANSWER = "已安排处置，进展随时报告"
CLOSED_CALL = "已联系到本人，平安"


@dataclass(frozen=True, slots=True)
class Wish:
    """`send` needs to be told to whom; all others are commands as they stand."""

    row: Row
    do: str
    data: dict[str, Any]


class DemoOfficer:
    """`me` is its seat's id; `departments` says which one an item belongs to."""

    def __init__(self, me: str, departments: Mapping[str, str]) -> None:
        self.me, self.departments = me, departments
        self.rows: dict[str, Row] = {}
        self.since: dict[str, int] = {}  # when the row became as it is
        self.held: dict[str, int] = {}  # until when a case is left alone: it was refused, or there was nobody

    def hear(self, queue: Mapping[str, Any], now: int) -> None:
        """An event `queue`: the whole, or what changed."""
        if queue.get("whole"):
            self.rows = {}
        for row in queue.get("rows", ()):
            known = self.rows.get(row["id"])
            if known is None or known["revision"] != row["revision"]:
                self.since[row["id"]] = now
            self.rows[row["id"]] = row
        for case in queue.get("gone", ()):
            self.rows.pop(case, None)
        self.since = {case: at for case, at in self.since.items() if case in self.rows}

    def hold(self, case: str, now: int) -> None:
        """Something stands in the way: try it again later."""
        self.held = {known: until for known, until in self.held.items() if until > now}
        self.held[case] = now + HOLD_MS

    def next(self, now: int) -> Wish | None:
        """The most pressing thing it would do now."""
        wishes = (self._wish(row, now) for row in self.rows.values())
        return min((wish for wish in wishes if wish), key=lambda wish: _press(wish.row), default=None)

    def whom(self, row: Row, card: Mapping[str, Any]) -> dict[str, Any] | None:
        """Whom to send, as a command's data: a department first, else the nearest free person not sent
        to it before; to a call for help whoever is there first. None when there is nobody. `card`: what
        `/api/cases/<id>` tells."""
        sent = [each["data"] for each in card.get("history", ()) if each["type"] == "dispatched"]
        department = self.department(row)
        if department and not sent:
            return {"department": department}
        asked = {told.get("inspector") for told in sent}
        others = [one for one in card.get("responders", ()) if one["inspector"] not in asked]
        free = [one for one in others if one["free"] or row["sos"]]
        nearest = next(iter(free or others), None)
        return {"inspector": nearest["inspector"]} if nearest else None

    def department(self, row: Row) -> str | None:
        """Where this case is better sent than to a person."""
        if row["sos"] or _lot(row, "department") >= BY_DEPARTMENT:
            return None
        return self.departments.get(row["item"])

    def _wish(self, row: Row, now: int) -> Wish | None:
        left = not row["sos"] and _lot(row, "left") < LEFT
        if row["owner"] not in (None, self.me) or row["asked"] or left:
            return None
        if self.held.get(row["id"], 0) > now:
            return None
        if row["owner"] is None:
            return self._fresh(row, now)
        waited = now - self.since[row["id"]]
        unanswered = row["assignment"] and row["assignment"]["unanswered_at"]
        if row["state"] == "new" or (row["state"] in ("dispatched", "handling") and unanswered):
            return Wish(row, "send", {})
        if row["reply_by"] and waited >= _between(row, LOOKS_MS):
            return Wish(row, "reply", {"text": ANSWER})
        if row["state"] == "fed_back" and not row["inspection"] and waited >= _between(row, LOOKS_MS):
            return self._verdict(row)
        if row["state"] == "verified" and waited >= _between(row, CLOSES_MS):
            return Wish(row, "close", {"note": CLOSED_CALL} if row["sos"] else {})
        return None

    def _fresh(self, row: Row, now: int) -> Wish | None:
        """Nobody's: only what has just been reported, not what somebody has begun."""
        patience = CALL_MS if row["sos"] else FRESH_MS
        alone = now - max(row["received"], row["unowned_at"] or 0)
        if row["state"] != "new" or row["to_locate"] or row["to_sort"] or alone < patience:
            return None
        if row["sos"] and not row["acknowledged"]:
            return Wish(row, "acknowledge", {})
        return Wish(row, "send", {})

    def _verdict(self, row: Row) -> Wish:
        holds = row["returned"] > 0 or _lot(row, "verdict") >= NOT_PUT_RIGHT
        return Wish(row, "verify", {"ok": True, "note": SEEN} if holds else {"ok": False, "reason": FAILED})


def _press(row: Row) -> tuple[bool, bool, int, int]:
    """Calls for help first, then urgent ones, then by deadline."""
    return not row["sos"], not row["urgent"], row["due"] or row["received"] + 10**12, row["received"]


def _lot(row: Row, matter: str) -> float:
    """The same for a case whenever it is asked, so that nothing need be remembered; from 0 to 1."""
    return crc32(f"{matter} {row['id']}".encode()) / 2**32


def _between(row: Row, bounds: tuple[int, int]) -> float:
    return bounds[0] + _lot(row, "pace") * (bounds[1] - bounds[0])
