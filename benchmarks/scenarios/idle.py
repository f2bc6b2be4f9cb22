"""What `gridwall demo` costs while nobody looks and while one page is open, how fast it answers, and whether
Ctrl-C leaves anything behind."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks.page import SIZE, browser_process, chromium
from benchmarks.ports import free_port
from benchmarks.report import Report, verdict
from benchmarks.rig import CITY, FULL, Plan
from benchmarks.wall import end_with_parent
from benchmarks.watch import Watch, family

START_GOAL, CORE_GOAL = 10.0, 1.0


class Demo:
    """`gridwall demo` as a person starts it, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port, self.began = free_port(), time.monotonic()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GRIDWALL_")}
        self.process = subprocess.Popen(
            [str(Path(sys.executable).parent / "gridwall"), "demo", "--port", str(self.port)],
            env=kept | {"PYTHONUNBUFFERED": "1"},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        self.address = ""
        self.lines: list[str] = []
        self.answered: float | None = None
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        """Keep reading to the end, or the demo would wait for its reader."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines = [*self.lines[-50:], line]
            if self.answered is None and (found := re.search(rf"http://\S*:{self.port}/\S*", line)):
                self.address, self.answered = found[0], time.monotonic() - self.began

    def wait(self, patience: float = 60.0) -> float:
        while self.answered is None:
            if self.process.poll() is not None or time.monotonic() - self.began > patience:
                raise RuntimeError(f"gridwall demo printed no address:\n{''.join(self.lines)}")
            time.sleep(0.02)
        return self.answered

    def interrupt(self) -> int:
        """Ctrl-C: the whole group, as a terminal does it. How many processes were left five seconds later."""
        members = family(self.process.pid)
        os.killpg(self.process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(15)
        _, left = psutil.wait_procs(members, timeout=5)
        for process in left:
            process.kill()
        self.reader.join(5)
        return len(left)


def run(report: Report, plan: Plan = FULL) -> None:
    report.title("gridwall demo")
    with tempfile.TemporaryDirectory(prefix="gridwall-bench-") as name:
        folder = Path(name)
        first = Demo(folder)
        built = first.wait()
        left = first.interrupt()
        demo = Demo(folder)
        try:
            again = demo.wait()
            report.say(
                f"address after {built:.1f} s the first time (the city is built), {again:.1f} s afterwards"
            )
            report.say(f"goal {START_GOAL:.0f} s once set up: {verdict(again, START_GOAL)}")
            alone = watched(report, plan, demo)
            open_page = beside_a_page(report, plan, demo)
        finally:
            left += demo.interrupt()
    report.say(f"{left} processes left after Ctrl-C")
    figures = {"first_s": built, "start_s": again, "alone": alone, "with_page": open_page, "left": left}
    report.keep("idle", figures)


def watched(report: Report, plan: Plan, demo: Demo) -> dict[str, float]:
    """Each process by its name; the sum is what the demo costs."""
    time.sleep(plan.warm)
    names = {label(process): process.pid for process in family(demo.process.pid)}
    watch = Watch(names, below=False)
    time.sleep(plan.idle)
    load = watch.stop()
    total = sum(usage.core for usage in load.usages if usage.name in names)
    report.load(load)
    report.say(f"all together {total:.0%} of a core  (goal {CORE_GOAL:.0%}: {verdict(total, CORE_GOAL)})")
    return {"core": total, "idle": load.idle}


def label(process: psutil.Process) -> str:
    words = [Path(word).name for word in process.cmdline()[:5] if not word.startswith("-")]
    return f"{' '.join(words)[:40]} {process.pid}"


def beside_a_page(report: Report, plan: Plan, demo: Demo) -> dict[str, float]:
    report.say("with one page of the city open:")
    with chromium() as browser:
        page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()  # type: ignore[arg-type]
        page.goto(demo.address.replace("/?", f"/wall/{CITY}?"), wait_until="commit")
        told = watched(report, plan, demo)
        watch = Watch({"browser": browser_process()})
        time.sleep(min(plan.idle, 20))
        told["browser"] = watch.stop().core("browser")
        report.say(f"the browser itself {told['browser']:.0%} of a core")
        return told
