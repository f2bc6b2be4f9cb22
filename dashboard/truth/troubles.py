"""What is wrong with the chain behind the page, by its true cause: amber at once, red when it lasts.

Each is logged once when it begins and once when it ends. Knows no Redis and no page; times are epoch ms.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

RED_AFTER_MS = 30_000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`code` names its words on pages (`trouble_<code>`), `told` the values in them (a list of two is Chinese
    and English); `text` is for the log.

    `red_at`: when it has lasted too long; None: it stays amber.
    """

    code: str
    text: str
    since: int
    red_at: int | None
    told: dict[str, Any] = field(default_factory=dict)

    def red(self, now: int) -> bool:
        return self.red_at is not None and now >= self.red_at


class Troubles:
    """`on_change` is called whenever another list of troubles holds, not when one of them turns red."""

    def __init__(self) -> None:
        self._held: dict[str, Trouble] = {}
        self.on_change: list[Callable[[], object]] = []

    def begin(
        self, code: str, text: str, now: int, *, red_after: int | None = RED_AFTER_MS, **told: Any
    ) -> None:
        """It holds now; since when stays as it was, should it hold already."""
        known = self._held.get(code)
        since = known.since if known else now
        trouble = Trouble(code, text, since, None if red_after is None else since + red_after, told)
        self._held[code] = trouble
        if known is None:
            log.warning("trouble %s: %s", code, text)
        if known != trouble:
            self._changed()

    def end(self, code: str, now: int) -> None:
        """It holds no longer; nothing when it did not."""
        trouble = self._held.pop(code, None)
        if trouble is not None:
            log.warning("trouble %s is over after %.0f s", code, (now - trouble.since) / 1000)
            self._changed()

    def __len__(self) -> int:
        return len(self._held)

    def held(self) -> list[Trouble]:
        """The oldest first."""
        return sorted(self._held.values(), key=lambda trouble: (trouble.since, trouble.code))

    def red(self, now: int) -> bool:
        return any(trouble.red(now) for trouble in self._held.values())

    def page(self) -> list[dict[str, Any]]:
        """As a page is told: `{code, since, red_at, told}` each."""
        names = ("code", "since", "red_at", "told")
        return [{name: getattr(trouble, name) for name in names} for trouble in self.held()]

    def _changed(self) -> None:
        for told in self.on_change:
            told()
