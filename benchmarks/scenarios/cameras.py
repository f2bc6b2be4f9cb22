"""What pictures cost: 32 cameras remuxed beside PyAV doing the same, each further screen, the demo while
nobody looks, 510 cameras that are not there, and what these do to the wall."""

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.camera_rig import CameraRig, nowhere, row_of, write_cameras
from benchmarks.cameras import CameraProcess
from benchmarks.child import Child
from benchmarks.page import Screen
from benchmarks.ports import free_port
from benchmarks.report import Report, verdict
from benchmarks.rig import FULL, Plan, Rig
from benchmarks.scenarios.latency import PEOPLE, everything, window
from benchmarks.wall import end_with_parent
from benchmarks.watch import Load, Watch
from streams.server.embedded import EmbeddedRedis

MANY, OF_ONE = 32, 16  # cameras in all, of one screen: a token names no more
SCREENS, PANELS = 4, 9  # further screens
CORE_GOAL, MEMORY_GOAL, SCREEN_GOAL, IDLE_GOAL = 0.25, 150.0, 0.02, 0.10
ABSENT = 510
QUIET, PATIENCE = 30.0, 900.0  # s without a new loop: all are made; s to wait for that


def run(report: Report, plan: Plan = FULL) -> None:
    remuxed(report, plan)
    unwatched(report, plan)
    absent(report, plan)
    beside_wall(report, plan)


@dataclass(frozen=True, slots=True)
class Cost:
    core: float
    memory: float
    pictures: float  # a second

    @property
    def each(self) -> float:
        """Of a core, for one camera at 15 pictures a second."""
        return self.core / (self.pictures / 15) if self.pictures else float("nan")


def remuxed(report: Report, plan: Plan) -> None:
    report.title(f"{MANY} cameras, H.264 640 x 360 at 15 a second, remuxed for two screens of {OF_ONE}")
    with CameraRig(report, plan, row_of(MANY)) as rig:
        theirs = pyav(rig)
        rig.start_process()
        rig.start_viewers()
        ids = [street.id for street in rig.streets]
        rig.open_screens(ids[:OF_ONE], ids[OF_ONE:], live=MANY)
        ours, load = ours_now(rig, "camera process")
        say_remuxed(report, ours, theirs, load)
        further(rig, ids, ours)


def pyav(rig: CameraRig) -> Cost:
    """The same cameras pulled and remuxed by FFmpeg, a thread each, written to nowhere."""
    with Child("benchmarks.baselines.pyav_remux", *rig.addresses.values()) as child:
        until = time.monotonic() + 60
        while child.ask("mark")["cameras"] < MANY:
            if time.monotonic() > until:
                raise RuntimeError("PyAV did not open all cameras")
            time.sleep(0.5)
        time.sleep(rig.plan.warm)
        before, watch = child.ask("mark"), Watch({"PyAV": child.pid})
        time.sleep(rig.plan.measured)
        load, after = watch.stop(), child.ask("mark")
        pictures = (after["pictures"] - before["pictures"]) / load.seconds
        return Cost(load.core("PyAV"), load.memory("PyAV"), pictures)


def ours_now(rig: CameraRig, name: str) -> tuple[Cost, Load]:
    time.sleep(rig.plan.warm)
    rig.viewers.ask("[]")
    watch = rig.watch()
    time.sleep(rig.plan.measured)
    load, told = watch.stop(), rig.viewers.ask("[]")
    if told["missed"]:
        rig.report.say(f"{told['missed']} of {told['pictures']} pictures did not reach a screen")
    return Cost(load.core(name), load.memory(name), told["pictures"] / load.seconds), load


def say_remuxed(report: Report, ours: Cost, theirs: Cost, load: Load) -> None:
    head = ["", "of a core", "per camera", "memory", "pictures/s"]
    rows = [
        [name, f"{cost.core:.1%}", f"{cost.each:.2%}", f"{cost.memory:.0f} MB", f"{cost.pictures:.0f}"]
        for name, cost in (("camera process", ours), ("PyAV, written to nowhere", theirs))
    ]
    report.table(head, rows)
    report.say(
        f"CPU goal {CORE_GOAL:.0%}: {verdict(ours.core, CORE_GOAL)}; "
        f"{ours.core / theirs.core:.2f} x what PyAV takes, which hands its pictures to nobody"
    )
    report.say(f"memory goal {MEMORY_GOAL:.0f} MB: {verdict(ours.memory, MEMORY_GOAL)}")
    report.load(load)
    figures = {"core": ours.core, "each": ours.each, "memory": ours.memory, "pictures": ours.pictures}
    report.keep(
        "cameras, remuxed",
        {**figures, "pyav_core": theirs.core, "pyav_memory": theirs.memory, **load.record()},
    )


