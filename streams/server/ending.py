"""Tasks ended for certain. Knows no part."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN_S = 0.2


async def end(tasks: Iterable[asyncio.Task[Any]]) -> list[BaseException]:
    """Cancels until all are over, and answers what they ended by, cancellations left out.

    More than once, because a library may take a cancellation for a failure of its own: redis-py does while it
    connects.
    """
    ended = set(tasks)
    left = ended
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=AGAIN_S)
    errors = (task.exception() for task in ended if not task.cancelled())
    return [error for error in errors if error is not None]
