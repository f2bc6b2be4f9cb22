"""How gunicorn runs the wall; `gridwall web` tells it the address. Knows no request and no setting.

Read before gevent patches the standard library: it imports nothing that opens sockets.
"""

from __future__ import annotations

import sys
from typing import Any

from dashboard.transport import succession
from streams.access.loopback import is_local

worker_class = "dashboard.transport.worker.Worker"  # of gevent
limit_request_fields = 64  # of at most 8190 bytes each
workers = 1  # every process is a whole wall: run more of them, on ports of their own, to serve more screens
backlog = 2048
keepalive = 75
timeout = 30
graceful_timeout = 1  # a screen's socket never ends by itself, and every screen comes back by itself
control_socket_disable = True  # it would be one for all servers of this user
proc_name = "gridwall web"
loglevel = "warning"
accesslog = None
forwarded_allow_ips = ""  # a proxy's word about who asks is not taken
DO_NOT_TRY_AGAIN = 4  # gunicorn's word for an application that cannot be loaded
CLIENTS = (
    "aiohttp",
    "requests",
    "websocket",
)  # Engine.IO takes them where they are, for its clients


def post_fork(server: Any, worker: Any) -> None:
    leave_out_clients()
    succession.begins(server)


def leave_out_clients() -> None:
    """The wall is nobody's client: a fifth of what it would import is left out."""
    for name in CLIENTS:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # so Python says that there is none


def post_worker_init(worker: Any) -> None:
    """The application is loaded; nothing has been answered yet."""
    forbid_none()
    if worker.wsgi.extensions["gridwall"].settings.web.sign_in != "accounts":
        _refuse_strangers(worker)
    succession.take_over(worker, worker.wsgi.extensions["gridwall.takeover"])


def forbid_none() -> None:
    """Whoever wants a client now may have it."""
    for name in CLIENTS:
        if name in sys.modules and sys.modules[name] is None:
            del sys.modules[name]


def _refuse_strangers(worker: Any) -> None:
    """Whoever changed the address on the command line: where nobody signs in, this machine only."""
    for listener in worker.sockets:
        address = listener.getsockname()
        if isinstance(address, tuple) and not is_local(address[0]):
            sentence = "web.host must be a loopback address without web.sign_in = accounts, got %s"
            worker.log.error(sentence, address[0])
            raise SystemExit(DO_NOT_TRY_AGAIN)


def worker_exit(server: Any, worker: Any) -> None:
    """Hand the clerk's lease on, so that the next process need not wait for it to run out."""
    if getattr(worker, "wsgi", None) is not None:
        worker.wsgi.extensions["gridwall"].sources.hand_over()
