"""Whom the rooms of screens tell what goes wrong with what is done to them."""

from __future__ import annotations

from typing import Protocol


class PlanTrouble(Protocol):
    """None of it raises for Redis."""

    def failed(self, error: Exception) -> None:
        """Somebody's command was not written."""

    def written(self) -> None:
        """One was."""

    def lost(self) -> None:
        """The record's newest entries of `wall` are not those that were read."""

    def look(self) -> None:
        """What others noticed, and what is over."""
