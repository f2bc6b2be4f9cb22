"""What a run found: readable on the terminal as it comes, and one JSON file for those who compare runs.
Goals stand beside figures and decide nothing."""

import json
import platform
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.watch import SATURATED, Load

FOLDER = Path("var/bench")


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, the first to the left, numbers to the right."""
    wide = [max(width(row[at]) for row in [head, *rows]) for at in range(len(head))]

    def line(row: Sequence[str]) -> str:
        cells = [" " * (wide[at] - width(cell)) for at, cell in enumerate(row)]
        return "  ".join(
            [row[0] + cells[0], *(pad + cell for pad, cell in zip(cells[1:], row[1:], strict=True))]
        )

    return "\n".join(["  " + line(row).rstrip() for row in [head, ["-" * size for size in wide], *rows]])


def verdict(figure: float, goal: float) -> str:
    return "met" if figure <= goal else "MISSED"


class Report:
    def __init__(self, quick: bool) -> None:
        self.figures: dict[str, Any] = {
            "began": datetime.now().astimezone().isoformat(timespec="seconds"),
            "machine": f"{platform.machine()}, {platform.system()} {platform.release()}",
            "quick": quick,
        }
        self.voids: list[str] = []

    def title(self, text: str) -> None:
        print(f"\n{text}\n", flush=True)

    def say(self, text: str) -> None:
        print(f"  {text}", flush=True)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        print(table(head, rows) + "\n", flush=True)

    def load(self, load: Load) -> None:
        """Every process, and how idle the machine was."""
        rows = [
            [u.name, f"{u.core * 100:.0f} %", f"{u.memory:.0f} MB" if u.memory else ""] for u in load.usages
        ]
        self.table(["process", "of a core", "memory"], rows)
        label = f"  SATURATED (below {SATURATED:.0%})" if load.saturated else ""
        self.say(f"machine idle {load.idle:.0%} over {load.seconds:.0f} s{label}")

    def keep(self, name: str, figure: Any) -> None:
        self.figures[name] = figure

    def void(self, why: str) -> None:
        self.voids.append(why)
        self.say(f"VOID: {why}")

    def write(self) -> Path:
        FOLDER.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        path = FOLDER / f"{stamp}.json"
        self.figures["void"] = self.voids
        path.write_text(json.dumps(self.figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return path
