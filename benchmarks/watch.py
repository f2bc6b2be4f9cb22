"""Watches processes while something is measured: CPU as a share of one core, memory, and how idle the
machine was. Knows only process numbers and what to call them."""

import time
from dataclasses import asdict, dataclass

import psutil  # type: ignore[import-untyped]

SATURATED = 0.10  # below this idle share a figure says more about the machine than about the wall


@dataclass(frozen=True, slots=True)
class Usage:
    name: str
    core: float  # share of one core
    memory: float  # MB, resident, at the end


@dataclass(frozen=True, slots=True)
class Load:
    seconds: float
    idle: float  # share of all cores
    usages: tuple[Usage, ...]

    @property
    def saturated(self) -> bool:
        return self.idle < SATURATED

    def core(self, name: str) -> float:
        return next(usage.core for usage in self.usages if usage.name == name)

    def memory(self, name: str) -> float:
        return next(usage.memory for usage in self.usages if usage.name == name)

    def record(self) -> dict[str, object]:
        return {**asdict(self), "saturated": self.saturated}


def family(pid: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def spent(pid: int, below: bool = True) -> tuple[float, float]:
    """CPU seconds and resident megabytes of a process, and of all below it."""
    seconds = memory = 0.0
    for process in family(pid) if below else family(pid)[:1]:
        try:
            with process.oneshot():
                times = process.cpu_times()
                seconds += times.user + times.system
                memory += process.memory_info().rss / 1e6
        except psutil.NoSuchProcess:
            continue
    return seconds, memory


class Watch:
    """From its making until `stop()`."""

    def __init__(self, processes: dict[str, int], below: bool = True) -> None:
        self.processes, self.below = processes, below
        self.began = time.monotonic()
        self.spent = {name: spent(pid, below)[0] for name, pid in processes.items()}
        self.machine = psutil.cpu_times()

    def stop(self) -> Load:
        seconds = time.monotonic() - self.began
        machine = psutil.cpu_times()
        total = sum(machine) - sum(self.machine)
        idle = (machine.idle - self.machine.idle) + (machine.iowait - self.machine.iowait)
        usages: list[Usage] = []
        for name, pid in self.processes.items():
            cpu, memory = spent(pid, self.below)
            usages.append(Usage(name, max(cpu - self.spent[name], 0.0) / seconds, memory))
        busy = (total - idle) / seconds
        rest = max(busy - sum(usage.core for usage in usages), 0.0)
        usages.append(Usage("everything else", rest, 0.0))
        return Load(seconds, idle / total if total else 1.0, tuple(usages))
