"""How a test types a command."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

Typed = Callable[..., Result]
