"""How one process of the wall takes over from another within a running server: the new one begins beside the
old one, reads all there is, and only then answers; nobody is turned away in between.

The old one asks gunicorn for one process more, the new one, once it is fit, for one less: gunicorn ends its
oldest. Imported before gevent patches the standard library: it opens nothing.
"""

from __future__ import annotations

import os
import signal
import time
from typing import Any

AGAIN = 5  # exit code of one that cannot take over: gunicorn begins another
LOOK_S = 0.05
PAUSE_S = 20.0  # before it is tried again

elders: list[int] = []  # processes that answer while this one begins


def begins(server: Any) -> None:
    """In a process that gunicorn has just forked."""
    elders[:] = server.WORKERS


def ask() -> None:
    """For a process that takes over from this one."""
    os.kill(os.getppid(), signal.SIGTTIN)


def give_up() -> None:
    """What went wrong was said. Ends this process, and no other."""
    time.sleep(PAUSE_S)
    os._exit(AGAIN)


def take_over(worker: Any, takeover: Any) -> None:
    """Until this process is fit to answer; the first of a server answers at once."""
    if elders:
        while worker.alive and not takeover.fit():
            worker.notify()
            # nobody is left to take over from, or nothing to take over for: the next one begins anew
            if not any(_lives(pid) for pid in elders) or takeover.hopeless():
                os._exit(AGAIN)
            time.sleep(LOOK_S)
    takeover.serve(ask)
    if elders and worker.alive:
        os.kill(os.getppid(), signal.SIGTTOU)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
