"""Where this server's addresses begin: behind a proxy it may answer below a path of its own (web.origin).
What a browser is told goes through `at`: pages and redirects. Routes and guards know no such path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_BASE: ContextVar[str] = ContextVar("base", default="")


def at(path: str) -> str:
    """What a browser must ask for to get `path`, which begins with a slash."""
    return _BASE.get() + path


@contextmanager
def below(base: str) -> Iterator[None]:
    """What is made meanwhile is for browsers that find the server below `base`: nothing, or `/grid`."""
    before = _BASE.set(base)
    try:
        yield
    finally:
        _BASE.reset(before)
