"""Who sends the field out, for tests of its pages: a duty desk without a browser, and people's links."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

from city.cases.case import CaseEvent
from city.cases.sos import call_case
from streams.access.links import DAY, Links
from streams.clerk.resends import report_key
from streams.messages.contract import report_fields
from streams.record.append import append_event
from streams.record.keys import Keys
from tests.browser.conftest import Stage
from tests.dashboard.consoles import Console, seat
from tests.patience import PATIENCE, until

CITY = "441900"
GRID = "441900106004001"


class Duty:
    """At the city's desk. It sits there only while it commands: who looks at a page reads no socket."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.redis: Any = stage.redis.client()
        self.cookie = seat(stage.wall, area=CITY)

    def close(self) -> None:
        self.redis.close()

    def file(self, text: str, item: str = "0103", area: str = GRID) -> str:
        """The id of the case that a report becomes."""
        lat, lon = self.stage.feed.middle(area)
        report = f"duty-{time.monotonic_ns()}"
        fields = report_fields(report, int(time.time() * 1000), item, lat=lat, lon=lon, text=text)
        self.redis.xadd(Keys().reports, fields | {"address": "振兴路 12 号"})
        answer = Keys().seen(report_key(None, report))
        case = until(lambda: self.redis.hget(answer, "case"), "the report is filed").decode()
        until(lambda: self.card(case), "the wall knows the case")
        return str(case)

    def send(self, case: str, note: str = "", **who: str) -> None:
        """`inspector=…` or `department=…`."""
        console = Console(self.stage.wall, self.cookie, CITY)
        try:
            console.until(lambda: case in console.rows, "the case is in the queue")
            answer = console.command("dispatch", case, data=who | ({"note": note} if note else {}))
            assert answer["ok"], answer
        finally:
            console.close()

    def lead(self, do: str, case: str, **data: Any) -> None:
        """As a leader at a seat of their own."""
        console = Console(self.stage.wall, seat(self.stage.wall, "leader", CITY), CITY)
        try:
            console.until(lambda: case in console.rows, "the case is in the queue")
            answer = console.command(do, case, data=data)
            assert answer["ok"], answer
        finally:
            console.close()

    def call_of(self, person: str) -> str:
        """The case that their call for help becomes."""
        found = call_case(person, "")

        def filed() -> str | None:
            all_ = (case.decode() for case in self.redis.hkeys(Keys().revisions))
            return next((case for case in all_ if case.startswith(found)), None)

        return str(until(filed, f"{person}'s call is filed"))

    def end_call(self, case: str) -> None:
        """In words. Other tests share this city: nobody goes on calling in it."""
        console = Console(self.stage.wall, self.cookie, CITY)
        try:
            console.until(lambda: case in console.rows, "the call is in the queue")
            close_call(console, case)
        finally:
            console.close()

    def end_calls(self) -> None:
        """All that other tests have left open: whoever was sent has arrived, the others are closed."""
        console = Console(self.stage.wall, self.cookie, CITY)
        try:
            console.until(lambda: console.queue.wholes > 0, "the queue is told")
            for case, row in list(console.rows.items()):
                if row["calling"] and row["state"] == "new":
                    close_call(console, case)
                elif row["calling"]:
                    self._arrive(case, row)
        finally:
            console.close()

    def advise_all(self, area: str) -> None:
        """Nothing that was filed there and begun by nobody stands in other tests' lists."""
        console = Console(self.stage.wall, seat(self.stage.wall, area=area), area)
        try:
            console.until(lambda: console.queue.wholes > 0, "the queue is told")
            left = {case: row for case, row in console.rows.items() if row["state"] == "new"}
        finally:
            console.close()
        for case, row in left.items():
            at, after = int(time.time() * 1000), row["revision"]
            event = CaseEvent("", case, after + 1, "advised", at, "duty", f"advised:{case}:{at}", {})
            append_event(self.redis, Keys(), event, after)

    def _arrive(self, case: str, row: dict[str, Any]) -> None:
        stands, at = row["assignment"], int(time.time() * 1000)
        who = stands["inspector"] or stands["department"]
        told = {"dispatch": stands["id"]}
        event = CaseEvent("", case, row["revision"] + 1, "arrived", at, who, f"arrived:{case}:{at}", told)
        append_event(self.redis, Keys(), event, row["revision"])

    def card(self, case: str) -> Any:
        """All there is to a case; None for one that is not there."""
        address = f"{self.stage.wall.address}/api/cases/{case}"
        try:
            asked = urllib.request.Request(address, headers={"Cookie": self.stage.wall.cookie(self.cookie)})
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return json.load(answer)["case"]
        except urllib.error.HTTPError as error:
            error.close()
            return None

    def sent_to(self, case: str) -> str:
        """Wait until a person was sent; who it is."""
        sent = until(lambda: self.card(case)["assignment"], f"somebody is sent to {case}")
        return str(sent["inspector"])

    def shows(self, case: str, state: str) -> None:
        until(lambda: self.card(case)["state"] == state, f"{case} is {state}")

    def link(self, days: float = 1, **who: str) -> str:
        now = int(time.time() * 1000)
        return Links(self.redis, Keys()).make(now, now + round(days * DAY), **who)[0]


def close_call(console: Console, case: str) -> None:
    for do, known in (("acknowledge", "acknowledged"), ("claim", "owner")):
        if not console.rows[case][known]:
            assert console.command(do, case)["ok"]
            console.until(lambda known=known: console.rows[case][known], f"{do}d")  # type: ignore[misc]
    assert console.command("close", case, data={"note": "safe and sound"})["ok"]
