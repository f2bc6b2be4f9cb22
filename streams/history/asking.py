"""Questions of web processes, answered in threads of their own: `POST /history/ask/<question>`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from streams.access.history_rights import known
from streams.history.events.database import fault

ASKERS = 2  # threads: one long question does not keep all others waiting
WAITING = 8  # questions that may wait for them; more are told to come again
ASK_BYTES = 1 << 16
Answer = Callable[[Mapping[str, Any]], Any]
log = logging.getLogger(__name__)


class AskError(ValueError):
    """One sentence: what of the question was wanted, and what came."""


class Asking:
    """`questions`: by name, what answers each from its parameters; in a thread, may raise AskError."""

    def __init__(self, questions: Mapping[str, Answer], key: bytes) -> None:
        self._questions, self._key, self._waiting = questions, key, 0
        self._threads = ThreadPoolExecutor(ASKERS, thread_name_prefix="history-asked")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/history/ask/{question}", self._ask)

    async def _ask(self, request: web.Request) -> web.Response:
        if not known(request.headers.get("Authorization"), self._key):
            return _refused(401, "a web process of this installation asks here, by its key")
        answer = self._questions.get(request.match_info["question"])
        if answer is None:
            return _refused(404, f"the question must be one of {', '.join(self._questions)}")
        if self._waiting >= WAITING + ASKERS:
            return _refused(503, "more is asked than can be answered; ask again in a few seconds")
        self._waiting += 1
        try:
            told = msgspec.json.decode(await request.read(), type=dict[str, Any])
            found = await asyncio.get_running_loop().run_in_executor(self._threads, _encoded, answer, told)
        except (msgspec.MsgspecError, AskError) as error:
            return _refused(400, str(error))
        except SQLAlchemyError as error:
            log.warning("%s", fault(error))
            return _refused(503, "the store of history does not answer")
        finally:
            self._waiting -= 1
        return web.Response(body=found, content_type="application/json")


def _encoded(answer: Answer, told: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(answer(told))


def _refused(status: int, error: str) -> web.Response:
    return web.json_response({"error": error}, status=status)
