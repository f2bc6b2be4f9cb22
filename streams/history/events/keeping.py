"""The part that keeps events: one thread that copies and derives, until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from streams.history.events.copier import Copier
from streams.history.events.database import fault

AGAIN_S = 2.0
log = logging.getLogger(__name__)


class Derived(Protocol):
    """What follows from the events."""

    def turn(self, world: int) -> bool:
        """Takes what came, at most so much at a time; True when more is there at once."""


class EventKeeping:
    """`async with`, and `run()` within. `begin()` makes the copier and what derives from it, in the
    thread."""

    def __init__(self, begin: Callable[[], tuple[Copier, Derived]], newest: int | None = None) -> None:
        self._begin, self._newest, self._stop = begin, newest, threading.Event()
        self._copier: Copier | None = None
        self._store_trouble: str | None = None
        self._deriving = True

    @property
    def copied(self) -> int:
        return self._copier.copied if self._copier else 0

    @property
    def world(self) -> int | None:
        """The record that is kept now; the newest one that was while none can be read."""
        return self._copier.world if self._copier and self._copier.world else self._newest

    @property
    def behind(self) -> bool:
        return self._deriving or self._copier is None or self._copier.behind

    @property
    def troubles(self) -> list[str]:
        told = (self._store_trouble, self._copier.trouble if self._copier else None)
        return [trouble for trouble in told if trouble]

    async def __aenter__(self) -> EventKeeping:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()

    async def run(self) -> None:
        work = asyncio.get_running_loop().run_in_executor(None, self._work)
        try:
            await asyncio.shield(work)
        finally:
            self._stop.set()
            if self._copier is not None:
                self._copier.close()

    def _work(self) -> None:
        copier, derived = self._begin()
        self._copier = copier
        said: str | None = None
        while not self._stop.is_set():
            try:
                copier.turn(0 if self._deriving else 500)
                self._deriving = copier.world is not None and derived.turn(copier.world)
                self._store_trouble = None
            except SQLAlchemyError as error:
                self._store_trouble = fault(error)
                copier.fail(self._store_trouble)
                self._stop.wait(AGAIN_S)
            now = self._store_trouble or copier.trouble
            if now != said:
                said = now
                log.warning("%s; nothing is copied meanwhile", now) if now else log.info("copies again")
