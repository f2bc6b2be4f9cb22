"""What a screen shows is what the server believes it shows: both find the top of a stack alike."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

from city.screens.content import AREA, Content
from city.screens.stack import PERSON, RULE, Push, Stack
from tests.patience import PATIENCE

STACK = Path(__file__).parents[2] / "assets" / "core" / "stack.mjs"
SCRIPT = """
import { readFileSync } from 'node:fs'
import { live, top } from %s
const cases = JSON.parse(readFileSync(0, 'utf8'))
const ids = (pushes) => pushes.map(({ id }) => id)
const seen = ({ pushes, now }) => [top(pushes, now)?.id ?? null, ids(live(pushes, now))]
console.log(JSON.stringify(cases.map(seen)))
"""


def stacks(count: int) -> list[tuple[Stack, int]]:
    dice = random.Random(12)
    made = []
    for _ in range(count):
        ids = dice.sample(["a", "B", "b1", "b10", "b2", "z-9", "z.9"], dice.randrange(8))
        pushes = (
            Push(
                id,
                Content(AREA, "0"),
                "ann",
                dice.randrange(4),
                dice.randrange(8),
                dice.choice((PERSON, RULE)),
            )
            for id in ids
        )
        made.append((Stack(tuple(pushes)), dice.randrange(8)))
    return made


def test_a_screen_and_its_server_agree_what_is_on_top() -> None:
    node, cases = shutil.which("node"), stacks(2000)
    told = [{"pushes": [asdict(push) for push in stack.pushes], "now": now} for stack, now in cases]
    script = SCRIPT % json.dumps(STACK.as_uri())
    ran = subprocess.run(
        [str(node), "--input-type=module", "-e", script],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    wanted = []
    for stack, now in cases:
        seen = stack.top(now)
        wanted.append([seen.id if seen else None, [push.id for push in stack.live(now)]])
    assert json.loads(ran.stdout) == wanted
    assert len({seen for seen, _ in wanted}) > 5
