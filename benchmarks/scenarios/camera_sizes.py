"""What one more camera costs the camera process, and how much it sends to a screen, by size and kind: the
table by which a site is sized."""

import time
from dataclasses import dataclass
from typing import Any

from benchmarks.camera_rig import CameraRig, row_of
from benchmarks.report import Report
from benchmarks.rig import FULL, Plan

MAKES: list[tuple[str, int, dict[str, Any]]] = [
    ("H.264 640 x 360, as it is", 16, {}),
    ("H.264 1280 x 720, as it is", 8, {"width": 1280, "height": 720}),
    ("H.264 1920 x 1080, as it is", 4, {"width": 1920, "height": 1080}),
    ("H.265 640 x 360, as JPEG of 480", 4, {"codec": "h265"}),
    ("H.265 1280 x 720, as JPEG of 480", 4, {"codec": "h265", "width": 1280, "height": 720}),
    ("MJPEG 640 x 360, as it is", 4, {"codec": "mjpeg", "fps": 8}),
    ("JPEG 640 x 360, asked for", 4, {"codec": "jpeg", "fps": 8}),
]


@dataclass(frozen=True, slots=True)
class Size:
    """Of one camera."""

    core: float
    memory: float
    pictures: float  # a second
    bits: float  # Mbit/s
    idle: float  # of the machine


def run(report: Report, plan: Plan = FULL) -> None:
    report.title("One more camera: CPU and memory of the camera process, and what one screen of it takes")
    found = {name: measured(report, plan, count, told) for name, count, told in MAKES}
    head = ["", "of a core", "memory", "pictures/s", "Mbit/s", "machine idle"]
    rows = [
        [
            name,
            f"{size.core:.2%}",
            f"{size.memory:.1f} MB",
            f"{size.pictures:.1f}",
            f"{size.bits:.2f}",
            f"{size.idle:.0%}",
        ]
        for name, size in found.items()
    ]
    report.table(head, rows)
    report.keep("camera sizes", {name: size_of(size) for name, size in found.items()})


def size_of(size: Size) -> dict[str, float]:
    return {name: getattr(size, name) for name in ("core", "memory", "pictures", "bits", "idle")}


def measured(report: Report, plan: Plan, count: int, told: dict[str, Any]) -> Size:
    """What the process takes beyond what it took before anybody looked, shared by the cameras."""
    with CameraRig(report, plan, row_of(count, **told)) as rig:
        rig.start_process()
        rig.start_viewers()
        time.sleep(plan.warm)  # the first look at each camera
        resting = rig.watch()
        time.sleep(plan.warm)
        before = resting.stop()
        rig.open_screens([street.id for street in rig.streets], live=count)
        time.sleep(plan.warm)
        rig.viewers.ask("[]")
        working = rig.watch()
        time.sleep(plan.measured / 3)
        after, came = working.stop(), rig.viewers.ask("[]")
    name = "camera process"
    return Size(
        core=(after.core(name) - before.core(name)) / count,
        memory=(after.memory(name) - before.memory(name)) / count,
        pictures=came["pictures"] / after.seconds / count,
        bits=came["bytes"] * 8e-6 / after.seconds / count,
        idle=after.idle,
    )
