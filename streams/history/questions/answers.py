"""The questions to the columns as the history process takes them from web processes. Whoever asks has found
out before whether the one who wants to know may, of which areas and people."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

from streams.history.asking import Answer, AskError
from streams.history.questions.reader import Reader
from streams.history.questions.sql import QUESTIONS


class Answers:
    """One question at a time: two would want twice the memory."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._lock = reader, threading.Lock()

    def by_name(self) -> dict[str, Answer]:
        return {name: partial(self._answer, name) for name in QUESTIONS}

    def _answer(self, name: str, told: Mapping[str, Any]) -> dict[str, list[Any]]:
        """Columns by their names. Raises AskError."""
        try:
            with self._lock:
                found = self._reader.ask(name, **told)
        except (ValueError, TypeError) as error:
            raise AskError(str(error)) from None
        return {column: values.tolist() for column, values in found.items()}