def further(rig: CameraRig, ids: list[str], before: Cost) -> None:
    """Screens of nine panels, each of cameras that are pulled already."""
    screens = [[ids[(turn * PANELS + n) % MANY] for n in range(PANELS)] for turn in range(SCREENS)]
    rig.open_screens(*screens, live=MANY + SCREENS * PANELS)
    after, load = ours_now(rig, "camera process")
    each = (after.core - before.core) / SCREENS
    rig.report.say(
        f"{SCREENS} further screens of {PANELS} panels: {after.core:.1%} of a core in all, {each:+.1%} each  "
        f"(goal {SCREEN_GOAL:.0%}: {verdict(each, SCREEN_GOAL)})"
    )
    rig.report.say(f"{after.pictures:.0f} pictures/s went out; machine idle {load.idle:.0%}")
    rig.report.keep("cameras, further screens", {"core": after.core, "each": each, "idle": load.idle})


def unwatched(report: Report, plan: Plan) -> None:
    report.title("The demo's 22 cameras while nobody looks, loops made")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gridwall-bench-")))
        redis = stack.enter_context(EmbeddedRedis(folder / "redis", keep=False))
        ports = ["--port", str(free_port()), "--web-port", str(free_port())]
        command = [str(Path(sys.executable).parent / "gridwall"), "cameras", "demo", "--folder", str(folder)]
        street = subprocess.Popen([*command, *ports], stdout=subprocess.PIPE, preexec_fn=end_with_parent)
        stack.callback(street.wait)
        stack.callback(street.terminate)
        assert street.stdout is not None
        street.stdout.readline()
        process = CameraProcess(folder, redis.url)
        stack.callback(process.end)
        process.start()
        if not settle(folder / "streets"):
            report.void("the demo's loops were not made in time")
        watch = Watch({"demo cameras": street.pid, "camera process": process.pid})
        time.sleep(plan.idle)
        load = watch.stop()
        street.stdout.close()
        total = load.core("demo cameras") + load.core("camera process")
        report.load(load)
        report.say(f"together {total:.1%} of a core  (goal {IDLE_GOAL:.0%}: {verdict(total, IDLE_GOAL)})")
        report.keep("cameras, unwatched", {"core": total, **load.record()})


def settle(folder: Path) -> bool:
    """Wait until the last loop was made a while ago; False when that takes too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        time.sleep(2)
        made = [file.stat().st_mtime for file in folder.glob("*.mp4")]
        if made and time.time() - max(made) > QUIET:
            return True
    return False


def absent(report: Report, plan: Plan) -> None:
    report.title(f"Two cameras that are there, one of them watched, alone and among {ABSENT} that are not")
    found = {count: watched_among(report, plan, count) for count in (0, ABSENT)}
    head = ["absent", "of a core", "memory", "gap p50", "p99", "longest", "machine idle"]
    rows = [
        [str(count), f"{load.core('camera process'):.1%}", f"{load.memory('camera process'):.0f} MB"]
        + [f"{gap:.0f} ms" for gap in gaps]
        + [f"{load.idle:.0%}"]
        for count, (load, gaps) in found.items()
    ]
    report.table(head, rows)
    kept = {str(count): {"gaps_ms": gaps, **load.record()} for count, (load, gaps) in found.items()}
    report.keep("cameras, absent", kept)


def watched_among(report: Report, plan: Plan, count: int) -> tuple[Load, list[float]]:
    """From the first second on: that is when all are looked at."""
    with CameraRig(report, plan, row_of(2), absent=count) as rig:
        rig.start_process()
        rig.start_viewers()
        rig.open_screens([rig.streets[0].id], live=1)
        rig.viewers.ask("[]")
        watch = rig.watch()
        time.sleep(plan.measured)
        load, told = watch.stop(), rig.viewers.ask("[]")
        return load, told["gap"]


def beside_wall(report: Report, plan: Plan) -> None:
    """XADD to painted with 627 screens, before and after the wall hears of so many cameras."""
    with Rig(PEOPLE, report, plan) as rig:
        screen = everything(rig)
        rate = PEOPLE / 10
        found = {"without cameras": window(rig, screen, rate, "plain", plan.measured, checked=False)}
        write_cameras(rig.folder, rig.areas, nowhere(rig.stack, ABSENT))
        process = CameraProcess(rig.folder, rig.redis.url)
        rig.stack.callback(process.end)
        process.start()
        rig.processes["camera process"] = process.pid
        if not knows(screen, ABSENT):
            report.void(f"the page does not know all {ABSENT} cameras")
        found[f"with {ABSENT} that are not there"] = window(rig, screen, rate, "plain", plan.measured, False)
    report.title(f"The wall beside them: {PEOPLE:,} people, a fix each 10 s, 627 screens")
    head = ["", "p50", "p99", "web process", "machine idle"]
    rows = [
        [name, f"{told.p50:.0f} ms", f"{told.p99:.0f} ms", f"{load.core('web'):.0%}", f"{load.idle:.0%}"]
        for name, (told, load, _) in found.items()
    ]
    report.table(head, rows)
    kept = {name: {**asdict(told), **load.record()} for name, (told, load, _) in found.items()}
    report.keep("cameras, beside the wall", kept)


def knows(screen: Screen, cameras: int, patience: float = 30.0) -> bool:
    total = screen.page.locator("#cameras [data-part=total]")
    until = time.monotonic() + patience
    while total.get_attribute("data-value") != str(cameras):
        if time.monotonic() > until:
            return False
        screen.page.wait_for_timeout(200)
    return True
