"""What a card offers is what the rules allow: for every state, role, owner and what else matters."""

import itertools
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from city.cases.case import OPEN, STATES, Asked, Assignment, Case, Order, Pause
from city.cases.command import Command, Decided
from city.cases.commands import SEATED, WISHES
from city.cases.decide import decide
from city.live import LiveCity
from dashboard.access.viewer import Viewer
from dashboard.console.queue_rows import case_row
from tests.city.duty import DUE
from tests.city.small_city import AREAS, DAY, NOW, PLACES, filed, small_city
from tests.dashboard.office import Office
from tests.dashboard.office import now as clock
from tests.patience import PATIENCE

ME, OTHER = "seat-1", "seat-2"
SENT = Assignment("a.2", "ann", None, OTHER, NOW, NOW)
ASKED = {"extend": {"hours": 3}, "defer": {"until": NOW + DAY}}
# every button: its command, and data of which some must do where the button is offered
BUTTONS: dict[str, tuple[str, dict[str, Any]]] = {
    "send": ("dispatch", {"inspector": "bob"}),
    "departments": ("dispatch", {"department": "d"}),
    "verify": ("verify", {"ok": True, "note": "n"}),
    "inspect": ("inspect", {"inspector": "bob"}),
    "supervise": ("supervise", {"text": "t", "answer_by": DUE}),
    "reply": ("reply", {"text": "t"}),
    "urge": ("urge", {}),
    "fail": ("verify", {"ok": False, "reason": "r"}),
    "withdraw": ("deny", {}),
    "return": ("ask", {"what": "return", "reason": "r"}),
    **{f"ask_{what}": ("ask", {"what": what, "reason": "r", **ASKED.get(what, {})}) for what in WISHES},
    **{name: (name, {}) for name in ("acknowledge", "deny", "approve", "claim", "resume", "unmerge")},
    **{
        name: (name, {"reason": "r"})
        for name in ("escalate", "release", "reopen", "take_over", "withdraw_order")
    },
    **{name: (name, {"note": "n"}) for name in ("close", "advise")},
    "note": ("note", {"text": "t"}),
    "locate": ("locate", {"area": "1-1"}),
    "sort": ("sort", {"item": "fire"}),
    "merge": ("merge", {"into": "b"}),
}


_ORDER = Order("t", "yu", NOW, DUE)
LED: tuple[
    dict[str, Any], ...
] = (  # an order, one's own, answered or not; urged just now or long ago; somebody looks
    {"order": _ORDER},
    {"order": replace(_ORDER, by=ME)},
    {"order": replace(_ORDER, answer="a", answered_by=ME, answered_at=NOW)},
    {"urged": 1, "urged_at": NOW},
    {"urged": 1, "urged_at": NOW - DAY},
    {"inspection": replace(SENT, id="a.3", inspector="zed")},
)


def asked() -> Iterator[Asked | None]:
    yield None
    for by, what in itertools.product((ME, OTHER), WISHES):
        yield Asked(what, "r", by, NOW, ASKED.get(what, {}))


def every_case(base: Case) -> Iterator[Case]:
    plain = {"acknowledged_by": None, "urgent": False, "sos": False}
    kinds = [
        plain | told | {"acknowledged_by": by}
        for told in ({}, {"urgent": True}, {"urgent": True, "sos": True})
        for by in (None, OTHER)
    ]
    clocks: list[dict[str, Any]] = [
        {"limit": "1 urgent_hours", "due": DUE, "paused": None},
        {"limit": "1 urgent_hours", "due": None, "paused": Pause(NOW, NOW + DAY, 60_000)},
        {"limit": "", "due": None, "paused": None},
    ]
    for state, owner, kind, level in itertools.product(STATES, (None, ME, OTHER), kinds, ("city", "town")):
        with_someone = state not in ("new", "advised")
        told = {"state": state, "owner": owner, "level": level, "assignment": SENT if with_someone else None}
        case = replace(base, **told, **kind)
        if state in OPEN:
            yield from (replace(case, **led) for led in LED)
            yield from (replace(case, asked=wish, **clock) for wish in asked() for clock in clocks)
        else:
            yield replace(case, ended_at=NOW, merged_into="b" if state == "merged" else None)


def allowed(city: LiveCity, case: Case, role: str) -> set[str]:
    """The buttons whose command is accepted."""
    found = set()
    for button, (do, data) in BUTTONS.items():
        if do == "merge" and case.sos:
            data = {"into": "c"}  # another call for help
        command = Command(do, case.id, ME, role, data, "0")
        if isinstance(decide(case, command, city.book, city.cases, NOW), Decided):
            found.add(button)
    own = case.asked is not None and case.asked.by == ME
    return found - ({"deny"} if own else {"withdraw"})


def offered(city: LiveCity, cases: list[Case]) -> list[list[list[str]]]:
    """By the console's own modules, of the rows its queue gets."""
    sight = city.sight("0")
    rows = [msgspec.to_builtins(case_row(city, case, 0, True, sight)) for case in cases]
    told = {"rows": rows, "levels": AREAS.levels, "me": ME, "roles": SEATED, "now": NOW}
    node = shutil.which("node")
    assert node
    script = Path(__file__).with_name("offers.mjs")
    ran = subprocess.run(
        [node, script], input=json.dumps(told), capture_output=True, text=True, timeout=PATIENCE
    )
    assert ran.returncode == 0, ran.stderr
    answer: list[list[list[str]]] = json.loads(ran.stdout)
    return answer


def test_the_console_offers_what_is_not_always_refused_no_less_and_no_more() -> None:
    city = small_city()
    city.fold_events([filed("a"), filed("b"), filed("c", sos=True)], NOW)
    base = city.cases.get("a")
    assert base is not None
    cases = list(every_case(base))
    refused, missing = [], []
    for case, by_role in zip(cases, offered(city, cases), strict=True):
        for role, names in zip(SEATED, by_role, strict=True):
            can = allowed(city, case, role)
            refused += [(name, role, case) for name in names if name not in can]
            missing += [(name, role, case) for name in can if name not in names]
    assert (len(refused), refused[:1]) == (0, [])
    assert (len(missing), missing[:1]) == (0, [])


def test_a_call_that_is_not_filed_yet_is_offered_nothing_as_nothing_is_accepted(office: Office) -> None:
    city, now = office.engine.live, clock()
    city.fold_sos("p-1", now, now, *PLACES["1-1"])
    [call] = city.show_unfiled(now, 0)
    assert (
        offered(city, [replace(call, urgent=urgent) for urgent in (True, False)]) == [[[]] * len(SEATED)] * 2
    )
    for role, (do, data) in itertools.product(SEATED, BUTTONS.values()):
        answer = office.ask(Viewer(ME, role, "0"), do, call.id, data=data, revision=0)
        assert (answer["ok"], answer["code"]) == (False, "unfiled"), (do, role)
