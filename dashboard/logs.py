"""One form for every line of the log, and one place that keeps chatty libraries quiet."""

from __future__ import annotations

import logging

FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
CHATTY = ("werkzeug", "engineio", "socketio", "dash")


def set_up_logs(level: str) -> None:
    logging.basicConfig(level=level.upper(), format=FORM, force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
