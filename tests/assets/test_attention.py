"""What pages put first is what the server puts first."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import msgspec

from city.live import LiveCity
from dashboard.console.queue_rows import case_row
from dashboard.rooms.room_state import case_view
from tests.city.held import hold, sent
from tests.city.small_city import MINUTE, NOW, small_city
from tests.patience import PATIENCE

STATUS = Path(__file__).parents[2] / "assets" / "core" / "case_status.mjs"
SCRIPT = """
import { readFileSync } from 'node:fs'
import { foremost } from %s
const { lists, now } = JSON.parse(readFileSync(0, 'utf8'))
console.log(JSON.stringify(lists.map((cases) => foremost(cases, now).map(({ id }) => id))))
"""


def every_case() -> LiveCity:
    """Each state, with and without what makes a case press."""
    city = small_city()
    kinds: list[dict[str, Any]] = [{}, {"urgent": True}, {"urgent": True, "sos": True}]
    dues = (None, NOW - MINUTE, NOW, NOW + MINUTE)
    states = ("new", "dispatched", "handling", "fed_back", "closed")
    every = product(kinds, dues, states, (None, "wang"))
    for number, (kind, due, state, owner) in enumerate(every, 1):
        by = "li" if number % 3 else None
        there = sent("ann") if state in ("dispatched", "handling") else None
        told = {
            "due": due,
            "state": state,
            "owner": owner,
            "assignment": there,
            "acknowledged_by": by,
            **kind,
        }
        hold(city, f"c{number}", filed=NOW - number % 7, **told)
    city.tick(NOW)
    return city


def test_feed_and_queue_stand_in_the_order_of_the_lists_behind_numbers() -> None:
    city, node = every_case(), shutil.which("node")
    columns, sight = city.case_columns, city.sight("0")
    first = columns.foremost(columns.standing.argsort(), NOW)
    cases = city.some(sorted(first))
    walls = [case_view(city, case, 0, sight) for case in cases]
    rows = [msgspec.to_builtins(case_row(city, case, 0, False, sight)) for case in cases]
    script = SCRIPT % json.dumps(STATUS.as_uri())
    told = json.dumps({"lists": [walls, rows], "now": NOW})
    ran = subprocess.run(
        [str(node), "--input-type=module", "-e", script],
        input=told,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == [first, first]
