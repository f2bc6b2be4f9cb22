"""A test that hangs fails by its name, with the stacks of all threads, and its worker goes on."""

from __future__ import annotations

import pytest

from tests.patience import PATIENCE

# s: both tries of a test whose wait is in vain end before, and say what they waited for
LIMIT = 2 * PATIENCE + 60


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "timeout(seconds): another limit than everybody's")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("timeout") is None:
            # a thread would end the whole worker
            item.add_marker(pytest.mark.timeout(LIMIT, method="signal"))
