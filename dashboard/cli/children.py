"""Processes that live and die together: with each other, and with whoever started them."""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from honcho import manager as honcho_manager
from honcho import process as honcho_process

PR_SET_PDEATHSIG = 1
SYSTEM = "system"  # honcho's own lines: `web stopped (rc=-9)`, `SIGINT received`


def die_with_parent(how: signal.Signals) -> None:
    """Linux sends `how` when the parent ends, however it ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)


class Child(honcho_process.Process):  # type: ignore[misc]  # honcho ships no types
    """Honcho keeps a process between us and the child: it must go when we go, and the child when it goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._child_ctor = self._popen

    def run(self, *args: Any, **kwargs: Any) -> None:
        die_with_parent(signal.SIGKILL)
        super().run(*args, **kwargs)

    def _popen(self, command: str, **kwargs: Any) -> Any:
        return honcho_process.Popen(command, preexec_fn=lambda: die_with_parent(signal.SIGTERM), **kwargs)


class Manager(honcho_manager.Manager):  # type: ignore[misc]  # honcho ships no types
    """Honcho ends processes by the number each tells once it runs, and fails over one that has not told it:
    whoever is to end all while they begin waits until each has."""

    _told = False

    def terminate(self) -> None:
        self._told = True
        if super()._all_started():
            super().terminate()

    def _all_started(self) -> bool:
        """Asked at every turn of the loop."""
        started: bool = super()._all_started()
        if started and self._told:
            super().terminate()
        return started


class Listener:
    """Takes what honcho would print: all of it to the log file, and to whoever listens."""

    width = 0

    def __init__(self, log: Path, heard: Callable[[str, str], None]) -> None:
        self._file = log.open("w", encoding="utf-8")
        self._heard = heard

    def write(self, message: Any) -> None:
        text = message.data.decode("utf-8", "replace") if isinstance(message.data, bytes) else message.data
        self._file.write(f"{message.name}: {text.rstrip()}\n")
        self._file.flush()
        self._heard(message.name, text)


class Children:
    """`heard(name, line)` gets each line a child says, and as SYSTEM what becomes of them."""

    def __init__(self, log: Path, heard: Callable[[str, str], None]) -> None:
        self._manager = Manager(Listener(log, heard))
        self._manager._process_ctor = Child

    def add(self, name: str, command: str, environment: dict[str, str]) -> None:
        self._manager.add_process(name, command, env=environment)

    def run(self) -> int:
        """Until one of them ends, or Ctrl-C: then all end. Answers what to exit with; 0 after Ctrl-C."""
        self._manager.loop()
        code = self._manager.returncode
        return 0 if code in (128 + signal.SIGINT, 128 + signal.SIGTERM) else int(code or 0)
