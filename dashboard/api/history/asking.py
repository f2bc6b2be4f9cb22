"""Questions to the history process over HTTP, each with a limit of time. Waits as gevent does."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dashboard.access.key_files import handed_to_history
from dashboard.settings.settings import Settings
from streams.access.history_rights import authorization

LONGEST_S = 20.0
log = logging.getLogger(__name__)


class HistoryAwayError(RuntimeError):
    """The history process does not answer, or not in time."""


class HistoryRefusedError(ValueError):
    """It refused the question, in one sentence."""


class History:
    """`address`: of the history process, as `http://host:port`. `key()`: by which it knows us, None before
    there is one."""

    def __init__(self, address: str, key: Callable[[], bytes | None]) -> None:
        self.address, self._key = address, key

    def ask(self, question: str, **told: Any) -> Any:
        """Its answer. Raises HistoryAwayError, HistoryRefusedError."""
        key = self._key()
        if key is None:
            raise HistoryAwayError("no key yet")
        at = urlsplit(self.address)
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=LONGEST_S)
        try:
            headers = {"Authorization": authorization(key), "Content-Type": "application/json"}
            connection.request("POST", f"/history/ask/{question}", msgspec.json.encode(told), headers)
            response = connection.getresponse()
            status, body = response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            raise HistoryAwayError(str(error)) from None
        finally:
            connection.close()
        return _told(question, status, body)


def history_of(settings: Settings) -> History:
    """As the settings tell where it is."""
    told = settings.history
    address = told.address or f"http://{told.host}:{told.port}"
    return History(address, lambda: handed_to_history(settings).history)


def _told(question: str, status: int, body: bytes) -> Any:
    try:
        found = msgspec.json.decode(body)
    except msgspec.MsgspecError:
        raise HistoryAwayError(f"{status}, and no JSON") from None
    if status == 200:
        return found
    said = str(found.get("error")) if isinstance(found, dict) else str(status)
    if status == 400:
        raise HistoryRefusedError(said)
    log.warning("history answered %d to %s: %s", status, question, said)
    raise HistoryAwayError(said)
