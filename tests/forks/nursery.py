"""`python -m tests.forks.nursery COMMAND FD`: imports what `gridwall COMMAND` will, once, and is then forked
into it as often as asked over the socket FD. Speaks to tests/forks/child.py alone."""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

from benchmarks.wall import end_with_parent

# what each command loads by itself later
MODULES = {
    "web": (
        *("dashboard.cli.web", "dashboard.app", "dashboard.transport.worker", "dashboard.transport.serving"),
        "gunicorn.app.wsgiapp",
    ),
    "cameras": ("dashboard.cli.cameras", "cameras.serve.service", "dashboard.settings.addresses"),
}
SIZE = 1 << 20


class BecomesError(BaseException):
    """Where a real process would have become another program."""

    def __init__(self, program: str, line: tuple[str, ...], environ: dict[str, str]) -> None:
        super().__init__(program)
        self.line, self.environ = line, environ


def load(command: str) -> None:
    if command == "web":  # as gunicorn's worker does before it loads the application
        from gevent import monkey

        from dashboard.transport.serving import leave_out_clients

        monkey.patch_all()
        leave_out_clients()
    for name in MODULES[command]:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def plain(module: str, name: str) -> Any:
    """As it was before gevent: what waits here must leave no loop behind for the children."""
    if "gevent.monkey" not in sys.modules:
        return getattr(importlib.import_module(module), name)
    return sys.modules["gevent.monkey"].get_original(module, name)


def serve(line: socket.socket) -> Callable[[], NoReturn] | None:
    """Answer until the tests are gone; in a child, what it is to do."""
    fork, waitpid = plain("os", "fork"), plain("os", "waitpid")
    while True:
        told, files, _, _ = socket.recv_fds(line, SIZE, 1)
        if not told:
            return None
        wanted = json.loads(told)
        if "end" in wanted:
            _, status = waitpid(wanted["end"], 0)
            line.send(json.dumps(os.waitstatus_to_exitcode(status)).encode())
            continue
        pid = fork()
        if pid == 0:
            line.close()
            return lambda: run(wanted, files[0])
        os.close(files[0])
        line.send(json.dumps(pid).encode())


def run(wanted: dict[str, Any], log: int) -> NoReturn:
    """Be that process, from its first line on."""
    from dashboard.cli import main

    os.setsid()
    end_with_parent()
    signal.set_wakeup_fd(-1)
    quiet = os.open(os.devnull, os.O_RDONLY)
    for place, file in enumerate((quiet, log, log)):
        os.dup2(file, place)
    os.close(quiet)
    os.close(log)
    settle(wanted["environ"])
    pace(wanted["paces"])
    os.chdir(wanted["folder"])
    sys.argv = ["gridwall", *wanted["words"]]
    os.execve = becomes  # type: ignore[assignment]
    try:
        main(prog_name="gridwall")
    except BecomesError as other:
        settle(other.environ)
        sys.argv = list(other.line[2:])
    from gunicorn.app.wsgiapp import run as serve_wsgi

    serve_wsgi()
    sys.exit(0)


def becomes(program: str, line: tuple[str, ...], environ: dict[str, str]) -> NoReturn:
    assert line[:3] == (sys.executable, "-m", "gunicorn"), f"nobody here can become {line}"
    raise BecomesError(program, line, environ)


def settle(environ: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()


def pace(paces: dict[str, float]) -> None:
    """What the product waits by, in the unit it has there: another value, in this process alone."""
    for name, value in paces.items():
        module, _, constant = name.rpartition(".")
        assert hasattr(importlib.import_module(module), constant), f"{name} is not there"
        setattr(importlib.import_module(module), constant, value)


def begin(command: str, number: int) -> None:
    load(command)
    work = serve(plain("socket", "socket")(fileno=number))
    if work is not None:
        work()


if __name__ == "__main__":
    begin(sys.argv[1], int(sys.argv[2]))
