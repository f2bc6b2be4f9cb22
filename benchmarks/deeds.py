"""What an officer might do next, at random: mostly what fits the case, now and then what does not."""

from collections.abc import Mapping
from random import Random
from typing import Any

Row = Mapping[str, Any]
ITEMS = ("0101", "0102", "0201", "0301")
UNFIT = 0.05  # share of commands that are given whatever the case is
ALL = (
    *("claim", "release", "dispatch", "advise", "note", "ask", "approve", "deny", "escalate", "sort"),
    *("acknowledge", "merge", "unmerge", "reopen", "verify", "close"),
)


def deed(dice: Random, case: Row, me: str, queue: Mapping[str, Row]) -> tuple[str, dict[str, Any]]:
    """A command and its data."""
    do = dice.choice(ALL) if dice.random() < UNFIT else dice.choice(fitting(case, me))
    return do, data(dice, do, case, queue)


def fitting(case: Row, me: str) -> list[str]:
    if case["state"] == "merged":
        return ["unmerge", "note"]
    if case["ended_at"] is not None:
        return ["reopen", "note"]
    found = ["note"]
    if case["urgent"] and not case["acknowledged"]:
        found.append("acknowledge")
    if case["asked"]:
        found += ["deny", "deny", "approve"]
    if case["owner"] is None:
        found += ["claim", "claim", "dispatch"]
    if case["owner"] == me:
        found += ["release", "release", "dispatch", "dispatch", "ask", "escalate", "sort", "merge", "advise"]
    return found


def data(dice: Random, do: str, case: Row, queue: Mapping[str, Row]) -> dict[str, Any]:
    match do:
        case "note":
            return {"text": f"看过 {dice.randrange(1000)}"}
        case "dispatch" if dice.random() < 0.3:
            return {"department": "rescue", "note": "请处理"}
        case "dispatch":
            return {"inspector": f"p{dice.randrange(1000):06d}"}
        case "ask" if dice.random() < 0.5:
            return {"what": "extend", "hours": 2, "reason": "材料未到"}
        case "ask":
            return {"what": dice.choice(("return", "void")), "reason": "不属本镇"}
        case "sort":
            return {"item": dice.choice(ITEMS)}
        case "merge":
            return {"into": dice.choice(list(queue))}
        case "verify":
            return {"ok": True, "note": "网格员回访，已整改"}
    return {"reason": "演练"}
